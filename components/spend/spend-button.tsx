"use client";

import type { KeyboardEvent } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";

/** For `onKeyDown`: an Enter that is held down presses once. A text of several lines goes on taking lines from it. */
export function pressOnceWhileHeld(event: KeyboardEvent) {
  if (event.repeat && event.key === "Enter" && !(event.target instanceof HTMLTextAreaElement))
    event.preventDefault();
}

/**
 * A button that spends. The second click of a double click is none of its own: it may come when the first was answered
 * already, and would pay again.
 */
export function SpendButton({ onClick, ...rest }: ButtonProps) {
  return (
    <Button
      variant="primary"
      onKeyDown={pressOnceWhileHeld}
      {...rest}
      onClick={(event) => {
        // Counted by the browser from the hand's own times, however late the page comes to hear of them.
        if (event.detail > 1) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
