import { type Generation, generationTitle, isActive } from "./generation";

/** How somebody wants to hear that what they started has ended. */
export interface AlertChoice {
  title: boolean;
  sound: boolean;
  notification: boolean;
}

const names = ["title", "sound", "notification"] as const;

/** As it is remembered: the ways that are on. Nothing remembered is the quietest of them. */
export function alertChoiceFrom(text: string | undefined): AlertChoice {
  const chosen = (text ?? "title").split(",");
  return {
    title: chosen.includes("title"),
    sound: chosen.includes("sound"),
    notification: chosen.includes("notification"),
  };
}

export const alertChoiceText = (choice: AlertChoice): string =>
  // An empty text would be taken for nothing remembered.
  names.filter((name) => choice[name]).join(",") || "none";

/** Several ends in a line: "3 runs finished, 1 failed." */
export function digestWords(ended: readonly Generation[]): { title: string; body: string } {
  const good = ended.filter(({ status }) => status === "complete").length;
  const bad = ended.length - good;
  const count = (number: number, word: string) => `${number} ${number === 1 ? "run" : "runs"} ${word}`;
  const [only] = ended;
  const subject = only ? generationTitle(only).replace(/\s+/g, " ").slice(0, 120) : "";
  if (ended.length === 1)
    return { title: good === 1 ? "Your run is finished" : "Your run did not finish", body: subject };
  const title = [
    good > 0 ? count(good, "finished") : "",
    bad > 0 ? (good > 0 ? `${bad} did not` : count(bad, "did not finish")) : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
  return { title, body: `${subject} and ${ended.length - 1} more` };
}

/** Waits for ends of what was seen running, and gives them together once nothing of the person's runs any more. */
export class EndWatch {
  readonly #running = new Set<string>();
  #ended: Generation[] = [];

  /** Takes what changed; gives the ends to tell of now, none while others are still on their way. */
  take(changed: readonly Generation[]): readonly Generation[] {
    for (const generation of changed) {
      if (!generation.isMine) continue;
      if (isActive(generation)) this.#running.add(generation.id);
      else if (this.#running.delete(generation.id)) this.#ended.push(generation);
    }
    return this.#running.size === 0 ? this.flush() : [];
  }

  /** Gives what has ended so far. */
  flush(): readonly Generation[] {
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }

  get isWaiting(): boolean {
    return this.#ended.length > 0;
  }
}
