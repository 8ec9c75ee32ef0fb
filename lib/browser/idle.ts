// Later than a page takes to come alive, sooner than a person misses what waits.
const latestMs = 2_000;

/** Does `work` once the browser has nothing more urgent to do, soon in any case. Returns how to call it off. */
export function whenIdle(work: () => void): () => void {
  // Safari has no word for idleness; a task of its own is what matters most.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(work, { timeout: latestMs });
  return () => cancelIdleCallback(request);
}
