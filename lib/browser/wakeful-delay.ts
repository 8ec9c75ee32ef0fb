let clock: Worker | null = null;

/** A browser wakes a hidden page's own timers once a minute at most; a worker's it leaves alone. */
function workerClock(): Worker | null {
  if (typeof Worker === "undefined") return null;
  clock ??= new Worker(new URL("./wakeful-clock.worker.ts", import.meta.url), { type: "module" });
  return clock;
}

/** Settles after a time, also in a tab nobody looks at; at once where the signal fires. */
export function wakefulDelay(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const worker = workerClock();
    const id = crypto.randomUUID();
    // The page's own timer as well: a worker that could not be fetched must not stop the queue.
    const timer = setTimeout(end, delayMs);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      worker?.removeEventListener("message", told);
      resolve();
    }
    function told(event: MessageEvent<unknown>) {
      if (event.data === id) end();
    }
    signal.addEventListener("abort", end, { once: true });
    worker?.addEventListener("message", told);
    worker?.postMessage({ id, delayMs }, []);
  });
}
