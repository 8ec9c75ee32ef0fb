"use client";

import { X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { IconButton } from "./icon-button";

interface ToastMessage {
  id: number;
  text: string;
  action?: { label: string; onSelect: () => void };
}

const shownMs = 6_000;
// Long enough to be reached by keyboard.
const shownWithActionMs = 12_000;

let messages: readonly ToastMessage[] = [];
const noMessages: readonly ToastMessage[] = [];
const listeners = new Set<() => void>();
let lastId = 0;

function change(next: readonly ToastMessage[]) {
  messages = next;
  for (const listener of listeners) listener();
}

const dismiss = (id: number) => change(messages.filter((message) => message.id !== id));

/** Says something that needs no answer, such as "Seed copied". Problems stand beside what caused them instead. */
export function toast(text: string, action?: ToastMessage["action"]): void {
  lastId += 1;
  change([...messages.slice(-2), action ? { id: lastId, text, action } : { id: lastId, text }]);
}

/** The polite live region every toast appears in; mounted once, in the root layout. */
export function ToastHost() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => messages,
    () => noMessages,
  );
  return (
    <section
      aria-live="polite"
      aria-label="Messages"
      // Above a bar of actions that stands at the bottom: what it says is often about what was just done there.
      className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex flex-col items-center gap-2 px-4 max-md:top-14 max-md:bottom-auto md:[html:has([data-bottom-bar])_&]:bottom-18"
    >
      {shown.map((message) => (
        <ToastCard key={message.id} message={message} />
      ))}
    </section>
  );
}

function ToastCard({ message }: { message: ToastMessage }) {
  const [isHeld, setIsHeld] = useState(false);
  const forMs = message.action ? shownWithActionMs : shownMs;
  // An effect, because only the clock ends a toast, and not while somebody reads or reaches for it.
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => dismiss(message.id), forMs);
    return () => clearTimeout(timer);
  }, [isHeld, message.id, forMs]);
  return (
    <div
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      className="pointer-events-auto flex max-w-full animate-enter items-center gap-3 rounded-tile bg-float py-1 pr-1 pl-3 text-13 shadow-float"
    >
      <span className="py-1.5">{message.text}</span>
      {message.action ? (
        <button
          type="button"
          className="rounded-control px-2 py-1 font-medium text-accent-text hover:bg-hover"
          onClick={() => {
            message.action?.onSelect();
            dismiss(message.id);
          }}
        >
          {message.action.label}
        </button>
      ) : null}
      <IconButton label="Dismiss" icon={<X size={14} />} size="s" onClick={() => dismiss(message.id)} />
    </div>
  );
}
