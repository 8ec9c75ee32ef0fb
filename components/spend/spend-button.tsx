"use client";

import { type KeyboardEvent, type MouseEvent, useRef } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";

/** For `onKeyDown`: an Enter that is held down presses once. A text of several lines goes on taking lines from it. */
export function pressOnceWhileHeld(event: KeyboardEvent) {
  if (event.repeat && event.key === "Enter" && !(event.target instanceof HTMLTextAreaElement))
    event.preventDefault();
}

// As long as systems wait for the second click of a double click.
const doubleClickMs = 500;

const isTap = ({ nativeEvent }: MouseEvent) =>
  nativeEvent instanceof PointerEvent && nativeEvent.pointerType === "touch";

/**
 * A button that spends. The second click of a double click is none of its own: it may come when the first was answered
 * already, and would pay again.
 */
export function SpendButton({ onClick, ...rest }: ButtonProps) {
  const last = useRef({ atMs: Number.NEGATIVE_INFINITY, detail: 0 });
  return (
    <Button
      variant="primary"
      onKeyDown={pressOnceWhileHeld}
      {...rest}
      onClick={(event) => {
        const isSoon = event.timeStamp - last.current.atMs < doubleClickMs;
        // The browser counts clicks by the hand's own times, however late the page hears of them, but begins again after
        // three; and not every browser counts taps.
        const isRest = event.detail > 1 || (isSoon && (last.current.detail > 2 || isTap(event)));
        last.current = { atMs: event.timeStamp, detail: event.detail };
        if (isRest) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
