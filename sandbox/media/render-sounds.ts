import { Mp3Encoder } from "@breezystack/lamejs";
import type { RenderJob } from "../parts";
import { createRandom, hashText, type Random } from "./random";
import type { RenderedOutput } from "./rendered-output";

const sampleRate = 44_100;
const mp3Kbps = 128;
// Long enough to hear, short enough to encode while somebody waits.
const longestSeconds = 60;

type Samples = Float32Array;

const silence = (seconds: number): Samples => new Float32Array(Math.round(seconds * sampleRate));
const semitone = (note: number) => 440 * 2 ** ((note - 69) / 12);

/** Adds a tone with a soft attack and an exponential end; `bright` mixes overtones in. */
function addTone(
  track: Samples,
  tone: { at: number; seconds: number; hertz: number; level: number; bright: number; glide?: number },
): void {
  const from = Math.round(tone.at * sampleRate);
  const length = Math.min(track.length - from, Math.round(tone.seconds * sampleRate));
  let phase = 0;
  for (let step = 0; step < length; step++) {
    const along = step / Math.max(1, length);
    phase += ((tone.hertz * (1 + (tone.glide ?? 0) * along)) / sampleRate) * Math.PI * 2;
    const shape = Math.min(1, step / (0.006 * sampleRate)) * Math.exp(-along * 4.5) * (1 - along ** 6);
    const wave =
      Math.sin(phase) +
      tone.bright * (0.5 * Math.sin(phase * 2) + 0.3 * Math.sin(phase * 3) + 0.16 * Math.sin(phase * 5));
    track[from + step] = (track[from + step] ?? 0) + wave * shape * tone.level;
  }
}

/** Adds filtered noise whose cutoff moves from one part of the spectrum to another, 0 dull to 1 bright. */
function addNoise(
  track: Samples,
  random: Random,
  noise: { at: number; seconds: number; level: number; from: number; to: number; swell?: boolean },
): void {
  const start = Math.round(noise.at * sampleRate);
  const length = Math.min(track.length - start, Math.round(noise.seconds * sampleRate));
  let low = 0;
  let band = 0;
  for (let step = 0; step < length; step++) {
    const along = step / Math.max(1, length);
    const cutoff = 0.02 + (noise.from + (noise.to - noise.from) * along) ** 2 * 0.9;
    low += cutoff * band;
    band += cutoff * (random.next() * 2 - 1 - low - band * 0.6);
    const shape = noise.swell
      ? Math.sin(along * Math.PI) ** 2
      : Math.exp(-along * 6) * Math.min(1, step / 60);
    track[start + step] = (track[start + step] ?? 0) + (low * 0.7 + band * 0.5) * shape * noise.level;
  }
}

function addEcho(track: Samples, seconds: number, level: number): void {
  const back = Math.round(seconds * sampleRate);
  for (let at = back; at < track.length; at++) track[at] = (track[at] ?? 0) + (track[at - back] ?? 0) * level;
}

const effects: ReadonlyArray<readonly [RegExp, (track: Samples, random: Random, seconds: number) => void]> = [
  [
    /coin|pickup|collect|reward|level|bonus|success|power/,
    (track, random) => {
      const root = random.whole(76, 84);
      [0, 5, 12].forEach((step, at) =>
        addTone(track, {
          at: at * 0.075,
          seconds: 0.5,
          hertz: semitone(root + step),
          level: 0.4,
          bright: 0.5,
        }),
      );
      addEcho(track, 0.13, 0.3);
    },
  ],
  [
    /whoosh|swing|wind|dash|swoosh|fly|arrow/,
    (track, random, seconds) =>
      addNoise(track, random, {
        at: 0,
        seconds: Math.min(seconds, 1.4),
        level: 1.6,
        from: 0.12,
        to: 0.7,
        swell: true,
      }),
  ],
  [
    /laser|zap|beam|blaster|shoot|gun/,
    (track, random) => {
      addTone(track, { at: 0, seconds: 0.45, hertz: 1900, level: 0.5, bright: 0.9, glide: -0.9 });
      addNoise(track, random, { at: 0, seconds: 0.2, level: 0.5, from: 0.9, to: 0.2 });
      addEcho(track, 0.09, 0.35);
    },
  ],
  [
    /magic|spell|heal|sparkle|chime|portal|enchant/,
    (track, random) => {
      const scale = [0, 4, 7, 11, 14, 19, 23, 26];
      scale.forEach((step, at) =>
        addTone(track, {
          at: at * 0.07,
          seconds: 1.2,
          hertz: semitone(72 + step),
          level: 0.22,
          bright: 0.25,
        }),
      );
      addNoise(track, random, { at: 0.1, seconds: 1.2, level: 0.3, from: 0.8, to: 0.95, swell: true });
      addEcho(track, 0.19, 0.45);
    },
  ],
  [
    /step|footstep|walk|run|gallop/,
    (track, random, seconds) => {
      for (let at = 0; at < seconds; at += 0.42) {
        addNoise(track, random, { at, seconds: 0.13, level: 1.2, from: 0.32, to: 0.12 });
        addTone(track, { at, seconds: 0.12, hertz: random.between(70, 92), level: 0.5, bright: 0.1 });
      }
    },
  ],
  [
    /rain|storm|fire|sea|wave|ambien|forest|water/,
    (track, random, seconds) => {
      addNoise(track, random, { at: 0, seconds, level: 0.6, from: 0.35, to: 0.3, swell: true });
      for (let drop = 0; drop < seconds * 14; drop++)
        addTone(track, {
          at: random.between(0, seconds - 0.05),
          seconds: 0.05,
          hertz: random.between(900, 3200),
          level: 0.05,
          bright: 0,
        });
    },
  ],
  [
    /click|button|ui|tap|menu|select/,
    (track) => {
      addTone(track, { at: 0, seconds: 0.07, hertz: 1400, level: 0.5, bright: 0.3 });
      addTone(track, { at: 0.05, seconds: 0.12, hertz: 2100, level: 0.35, bright: 0.2 });
    },
  ],
];

function impact(track: Samples, random: Random): void {
  addTone(track, {
    at: 0,
    seconds: 0.9,
    hertz: random.between(85, 130),
    level: 0.9,
    bright: 0.2,
    glide: -0.7,
  });
  addNoise(track, random, { at: 0, seconds: 0.9, level: 1.8, from: 0.75, to: 0.06 });
  addNoise(track, random, { at: 0.05, seconds: 0.3, level: 0.7, from: 0.9, to: 0.4 });
  addEcho(track, 0.11, 0.25);
}

function composeMusic(prompt: string, random: Random, seconds: number): Samples {
  const track = silence(seconds);
  const minor = /dark|battle|boss|sad|dungeon|horror|night|tense|epic|ghost/.test(prompt);
  const quick = /battle|boss|chase|action|arcade|upbeat|chiptune|combat/.test(prompt);
  const beat = 60 / (quick ? random.between(122, 140) : random.between(78, 100));
  const root = random.whole(45, 52);
  const scale = minor ? [0, 2, 3, 5, 7, 8, 10] : [0, 2, 4, 5, 7, 9, 11];
  const degrees = random.pick(
    minor
      ? [
          [0, 5, 2, 6],
          [0, 3, 5, 4],
          [0, 6, 5, 4],
        ]
      : [
          [0, 4, 5, 3],
          [0, 5, 3, 4],
          [0, 3, 1, 4],
        ],
  );
  const note = (degree: number) => root + (scale[((degree % 7) + 7) % 7] ?? 0) + Math.floor(degree / 7) * 12;
  const pattern = random.pick([
    [0, 2, 4, 7, 4, 2, 4, 9],
    [0, 4, 7, 4, 9, 7, 4, 2],
    [7, 4, 2, 0, 2, 4, 7, 9],
  ]);
  let step = 0;
  for (let at = 0; at < seconds; at += beat / 2, step++) {
    const degree = degrees[Math.floor(step / 8) % degrees.length] ?? 0;
    addTone(track, {
      at,
      seconds: beat * 1.6,
      hertz: semitone(note(degree + (pattern[step % 8] ?? 0)) + 12),
      level: 0.15,
      bright: 0.35,
    });
    if (step % 8 === 0) {
      for (const third of [0, 2, 4])
        addTone(track, {
          at,
          seconds: beat * 5,
          hertz: semitone(note(degree + third)),
          level: 0.13,
          bright: 0.6,
        });
      addTone(track, { at, seconds: beat * 3, hertz: semitone(note(degree) - 12), level: 0.3, bright: 0.15 });
    }
    if (step >= 8 && step % 4 === 3 && random.chance(0.7))
      addTone(track, {
        at,
        seconds: beat * 2.4,
        hertz: semitone(note(degree + random.pick([4, 6, 7, 9])) + 24),
        level: 0.1,
        bright: 0.1,
      });
    if (quick && step % 2 === 0)
      addTone(track, { at, seconds: 0.16, hertz: 120, level: 0.4, bright: 0, glide: -0.6 });
    if (step >= 4)
      addNoise(track, random, { at, seconds: 0.05, level: step % 4 === 2 ? 0.28 : 0.1, from: 0.95, to: 0.9 });
  }
  addEcho(track, beat * 0.75, 0.28);
  return track;
}

const vowels: readonly [readonly [number, number, number], ...Array<readonly [number, number, number]>] = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [270, 2290, 3010],
  [570, 840, 2410],
  [300, 870, 2240],
];

/** Not words, but the sound of somebody speaking: a buzzing source through three moving resonances. */
function babble(prompt: string, random: Random, speed: number): Samples {
  const syllables = prompt
    .split(/\s+/)
    .filter((word) => word !== "")
    .flatMap((word) => [
      ...Array.from({ length: Math.max(1, Math.round(word.length / 3)) }, () => true),
      false,
    ]);
  const syllable = 0.17 / speed;
  const track = silence(Math.min(longestSeconds, Math.max(1, syllables.length * syllable + 0.4)));
  const pitch = random.between(105, 210);
  const bank = [
    [0, 0],
    [0, 0],
    [0, 0],
  ];
  let phase = 0;
  let target = random.pick(vowels);
  let formants = [...target];
  let hiss = 0;
  syllables.forEach((spoken, index) => {
    const start = Math.round((0.1 + index * syllable) * sampleRate);
    const length = Math.round(syllable * sampleRate);
    target = random.pick(vowels);
    const isHard = random.chance(0.35);
    for (let step = 0; step < length && start + step < track.length; step++) {
      const along = step / length;
      formants = formants.map((hertz, at) => hertz + ((target[at] ?? hertz) - hertz) * 0.0009);
      phase +=
        (pitch * (1.08 - (index / syllables.length) * 0.2 + 0.05 * Math.sin(along * 5 + index))) / sampleRate;
      hiss = hiss * 0.4 + (random.next() - 0.5) * 0.6;
      const source = spoken ? (1 - 2 * (phase % 1)) * Math.sin(along * Math.PI) ** 0.6 : 0;
      let sum = isHard && spoken && along < 0.14 ? hiss * 0.5 : 0;
      bank.forEach((state, at) => {
        const radius = 0.985 - at * 0.006;
        const [once = 0, twice = 0] = state;
        const out =
          source * (1 - radius) * 2 +
          2 * radius * Math.cos((2 * Math.PI * (formants[at] ?? 500)) / sampleRate) * once -
          radius * radius * twice;
        state[1] = once;
        state[0] = out;
        sum += out * (1 - at * 0.35) * 0.8;
      });
      track[start + step] = sum;
    }
  });
  return track;
}

/** Brings the loudest sample to 0.89 of full scale and fades both ends, so that nothing clicks. */
function master(track: Samples): Int16Array {
  const peak = track.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0.001);
  const fade = Math.min(900, track.length / 4);
  return Int16Array.from(track, (sample, at) => {
    const edge = Math.min(1, at / 40, (track.length - 1 - at) / fade);
    return Math.round((sample / peak) * 0.89 * 32_767 * Math.max(0, edge));
  });
}

function toWav(samples: Int16Array): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples.length * 2, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.length * 2, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]);
}

async function toMp3(samples: Int16Array): Promise<Buffer> {
  const encoder = new Mp3Encoder(1, sampleRate, mp3Kbps);
  const frames: Buffer[] = [];
  for (let at = 0; at < samples.length; at += 1152) {
    frames.push(Buffer.from(encoder.encodeBuffer(samples.subarray(at, at + 1152))));
    if (at % (1152 * 40) === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  frames.push(Buffer.from(encoder.flush()));
  return Buffer.concat(frames);
}

type Kind = "effect" | "speech" | "music";

function kindOf(job: RenderJob): Kind {
  const asked = job.parameters;
  if (
    /speech|voice|tts|narrat|dialog/.test(job.style) ||
    ["stability", "similarity_boost", "style_exaggeration", "use_speaker_boost"].some(
      (name) => asked[name] !== undefined && asked[name] !== null,
    )
  )
    return "speech";
  if (/music|song|score|compos/.test(job.style)) return "music";
  if (/sfx|effect|foley|sound/.test(job.style)) return "effect";
  const prompt = job.prompt.toLowerCase();
  if (/music|song|theme|loop|soundtrack|melody/.test(prompt)) return "music";
  return effects.some(([pattern]) => pattern.test(prompt)) ||
    /explosion|impact|hit|crash|boom|punch/.test(prompt)
    ? "effect"
    : "music";
}

async function renderSound(job: RenderJob, index: number): Promise<RenderedOutput> {
  const random = createRandom(hashText(`${job.style}|${job.prompt}|${job.seed}|${index}`));
  const prompt = job.prompt.toLowerCase();
  const kind = kindOf(job);
  const asked = Math.min(
    longestSeconds,
    job.durationSeconds > 0 ? job.durationSeconds : kind === "effect" ? 2 : 12,
  );
  const base = { width: null, height: null, preview: null };
  if (kind === "effect") {
    const track = silence(asked);
    const named = effects.find(([pattern]) => pattern.test(prompt));
    if (named) named[1](track, random, asked);
    else impact(track, random);
    const samples = master(track);
    return {
      ...base,
      bytes: toWav(samples),
      contentType: "audio/wav",
      extension: "wav",
      durationSeconds: samples.length / sampleRate,
    };
  }
  const speed =
    typeof job.parameters.speed === "number" && job.parameters.speed > 0 ? job.parameters.speed : 1;
  const bytes = await toMp3(
    master(kind === "speech" ? babble(job.prompt, random, speed) : composeMusic(prompt, random, asked)),
  );
  // At a constant bit rate the length of the file is the length of the sound, the encoder's own padding included.
  return {
    ...base,
    bytes,
    contentType: "audio/mpeg",
    extension: "mp3",
    durationSeconds: Math.round(((bytes.length * 8) / (mp3Kbps * 1000)) * 1000) / 1000,
  };
}

/** The sounds of one run: effects as WAV, music and speech as MP3. */
export async function renderSounds(job: RenderJob): Promise<RenderedOutput[]> {
  const outputs: RenderedOutput[] = [];
  for (let index = 0; index < job.count; index++) outputs.push(await renderSound(job, index));
  return outputs;
}
