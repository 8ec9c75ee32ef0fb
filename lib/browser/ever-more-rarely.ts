/** Does `work` after `delayMs`, then each time after twice as long as before, until the returned function is called. */
export function everMoreRarely(work: () => void, delayMs: number): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = (waitMs: number) => {
    timer = setTimeout(() => {
      work();
      wait(waitMs * 2);
    }, waitMs);
  };
  wait(delayMs);
  return () => clearTimeout(timer);
}
