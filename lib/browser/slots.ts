/** Lets only so many do something at once; the others wait in line, first come first served. */
export class Slots {
  #free: number;
  readonly #waiting: Array<() => void> = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for a free slot. Rejects with the signal's reason when it aborts first, and then holds none. */
  async #take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(taken), 1);
        reject(signal.reason as Error);
      };
      const taken = () => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      };
      this.#waiting.push(taken);
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }

  /** Runs `work` in a slot and gives the slot back however it ends. */
  async run<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
    await this.#take(signal);
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The slot goes from hand to hand, so that nobody who comes now can step in before who waits.
      if (next) next();
      else this.#free += 1;
    }
  }
}
