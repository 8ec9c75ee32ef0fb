import { hex, mix, tone } from "../colour";
import { blur, linear, n, type Painting, points, radial, type Scene, shade, specks, wave } from "./painting";

type Ridge = ReadonlyArray<readonly [number, number]>;

function ridge(scene: Scene, base: number, swing: number, roughness: number): Ridge {
  const { random, width, height } = scene;
  const coarse = wave(random);
  const middle = wave(random);
  const fine = wave(random);
  const offset = random.between(0, 200);
  const steps = 120;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const x = (step / steps) * width;
    const at = (step / steps) * (width / height) + offset;
    const peak = 1 - Math.abs(coarse(at * 2.1));
    const shape =
      (peak ** 1.6 - 0.45) * 1.2 + middle(at * 5.3) * 0.28 * roughness + fine(at * 17) * 0.1 * roughness;
    return [x, (base - shape * swing) * height] as const;
  });
}

// Light falls on one flank of each summit; the broken lower edge makes it read as snow or scree.
function litFlanks(
  scene: Scene,
  line: Ridge,
  lightFromLeft: boolean,
  colour: string,
  opacity: number,
): string {
  const { random, height } = scene;
  const flanks: string[] = [];
  for (let at = 3; at < line.length - 3; at++) {
    const [x, y] = line[at] ?? [0, 0];
    const isSummit = [1, 2, 3].every(
      (away) => (line[at - away]?.[1] ?? 0) >= y && (line[at + away]?.[1] ?? 0) >= y,
    );
    if (!isSummit) continue;
    const side = lightFromLeft ? -1 : 1;
    const crest: Array<readonly [number, number]> = [];
    for (let away = 0; away < 12; away++) {
      const point = line[at + side * away];
      if (!point || (away > 2 && point[1] < (line[at + side * (away - 1)]?.[1] ?? 0) - 2)) break;
      crest.push(point);
    }
    const drop = Math.max(0.03 * height, ((crest.at(-1)?.[1] ?? y) - y) * 1.1);
    const reach = Math.abs((crest.at(-1)?.[0] ?? x) - x);
    const lower = Array.from({ length: 7 }, (_, step) => {
      const along = 1 - step / 6;
      const jag = step % 2 === 0 ? 0.72 : 1.08;
      return [
        x + side * reach * along * 0.82 - side * reach * 0.16 * (1 - along),
        y + drop * (0.35 + along * 0.5) * jag * random.between(0.85, 1.15) + (step === 6 ? drop * 0.35 : 0),
      ] as const;
    });
    flanks.push(`<polygon points="${points([...crest, ...lower])}" fill="${colour}" opacity="${opacity}"/>`);
  }
  return flanks.join("");
}

function heightAt(line: Ridge, x: number): number {
  const nearest = line.reduce((best, point) =>
    Math.abs(point[0] - x) < Math.abs(best[0] - x) ? point : best,
  );
  return nearest[1];
}

function pines(scene: Scene, line: Ridge, count: number, size: number, colour: string): string {
  const { random, width, height } = scene;
  return Array.from({ length: count }, () => {
    const x = random.between(-0.02, 1.02) * width;
    const y = heightAt(line, x) + height * 0.01;
    const tall = size * height * random.between(0.5, 1.25);
    const wide = tall * random.between(0.16, 0.24);
    const tiers = Array.from({ length: 4 }, (_, tier) => {
      const low = y - tall * (tier / 4.6);
      const span = wide * (1 - tier * 0.21);
      return `M${n(x - span)} ${n(low)}L${n(x)} ${n(low - tall * 0.42)}L${n(x + span)} ${n(low)}Z`;
    });
    return `<path d="${tiers.join("")}" fill="${colour}"/>`;
  }).join("");
}

function castle(scene: Scene, x: number, ground: number, size: number): string {
  const { random, palette } = scene;
  const wall = hex(mix(tone(palette, 0.2), tone(palette, 0.35), 0.4));
  const lit = shade(scene, 0.52);
  const roof = hex(mix(tone(palette, 0.12), palette.accent, 0.28));
  const glow = hex(mix(palette.accent, [255, 240, 200], 0.5));
  const tower = (left: number, wide: number, tall: number) => {
    const top = ground - tall;
    const windows = Array.from({ length: Math.max(1, Math.floor(tall / (wide * 1.1))) }, (_, row) =>
      random.chance(0.6)
        ? `<rect x="${n(left + wide * 0.42)}" y="${n(top + wide * (0.4 + row * 1.05))}" width="${n(wide * 0.16)}" height="${n(wide * 0.36)}" rx="${n(wide * 0.08)}" fill="${glow}"/>`
        : "",
    ).join("");
    return `<rect x="${n(left)}" y="${n(top)}" width="${n(wide)}" height="${n(tall + size * 0.5)}" fill="${wall}"/><rect x="${n(left)}" y="${n(top)}" width="${n(wide * 0.3)}" height="${n(tall + size * 0.5)}" fill="${lit}" opacity="0.55"/><rect x="${n(left - wide * 0.12)}" y="${n(top - wide * 0.05)}" width="${n(wide * 1.24)}" height="${n(wide * 0.22)}" fill="${wall}"/><polygon points="${points(
      [
        [left - wide * 0.2, top],
        [left + wide / 2, top - wide * 1.9],
        [left + wide * 1.2, top],
      ],
    )}" fill="${roof}"/><polygon points="${points([
      [left - wide * 0.2, top],
      [left + wide / 2, top - wide * 1.9],
      [left + wide * 0.36, top],
    ])}" fill="${lit}" opacity="0.35"/>${windows}`;
  };
  const towers = Array.from({ length: random.whole(4, 6) }, (_, at) => {
    const wide = size * random.between(0.1, 0.17);
    return { left: x + (at - 2.5) * size * 0.19, wide, tall: size * random.between(0.35, 0.95) };
  });
  const keep = tower(x - size * 0.14, size * 0.28, size * random.between(0.95, 1.25));
  const rest = towers.map(({ left, wide, tall }) => tower(left, wide, tall)).join("");
  return `${keep}<rect x="${n(x - size * 0.58)}" y="${n(ground - size * 0.26)}" width="${n(size * 1.16)}" height="${n(size * 0.8)}" fill="${wall}"/>${rest}`;
}

function floatingIsle(scene: Scene, x: number, y: number, size: number, haze: number): string {
  const { random, palette } = scene;
  const rock = hex(mix(tone(palette, 0.22), tone(palette, 0.75), haze));
  const light = hex(mix(tone(palette, 0.5), tone(palette, 0.8), haze));
  const grass = hex(mix(mix(tone(palette, 0.55), palette.accent, 0.25), tone(palette, 0.8), haze));
  const under = Array.from({ length: 9 }, (_, at) => {
    const along = at / 8;
    const depth = Math.sin(along * Math.PI) ** 0.8 * size * 0.75 * random.between(0.6, 1.1);
    return [x + (0.5 - along) * size, y + depth] as const;
  });
  const fall = random.chance(0.5)
    ? `<rect x="${n(x + size * 0.2)}" y="${n(y)}" width="${n(size * 0.035)}" height="${n(size * 1.1)}" fill="${shade(scene, 0.96)}" opacity="0.55"/>`
    : "";
  return `<polygon points="${points([[x - size / 2, y], ...under.toReversed(), [x + size / 2, y]])}" fill="${rock}"/><polygon points="${points([[x - size / 2, y], ...under.slice(4).toReversed(), [x + size * 0.04, y]])}" fill="${light}" opacity="0.4"/>${fall}<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(size / 2)}" ry="${n(size * 0.07)}" fill="${grass}"/>`;
}

function wanderer(scene: Scene, x: number, ground: number, tall: number): string {
  const { palette, random } = scene;
  const dark = shade(scene, 0.03);
  const cape = hex(mix(tone(palette, 0.1), palette.accent, 0.55));
  const flow = random.pick([-1, 1]);
  const at = (dx: number, dy: number) => `${n(x + dx * tall * flow)} ${n(ground - dy * tall)}`;
  return `<path d="M${at(-0.08, 0)}L${at(-0.07, 0.5)}L${at(0.08, 0.5)}L${at(0.1, 0)}L${at(0.03, 0)}L${at(0.01, 0.35)}L${at(-0.03, 0)}Z" fill="${dark}"/><path d="M${at(-0.09, 0.82)}C${at(-0.2, 0.6)} ${at(-0.34, 0.4)} ${at(-0.44, 0.16)}C${at(-0.28, 0.2)} ${at(-0.1, 0.1)} ${at(0.05, 0.2)}L${at(0.1, 0.82)}Z" fill="${cape}"/><circle cx="${n(x)}" cy="${n(ground - tall * 0.91)}" r="${n(tall * 0.075)}" fill="${dark}"/><path d="M${at(0.02, 0.84)}L${at(0.17, 0.6)}L${at(0.2, 0.62)}L${at(0.08, 0.86)}Z" fill="${dark}"/><path d="M${at(0.185, 1.06)}L${at(0.2, 1.06)}L${at(0.215, 0)}L${at(0.195, 0)}Z" fill="${dark}"/><circle cx="${n(x + 0.193 * tall * flow)}" cy="${n(ground - tall * 1.08)}" r="${n(tall * 0.03)}" fill="${hex(palette.accent)}"/>`;
}

/** A vista in layers of air: sky, sun, ridges, a landmark, and somebody small to look at it. */
export function paintLandscape(scene: Scene): Painting {
  const { random, width, height, palette, words } = scene;
  const unit = Math.min(width, height);
  const dark =
    ["night", "moon", "moonlit", "midnight", "dark"].some((word) => words.has(word)) || random.chance(0.15);
  const lightLeft = random.chance(0.5);
  const sunX = width * (lightLeft ? random.between(0.14, 0.4) : random.between(0.6, 0.86));
  const horizon = random.between(0.5, 0.62);
  const sunY = height * random.between(horizon - 0.34, horizon - 0.12);
  const sunR = unit * random.between(0.045, dark ? 0.1 : 0.13);
  const bright = shade(scene, dark ? 0.86 : 0.97);

  const defs = [
    linear(
      "sky",
      dark
        ? [
            [0, shade(scene, 0.06)],
            [0.45, shade(scene, 0.24)],
            [0.75, shade(scene, 0.5)],
            [1, shade(scene, 0.68)],
          ]
        : [
            [0, shade(scene, 0.42)],
            [0.35, shade(scene, 0.6)],
            [0.62, shade(scene, 0.82)],
            [1, shade(scene, 0.93)],
          ],
    ),
    radial("halo", [
      [0, bright, 0.95],
      [0.12, bright, 0.55],
      [0.4, hex(palette.accent), 0.22],
      [1, hex(palette.accent), 0],
    ]),
    linear("fog", [
      [0, shade(scene, dark ? 0.55 : 0.88), 0],
      [1, shade(scene, dark ? 0.55 : 0.88), 0.75],
    ]),
    blur("soft", unit * 0.012),
    blur("wide", unit * 0.03),
  ];

  const stars = dark
    ? Array.from(
        { length: 140 },
        () =>
          `<circle cx="${n(random.between(0, width))}" cy="${n(random.next() ** 1.6 * height * horizon)}" r="${n(unit * random.between(0.0006, 0.0022))}" fill="#fff" opacity="${n(random.between(0.3, 1))}"/>`,
      ).join("")
    : "";
  const clouds = Array.from({ length: random.whole(3, 6) }, () => {
    const cx = random.between(-0.05, 1.05) * width;
    const cy = random.between(0.06, horizon - 0.08) * height;
    const span = random.between(0.12, 0.34) * width;
    const lobes = Array.from({ length: 9 }, (_, at) => {
      const along = at / 8 - 0.5;
      const swell = (0.25 - along * along) * 4;
      return `<ellipse cx="${n(cx + along * span)}" cy="${n(cy - swell * span * 0.05 * random.between(0.3, 1.2))}" rx="${n(span * random.between(0.09, 0.16))}" ry="${n(span * random.between(0.02, 0.055))}"/>`;
    }).join("");
    return `<g fill="${shade(scene, dark ? 0.5 : 0.96)}" opacity="${n(random.between(0.2, 0.6))}" filter="url(#soft)">${lobes}</g>`;
  }).join("");
  const rays = dark
    ? ""
    : Array.from({ length: 9 }, () => {
        const angle = random.between(0.1, Math.PI - 0.1);
        const spread = random.between(0.015, 0.05);
        const far = unit * 1.4;
        const end = (turn: number) =>
          [sunX + Math.cos(angle + turn) * far, sunY + Math.sin(angle + turn) * far] as const;
        return `<polygon points="${points([[sunX, sunY], end(-spread), end(spread)])}" fill="${bright}" opacity="${random.between(0.04, 0.11).toFixed(3)}"/>`;
      }).join("");

  const layers = random.whole(5, 6);
  const water =
    ["sea", "lake", "river", "coast", "ocean", "bay", "fjord", "water"].some((word) => words.has(word)) ||
    random.chance(0.25);
  const wantsTrees = !["desert", "lava", "volcano", "sea", "space"].some((word) => words.has(word));
  const castleLayer =
    words.has("castle") ||
    words.has("fortress") ||
    words.has("citadel") ||
    words.has("city") ||
    random.chance(0.45)
      ? layers - 3
      : -1;
  const isles = words.has("floating") || words.has("sky") || random.chance(0.22);

  let backdrop = `<rect width="${width}" height="${height}" fill="url(#sky)"/>${stars}<circle cx="${n(sunX)}" cy="${n(sunY)}" r="${n(unit * 0.62)}" fill="url(#halo)"/><circle cx="${n(sunX)}" cy="${n(sunY)}" r="${n(sunR)}" fill="${bright}"/>${clouds}`;
  if (isles) {
    backdrop += Array.from({ length: random.whole(2, 4) }, (_, at) =>
      floatingIsle(
        scene,
        random.between(0.08, 0.92) * width,
        random.between(0.14, horizon - 0.12) * height,
        unit * random.between(0.1, 0.3),
        0.65 - at * 0.18,
      ),
    ).join("");
  }
  let subject = "";
  for (let layer = 0; layer < layers; layer++) {
    const near = layer / (layers - 1);
    const swing = (0.26 - near * 0.17) * random.between(0.85, 1.2);
    const base = horizon + near * (1.02 - horizon) * 0.82;
    const line = ridge(scene, base, swing, 1 - near * 0.75);
    const body = hex(
      mix(
        tone(palette, (dark ? 0.46 : 0.7) * (1 - near) ** 0.9 + 0.04),
        tone(palette, 0.8),
        dark ? 0 : 0.18 * (1 - near),
      ),
    );
    const outline = points([[0, height], ...line, [width, height]]);
    defs.push(
      linear(
        `layer${layer}`,
        [
          [0, body],
          [
            1,
            hex(mix(tone(palette, (dark ? 0.5 : 0.86) * (1 - near * 0.8)), tone(palette, 0.1), near * 0.6)),
          ],
        ],
        `gradientUnits="userSpaceOnUse" x1="0" y1="${n((base - swing) * height)}" x2="0" y2="${n((base + 0.22) * height)}"`,
      ),
    );
    let art = "";
    if (layer === castleLayer) {
      const x = width * (lightLeft ? random.between(0.56, 0.78) : random.between(0.22, 0.44));
      art += castle(scene, x, heightAt(line, x) + unit * 0.02, unit * random.between(0.16, 0.26));
    }
    art += `<polygon points="${outline}" fill="url(#layer${layer})"/>`;
    if (near < 0.75)
      art += litFlanks(
        scene,
        line,
        lightLeft,
        shade(scene, Math.min(1, 0.98 - near * 0.45)),
        near < 0.35 ? 0.55 : 0.22,
      );
    if (wantsTrees && near > 0.35)
      art += pines(
        scene,
        line,
        Math.round(20 + near * 26),
        0.035 + near * 0.085,
        hex(mix(tone(palette, 0.34 * (1 - near) + 0.02), tone(palette, 0.1), 0.3)),
      );
    if (water && layer === layers - 2) {
      const top = (base + 0.01) * height;
      art += `<rect x="0" y="${n(top)}" width="${width}" height="${n(height - top)}" fill="${shade(scene, dark ? 0.3 : 0.62)}"/>`;
      art += Array.from({ length: 46 }, () => {
        const y = top + random.next() ** 1.4 * (height - top);
        const spread = (y - top) / (height - top);
        const x = random.chance(0.6)
          ? sunX + random.between(-1, 1) * width * (0.03 + spread * 0.12)
          : random.between(0, width);
        return `<rect x="${n(x)}" y="${n(y)}" width="${n(unit * random.between(0.02, 0.1))}" height="${n(unit * 0.0025 * (1 + spread * 2))}" fill="${bright}" opacity="${n(random.between(0.2, 0.8))}"/>`;
      }).join("");
    }
    if (layer < layers - 1)
      art += `<rect x="0" y="${n((base - 0.03) * height)}" width="${width}" height="${n(height * 0.2)}" fill="url(#fog)" opacity="${n(0.75 - near * 0.5)}"/>`;
    if (layer === layers - 1) {
      const x = width * (lightLeft ? random.between(0.6, 0.74) : random.between(0.26, 0.4));
      subject = `${art}${wanderer(scene, x, heightAt(line, x) + unit * 0.01, unit * random.between(0.1, 0.15))}`;
    } else backdrop += art;
  }
  const birds = Array.from({ length: random.whole(3, 8) }, () => {
    const x = sunX + random.between(-0.22, 0.22) * width;
    const y = random.between(0.14, horizon - 0.1) * height;
    const span = unit * random.between(0.006, 0.016);
    return `<path d="M${n(x - span)} ${n(y - span * 0.5)}Q${n(x - span * 0.4)} ${n(y - span * 0.6)} ${n(x)} ${n(y)}Q${n(x + span * 0.4)} ${n(y - span * 0.6)} ${n(x + span)} ${n(y - span * 0.5)}" fill="none" stroke="${shade(scene, 0.1)}" stroke-width="${n(unit * 0.002)}"/>`;
  }).join("");
  backdrop += rays + birds;
  subject += specks(scene, {
    count: 26,
    colour: mix(palette.accent, [255, 250, 230], 0.5),
    size: 0.0016,
    top: 0.4,
  });
  return { defs: defs.join(""), backdrop, subject };
}
