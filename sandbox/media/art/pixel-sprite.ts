import { hex, mix, type Rgb, tone } from "../colour";
import { n, type Painting, type Scene, shade } from "./painting";

type Grid = Array<Array<Rgb | null>>;

function creature(scene: Scene, size: number): Grid {
  const { random, palette } = scene;
  const half = size / 2;
  const body = mix(
    tone(palette, random.between(0.4, 0.7)),
    random.chance(0.5) ? palette.accent : palette.counter,
    random.between(0.3, 0.7),
  );
  const trim = random.chance(0.5) ? palette.accent : palette.counter;
  const outline = mix(tone(palette, 0), [10, 8, 16], 0.5);
  const mask = Array.from({ length: size }, () => Array.from({ length: half }, () => false));
  const set = (x: number, y: number) => {
    const row = mask[Math.round(y)];
    if (row && x >= 0 && x < half) row[Math.round(x)] = true;
  };
  // Built from the middle outwards in half width, then mirrored: head, torso, legs, arms and whatever grows on top.
  const headWide = random.between(0.42, 0.78) * half;
  const headTall = random.between(0.24, 0.36) * size;
  const headTop = size * random.between(0.12, 0.2);
  const torsoTall = size * random.between(0.24, 0.34);
  const torsoWide = headWide * random.between(0.65, 1.15);
  for (let y = 0; y < headTall; y++) {
    const across = headWide * Math.sqrt(Math.max(0, 1 - ((y / headTall) * 2 - 1) ** 2 * 0.72));
    for (let x = 0; x < across; x++) set(x, headTop + y);
  }
  const torsoTop = headTop + headTall - 1;
  for (let y = 0; y < torsoTall; y++) {
    const across =
      torsoWide * (1 - (y / torsoTall) * random.between(0, 0.1) - Math.abs(y / torsoTall - 0.4) * 0.3);
    for (let x = 0; x < across; x++) set(x, torsoTop + y);
  }
  const legWide = Math.max(2, torsoWide * 0.42);
  const legGap = random.between(1, 2.5);
  for (let y = 0; y < size * 0.16; y++)
    for (let x = legGap; x < legGap + legWide; x++) set(x, torsoTop + torsoTall + y);
  const armLift = random.between(-0.5, 0.7);
  for (let step = 0; step < size * 0.2; step++)
    for (let thick = 0; thick < 3; thick++)
      set(torsoWide + step * 0.7 - 1, torsoTop + 2 + step * armLift + thick);
  const crest = random.whole(0, 3);
  for (let step = 0; step < size * 0.14; step++) {
    if (crest === 0)
      for (let thick = 0; thick < 3; thick++) set(headWide * 0.55 + step * 0.5 + thick, headTop + 2 - step);
    if (crest === 1) for (let x = 0; x < Math.max(1, 3 - step * 0.3); x++) set(x, headTop - step);
    if (crest === 2)
      for (let thick = 0; thick < 3; thick++)
        set(headWide * 0.75 + step * 0.9, headTop + headTall * 0.3 - step * 0.4 + thick);
  }
  const eyeY = Math.round(headTop + headTall * 0.48);
  const eyeX = Math.max(2, Math.round(headWide * random.between(0.34, 0.5)));
  const belt = Math.round(torsoTop + torsoTall * 0.62);
  const stripes = random.chance(0.4);
  const grid: Grid = Array.from({ length: size }, () => Array.from({ length: size }, () => null));
  const filled = (x: number, y: number) => mask[y]?.[x] ?? false;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < half; x++) {
      const edge =
        !filled(x, y) && (filled(x - 1, y) || filled(x + 1, y) || filled(x, y - 1) || filled(x, y + 1));
      let colour: Rgb | null = edge ? outline : null;
      if (filled(x, y)) {
        const deep = filled(x + 1, y) && filled(x, y + 1) && filled(x, y + 2);
        const inHead = y < torsoTop;
        const base = inHead ? body : mix(trim, tone(palette, 0.25), 0.35);
        colour = deep ? base : mix(base, tone(palette, 0.02), 0.38);
        if (!filled(x, y - 1) || !filled(x, y - 2)) colour = mix(base, [255, 255, 255], 0.38);
        if (stripes && !inHead && y % 4 === 0) colour = mix(base, tone(palette, 0.05), 0.5);
        if (y === belt || y === belt + 1)
          colour = x < 2 ? [255, 220, 110] : mix([120, 74, 40], tone(palette, 0.1), 0.3);
        if (Math.abs(x - eyeX) <= 1 && Math.abs(y - eyeY) <= 1) colour = [250, 250, 245];
        if (x === eyeX - 1 && Math.abs(y - eyeY) <= 1) colour = outline;
        if (y === Math.round(headTop + headTall * 0.78) && x < eyeX) colour = outline;
      }
      const left = grid[y];
      if (left) {
        left[half - 1 - x] = colour;
        // The right half is a shade darker: the light comes from the left in every sprite.
        left[half + x] =
          colour && colour !== outline && filled(x, y) ? mix(colour, tone(palette, 0.05), 0.14) : colour;
      }
    }
  }
  return grid;
}

function drawGrid(grid: Grid, left: number, top: number, cell: number): string {
  return grid
    .flatMap((row, y) =>
      row.map((colour, x) =>
        colour
          ? `<rect x="${n(left + x * cell)}" y="${n(top + y * cell)}" width="${n(cell + 0.4)}" height="${n(cell + 0.4)}" fill="${hex(colour)}"/>`
          : "",
      ),
    )
    .join("");
}

/** Pixel art: one creature in its world, or a sheet of them where the prompt asks for one. */
export function paintPixelSprite(scene: Scene): Painting {
  const { random, width, height, palette, words } = scene;
  const unit = Math.min(width, height);
  const sheet = words.has("sheet") || words.has("sprites") || words.has("enemies") || words.has("set");
  if (sheet) {
    const across = 3;
    const cell = Math.max(1, Math.floor(unit / (across * 30)));
    const box = cell * 30;
    const left = (width - box * across) / 2;
    const top = (height - box * across) / 2;
    let subject = "";
    let backdrop = `<rect width="${width}" height="${height}" fill="${shade(scene, 0.14)}"/>`;
    for (let slot = 0; slot < across * across; slot++) {
      const x = left + (slot % across) * box;
      const y = top + Math.floor(slot / across) * box;
      backdrop += `<rect x="${n(x + cell)}" y="${n(y + cell)}" width="${box - cell * 2}" height="${box - cell * 2}" fill="${shade(scene, (slot + Math.floor(slot / across)) % 2 ? 0.22 : 0.27)}"/><rect x="${n(x + cell * 8)}" y="${n(y + cell * 25)}" width="${cell * 14}" height="${cell * 2}" fill="${shade(scene, 0.1)}"/>`;
      subject += drawGrid(creature(scene, 24), x + cell * 3, y + cell * 3, cell);
    }
    return { defs: "", backdrop, subject, crisp: true };
  }
  const cell = unit / 64;
  const rows = Math.ceil(height / cell);
  const columns = Math.ceil(width / cell);
  const ground = Math.round(rows * 0.78);
  const px = (x: number, y: number, w: number, h: number, colour: string) =>
    `<rect x="${n(x * cell)}" y="${n(y * cell)}" width="${n(w * cell + 0.4)}" height="${n(h * cell + 0.4)}" fill="${colour}"/>`;
  let backdrop = "";
  const bands = 9;
  for (let band = 0; band < bands; band++) {
    const y = Math.floor((band / bands) * ground);
    backdrop += px(0, y, columns, Math.ceil(ground / bands) + 1, shade(scene, 0.18 + (band / bands) * 0.58));
    // Dithered seams, as an artist with sixteen colours would have blended the sky.
    if (band > 0)
      for (let x = 0; x < columns; x += 2)
        backdrop += px(x, y - 1, 1, 1, shade(scene, 0.18 + (band / bands) * 0.58));
  }
  const moonX = random.whole(8, columns - 16);
  for (let y = -7; y <= 7; y++) {
    const span = Math.floor(Math.sqrt(56 - y * y));
    if (span > 0)
      backdrop += px(moonX - span, 14 + y, span * 2, 1, hex(mix(palette.accent, [255, 250, 230], 0.6)));
  }
  for (let star = 0; star < 34; star++)
    backdrop += px(random.whole(0, columns), random.whole(0, Math.floor(ground * 0.6)), 1, 1, "#fff8e0");
  for (let layer = 0; layer < 3; layer++) {
    let y = ground - 16 + layer * 5;
    for (let x = 0; x < columns; x++) {
      y += random.whole(-1, 1);
      y = Math.min(ground - 3, Math.max(ground - 26 + layer * 7, y));
      backdrop += px(x, y, 1, ground - y + 1, shade(scene, 0.42 - layer * 0.13));
    }
  }
  const soil = mix(tone(palette, 0.2), [90, 60, 44], 0.4);
  const turf = mix(mix(tone(palette, 0.55), [90, 170, 90], 0.4), palette.accent, 0.1);
  backdrop += px(0, ground, columns, rows - ground + 1, hex(soil));
  for (let x = 0; x < columns; x++) {
    const deep = random.whole(2, 4);
    backdrop +=
      px(x, ground, 1, deep, hex(turf)) + px(x, ground, 1, 1, hex(mix(turf, [255, 255, 220], 0.45)));
    if (random.chance(0.2))
      backdrop += px(x, ground + random.whole(6, 12), 2, 1, hex(mix(soil, [0, 0, 0], 0.35)));
    if (random.chance(0.14)) backdrop += px(x, ground - 2, 1, 2, hex(turf));
    if (random.chance(0.05))
      backdrop += px(x, ground - 3, 1, 3, hex(turf)) + px(x - 1, ground - 4, 3, 1, hex(palette.accent));
  }
  const figure = 40;
  const left = Math.round(columns / 2 - figure / 2) * cell;
  const legs = 0.9;
  backdrop += px(columns / 2 - 11, ground + 1, 22, 1, hex(mix(turf, [0, 0, 0], 0.5)));
  return {
    defs: "",
    backdrop,
    subject: drawGrid(creature(scene, figure), left, (ground - figure * legs) * cell, cell),
    crisp: true,
  };
}
