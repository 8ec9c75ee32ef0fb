import { useSyncExternalStore } from "react";
import { ProblemError } from "../domain/problem";

let isSignedOut = false;
const listeners = new Set<() => void>();

/** Told of every error a query or mutation ends with; remembers that the session is over, so that one notice says so. */
export function noticeSignedOut(error: unknown): void {
  if (!(error instanceof ProblemError)) return;
  if (error.problem.code !== "signed_out" && error.problem.code !== "token_refused") return;
  isSignedOut = true;
  for (const listener of listeners) listener();
}

/** Told of every read that succeeds: somebody signed in again, perhaps in another tab. */
export function noticeSignedIn(): void {
  if (!isSignedOut) return;
  isSignedOut = false;
  for (const listener of listeners) listener();
}

/** True once any answer said that the session is over. The page stays as it is: what was typed is not lost. */
export function useIsSignedOut(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isSignedOut,
    () => false,
  );
}
