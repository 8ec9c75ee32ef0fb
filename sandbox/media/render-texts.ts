import type { RenderJob } from "../parts";
import { createRandom, hashText } from "./random";
import type { RenderedOutput } from "./rendered-output";

const places = [
  "the Salt Gate",
  "Emberfall",
  "the Hollow Orchard",
  "Vael's Crossing",
  "the Ninth Lantern",
  "Old Harrow",
] as const;
const people = [
  "Mirelle",
  "Captain Oren",
  "the Ferrywoman",
  "Tam of the Reeds",
  "Sister Aldith",
  "the Tinker",
] as const;
const wants = [
  "has not slept since the bells stopped",
  "will pay in maps, never in coin",
  "remembers your mother's sword",
  "keeps one lantern lit for a ship that sank",
  "asks you not to say the name aloud",
] as const;
const turns = [
  "The door was never locked; it was waiting to be asked.",
  "What you bring back is not what was lost.",
  "By dawn, two of the party speak in the same voice.",
  "The monster pays its debts. The village does not.",
] as const;

function titleOf(prompt: string): string {
  const clean = prompt.replace(/\s+/g, " ").trim().slice(0, 60);
  return clean === "" ? "Untitled" : clean.charAt(0).toUpperCase() + clean.slice(1);
}

/** Short pieces in Markdown, each begun by the prompt and told by the seed. */
export async function renderTexts(job: RenderJob): Promise<RenderedOutput[]> {
  return Array.from({ length: job.count }, (_, index) => {
    const random = createRandom(hashText(`${job.style}|${job.prompt}|${job.seed}|${index}`));
    const place = random.pick(places);
    const person = random.pick(people);
    const text = [
      `# ${titleOf(job.prompt)}`,
      "",
      `*Setting:* ${place}, ${random.pick(["late autumn", "the week after the flood", "a market day", "the longest night"])}`,
      "",
      `${person.charAt(0).toUpperCase()}${person.slice(1)} ${random.pick(wants)}. ${random.pick(["Everyone in town knows why.", "Nobody in town has asked why.", "The answer is under the floorboards."])}`,
      "",
      "## Beats",
      "",
      `1. **Hook.** The player hears of it at ${place}: ${job.prompt.trim() === "" ? "a rumour without an owner" : job.prompt.trim()}.`,
      `2. **Complication.** ${random.pick(turns)}`,
      `3. **Choice.** ${random.pick(["Keep the promise or keep the prize.", "Tell the truth and lose the guide.", "Spend the last light, or wait."])}`,
      `4. **Reward.** ${random.whole(2, 9) * 50} gold, and ${random.pick(["a key with no teeth", "a favour, unsigned", "the second half of the map"])}.`,
      "",
      "## Barks",
      "",
      `- “${random.pick(["Mind the third stair.", "You're late. Good.", "Not that way. Never that way."])}”`,
      `- “${random.pick(["I counted the candles twice.", "Leave the blade, take the lamp.", "It only hunts what runs."])}”`,
      "",
    ].join("\n");
    return {
      bytes: Buffer.from(text),
      contentType: "text/markdown",
      extension: "md",
      width: null,
      height: null,
      durationSeconds: null,
      preview: null,
    };
  });
}
