import sharp from "sharp";
import type { Random } from "./random";

/** Lightness 0–1, chroma 0–0.37, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];
type Oklab = readonly [number, number, number];
export type Rgb = readonly [number, number, number];

/** A picture's colours: a ramp from shadow to light, an accent that may shout, and a counter-colour for rim light. */
export interface Palette {
  ramp: readonly Rgb[];
  accent: Rgb;
  counter: Rgb;
}

function toOklab([lightness, chroma, hue]: Oklch): Oklab {
  const radians = (hue * Math.PI) / 180;
  return [lightness, chroma * Math.cos(radians), chroma * Math.sin(radians)];
}

function gamma(linear: number): number {
  const clamped = Math.min(1, Math.max(0, linear));
  return 255 * (clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * clamped ** (1 / 2.4) - 0.055);
}

function labToRgb([lightness, a, b]: Oklab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

export function oklch(colour: Oklch): Rgb {
  return labToRgb(toOklab(colour));
}

export function hex([red, green, blue]: Rgb): string {
  const digits = [red, green, blue].map((channel) => Math.round(channel).toString(16).padStart(2, "0"));
  return `#${digits.join("")}`;
}

export function mix(from: Rgb, to: Rgb, amount: number): Rgb {
  const at = Math.min(1, Math.max(0, amount));
  return [
    from[0] + (to[0] - from[0]) * at,
    from[1] + (to[1] - from[1]) * at,
    from[2] + (to[2] - from[2]) * at,
  ];
}

/** The ramp's colour at `at`, 0 the deepest shadow and 1 the brightest light. */
export function tone(palette: Palette, at: number): Rgb {
  const position = Math.min(1, Math.max(0, at)) * (palette.ramp.length - 1);
  const below = palette.ramp[Math.floor(position)] ?? [0, 0, 0];
  const above = palette.ramp[Math.min(palette.ramp.length - 1, Math.floor(position) + 1)] ?? below;
  return mix(below, above, position % 1);
}

interface Mood {
  words: readonly string[];
  ramp: readonly Oklch[];
  accent: Oklch;
  counter: Oklch;
}

// Chosen by eye on contact sheets: shadows lean to the cool side and lights to the warm one, or the reverse.
const moods: readonly [Mood, ...Mood[]] = [
  {
    words: ["dusk", "sunset", "evening", "golden", "warm", "hero"],
    ramp: [
      [0.17, 0.05, 285],
      [0.3, 0.1, 300],
      [0.46, 0.14, 345],
      [0.64, 0.16, 25],
      [0.8, 0.13, 60],
      [0.94, 0.07, 90],
    ],
    accent: [0.78, 0.17, 60],
    counter: [0.72, 0.12, 215],
  },
  {
    words: ["dawn", "mist", "misty", "fog", "foggy", "morning", "calm", "serene"],
    ramp: [
      [0.21, 0.04, 255],
      [0.37, 0.06, 240],
      [0.54, 0.07, 222],
      [0.71, 0.07, 200],
      [0.86, 0.06, 95],
      [0.96, 0.04, 90],
    ],
    accent: [0.8, 0.13, 70],
    counter: [0.7, 0.1, 30],
  },
  {
    words: ["forest", "grove", "emerald", "druid", "nature", "elf", "elven", "grass", "jungle", "spring"],
    ramp: [
      [0.16, 0.04, 175],
      [0.28, 0.07, 168],
      [0.43, 0.1, 158],
      [0.6, 0.13, 140],
      [0.79, 0.13, 112],
      [0.95, 0.08, 102],
    ],
    accent: [0.83, 0.16, 85],
    counter: [0.7, 0.16, 20],
  },
  {
    words: ["night", "moon", "moonlit", "midnight", "dark", "stealth", "assassin", "rogue"],
    ramp: [
      [0.12, 0.04, 272],
      [0.22, 0.08, 270],
      [0.35, 0.11, 262],
      [0.52, 0.12, 242],
      [0.72, 0.1, 212],
      [0.94, 0.05, 195],
    ],
    accent: [0.85, 0.14, 85],
    counter: [0.65, 0.18, 350],
  },
  {
    words: [
      "lava",
      "fire",
      "ember",
      "volcano",
      "volcanic",
      "dragon",
      "demon",
      "hell",
      "inferno",
      "red",
      "orc",
    ],
    ramp: [
      [0.13, 0.03, 15],
      [0.25, 0.09, 20],
      [0.42, 0.16, 27],
      [0.6, 0.2, 38],
      [0.78, 0.17, 65],
      [0.95, 0.1, 95],
    ],
    accent: [0.8, 0.18, 60],
    counter: [0.62, 0.12, 250],
  },
  {
    words: ["snow", "ice", "icy", "winter", "frozen", "frost", "arctic", "crystal", "paladin"],
    ramp: [
      [0.2, 0.05, 258],
      [0.38, 0.08, 248],
      [0.56, 0.09, 237],
      [0.74, 0.07, 226],
      [0.88, 0.04, 216],
      [0.97, 0.02, 200],
    ],
    accent: [0.78, 0.15, 55],
    counter: [0.7, 0.13, 320],
  },
  {
    words: ["desert", "sand", "dune", "dunes", "canyon", "egypt", "wood", "wooden", "ancient", "bronze"],
    ramp: [
      [0.2, 0.05, 35],
      [0.36, 0.09, 38],
      [0.54, 0.12, 50],
      [0.71, 0.12, 65],
      [0.85, 0.09, 80],
      [0.96, 0.05, 90],
    ],
    accent: [0.7, 0.12, 200],
    counter: [0.6, 0.1, 215],
  },
  {
    words: [
      "arcane",
      "magic",
      "magical",
      "wizard",
      "mage",
      "witch",
      "purple",
      "violet",
      "mystic",
      "void",
      "nebula",
    ],
    ramp: [
      [0.14, 0.06, 298],
      [0.27, 0.13, 296],
      [0.43, 0.19, 305],
      [0.6, 0.2, 326],
      [0.78, 0.14, 348],
      [0.96, 0.05, 350],
    ],
    accent: [0.86, 0.14, 190],
    counter: [0.78, 0.15, 200],
  },
  {
    words: ["sea", "ocean", "coast", "beach", "pirate", "tropical", "water", "underwater", "island", "ship"],
    ramp: [
      [0.17, 0.05, 240],
      [0.32, 0.08, 228],
      [0.48, 0.1, 212],
      [0.66, 0.11, 192],
      [0.83, 0.1, 168],
      [0.96, 0.06, 108],
    ],
    accent: [0.76, 0.17, 40],
    counter: [0.75, 0.14, 60],
  },
  {
    words: [
      "neon",
      "cyberpunk",
      "cyber",
      "synthwave",
      "sci-fi",
      "scifi",
      "futuristic",
      "robot",
      "mech",
      "hacker",
    ],
    ramp: [
      [0.12, 0.05, 285],
      [0.22, 0.11, 285],
      [0.38, 0.19, 300],
      [0.58, 0.24, 342],
      [0.78, 0.14, 205],
      [0.95, 0.06, 195],
    ],
    accent: [0.82, 0.16, 195],
    counter: [0.68, 0.25, 350],
  },
  {
    words: ["autumn", "fall", "harvest", "tavern", "village", "cozy", "copper", "barbarian"],
    ramp: [
      [0.18, 0.04, 28],
      [0.32, 0.08, 33],
      [0.48, 0.13, 43],
      [0.65, 0.15, 60],
      [0.81, 0.14, 82],
      [0.95, 0.07, 95],
    ],
    accent: [0.72, 0.18, 35],
    counter: [0.65, 0.1, 190],
  },
  {
    words: [
      "swamp",
      "poison",
      "toxic",
      "slime",
      "goblin",
      "alien",
      "moss",
      "mossy",
      "zombie",
      "undead",
      "necromancer",
    ],
    ramp: [
      [0.15, 0.04, 165],
      [0.27, 0.06, 150],
      [0.43, 0.1, 135],
      [0.62, 0.15, 125],
      [0.82, 0.16, 115],
      [0.96, 0.1, 108],
    ],
    accent: [0.66, 0.2, 312],
    counter: [0.66, 0.2, 312],
  },
];

/** The palette that the prompt's words ask for; without such words, one that the seed picks. */
export function choosePalette(words: ReadonlySet<string>, random: Random): Palette {
  const asked = moods.filter((mood) => mood.words.some((word) => words.has(word)));
  const [first, ...rest] = asked;
  const mood = first && random.chance(0.85) ? random.pick([first, ...rest]) : random.pick(moods);
  // A few degrees either way keep sixteen outputs of one prompt from being one colour.
  const turn = random.between(-12, 12);
  const turned = ([lightness, chroma, hue]: Oklch) => oklch([lightness, chroma, hue + turn]);
  return { ramp: mood.ramp.map(turned), accent: turned(mood.accent), counter: turned(mood.counter) };
}

const luma = ([red, green, blue]: Rgb) => 0.299 * red + 0.587 * green + 0.114 * blue;
const colourfulness = ([red, green, blue]: Rgb) => Math.max(red, green, blue) - Math.min(red, green, blue);

/** The palette of an uploaded picture: its own tones in order of brightness, its most vivid colour as the accent. */
export async function paletteOfPicture(bytes: Buffer): Promise<Palette> {
  const edge = 24;
  const raw = await sharp(bytes)
    .flatten({ background: "#808080" })
    .resize(edge, edge, { fit: "fill" })
    .removeAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer();
  const pixels = Array.from(
    { length: edge * edge },
    (_, at): Rgb => [raw[at * 3] ?? 0, raw[at * 3 + 1] ?? 0, raw[at * 3 + 2] ?? 0],
  );
  const sorted = pixels.toSorted((left, right) => luma(left) - luma(right));
  const ramp = Array.from({ length: 6 }, (_, step): Rgb => {
    const slice = sorted.slice(
      Math.floor((step * sorted.length) / 6),
      Math.floor(((step + 1) * sorted.length) / 6),
    );
    const sum = slice.reduce<Rgb>(
      (total, pixel) => [total[0] + pixel[0], total[1] + pixel[1], total[2] + pixel[2]],
      [0, 0, 0],
    );
    return [sum[0] / slice.length, sum[1] / slice.length, sum[2] / slice.length];
  });
  const vivid = pixels.toSorted((left, right) => colourfulness(right) - colourfulness(left));
  const accent = vivid[8] ?? [255, 200, 120];
  return {
    ramp,
    accent,
    counter: vivid.find((pixel) => Math.abs(luma(pixel) - luma(accent)) > 40) ?? accent,
  };
}
