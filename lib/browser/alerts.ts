import { type AlertChoice, alertChoiceFrom, digestWords } from "../domain/alerts";
import type { Generation } from "../domain/generation";
import { preferenceCookies } from "../domain/preferences";
import { readPreference } from "./preferences";

export const alertChoice = (): AlertChoice => alertChoiceFrom(readPreference(preferenceCookies.alerts));

/** Two soft notes; nothing where the browser lets no page sound yet. */
export async function playDoneSound(): Promise<void> {
  const engine = new AudioContext();
  const start = engine.currentTime + 0.02;
  for (const [index, frequency] of [659.25, 987.77].entries()) {
    const note = engine.createOscillator();
    const loudness = engine.createGain();
    const at = start + index * 0.14;
    note.frequency.value = frequency;
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.12, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.5);
    note.connect(loudness).connect(engine.destination);
    note.start(at);
    note.stop(at + 0.55);
  }
  await new Promise((done) => setTimeout(done, 900));
  await engine.close();
}

let unseen = 0;

/** Says in the tab's title how much ended while nobody looked. */
function countInTitle(by: number): void {
  if (document.visibilityState === "visible") return;
  if (unseen === 0)
    document.addEventListener(
      "visibilitychange",
      () => {
        unseen = 0;
        document.title = document.title.replace(/^\(\d+\) /, "");
      },
      { once: true },
    );
  unseen += by;
  document.title = `(${unseen}) ${document.title.replace(/^\(\d+\) /, "")}`;
}

// Longer than the slowest tab's poll takes to come by the same news.
const claimMs = 15_000;

/** Runs `tell` in one tab of all that come by the same news. */
async function inOneTab(news: string, tell: () => void): Promise<void> {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return tell();
  await locks.request(`easel-alert:${news}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    tell();
    await new Promise((done) => setTimeout(done, claimMs));
  });
}

/** Tells that these runs have ended, once for all of them and in the ways the person chose. */
export function tellEnds(ended: readonly Generation[], open: (generation: Generation) => void): void {
  const [first] = ended;
  if (!first) return;
  const choice = alertChoice();
  if (choice.title) countInTitle(ended.length);
  const news = ended.map(({ id }) => id).join();
  void inOneTab(news, () => {
    if (choice.sound) void playDoneSound().catch(() => undefined);
    const isAllowed = "Notification" in window && Notification.permission === "granted";
    if (!choice.notification || !isAllowed || document.visibilityState === "visible") return;
    const { title, body } = digestWords(ended);
    const notification = new Notification(title, { body, tag: news.slice(0, 200) });
    notification.addEventListener("click", () => {
      window.focus();
      open(first);
    });
  });
}
