import "server-only";
import { RecentMap } from "./recent-map";

/**
 * Answers many askers of the same thing with one read: those who ask while it is under way wait for it, those who ask
 * within `lifeMs` after it get the same answer. A failed read is never kept. The key must name the person, as what one
 * person may see is not another's.
 */
export class SharedRead<Value> {
  readonly #underWay = new Map<string, Promise<Value>>();
  readonly #answers: RecentMap<Value>;

  constructor(maxEntries: number) {
    this.#answers = new RecentMap(maxEntries);
  }

  async read(key: string, lifeMs: number, load: () => Promise<Value>): Promise<Value> {
    const known = lifeMs > 0 ? this.#answers.get(key) : undefined;
    if (known !== undefined) return known;
    const running = this.#underWay.get(key);
    if (running) return await running;
    const loading = load();
    this.#underWay.set(key, loading);
    try {
      const value = await loading;
      if (lifeMs > 0) this.#answers.set(key, value, lifeMs);
      return value;
    } finally {
      this.#underWay.delete(key);
    }
  }

  keep(key: string, value: Value, lifeMs: number): void {
    this.#answers.set(key, value, lifeMs);
  }
}
