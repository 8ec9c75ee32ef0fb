import { hex, mix, type Rgb, tone } from "../colour";
import { linear, n, type Painting, points, radial, type Scene, shade, specks, wave } from "./painting";

/** A small world cut out of its ground and set on air: columns of earth with trees, houses, crystals and water. */
export function paintIsometric(scene: Scene): Painting {
  const { random, palette, width, height, words } = scene;
  const unit = Math.min(width, height);
  const size = random.whole(7, 9);
  const half = (unit * 0.43) / size;
  const tall = half * 0.5;
  const rise = half * 0.42;
  const middleX = width / 2;
  const top = height * 0.5 - size * tall * 0.92;
  const snow = words.has("snow") || words.has("winter") || words.has("ice");
  const grass: Rgb = snow
    ? [236, 243, 250]
    : mix(mix([110, 184, 88], tone(palette, 0.62), 0.4), palette.accent, 0.08);
  const sand: Rgb = mix([232, 205, 146], tone(palette, 0.85), 0.35);
  const stone: Rgb = mix([148, 150, 160], tone(palette, 0.5), 0.45);
  const earth: Rgb = mix([128, 86, 58], tone(palette, 0.3), 0.35);
  const sea: Rgb = mix([64, 168, 196], palette.counter, 0.25);
  const dark = tone(palette, 0.03);

  const relief = wave(random);
  const cross = wave(random);
  const levelAt = (column: number, row: number) => {
    const away = Math.hypot(column - (size - 1) / 2, row - (size - 1) / 2) / (size * 0.72);
    return Math.max(
      0,
      Math.round(
        2.4 +
          relief(column * 0.55 + row * 0.2) * 1.6 +
          cross(row * 0.6 - column * 0.25 + 40) * 1.6 -
          away * 2.2,
      ),
    );
  };
  const at = (column: number, row: number, level: number) =>
    [middleX + (column - row) * half, top + (column + row) * tall - level * rise] as const;
  const face = (list: ReadonlyArray<readonly [number, number]>, colour: Rgb) =>
    `<polygon points="${points(list)}" fill="${hex(colour)}" stroke="${hex(colour)}" stroke-width="0.6"/>`;

  const block = (column: number, row: number, level: number) => {
    const wet = level === 0;
    const surface: Rgb = wet
      ? sea
      : level === 1
        ? sand
        : level >= 5
          ? mix(stone, [255, 255, 255], 0.55)
          : level === 4
            ? stone
            : grass;
    const tinted = mix(surface, random.chance(0.5) ? [255, 255, 255] : dark, random.between(0, 0.07));
    const height0 = wet ? 0.55 : level;
    const [x, y] = at(column, row, height0);
    const side = level >= 4 ? stone : earth;
    const depth = (height0 + 1.6) * rise;
    const lip = wet ? 0 : Math.min(depth, rise * 0.4);
    const left: ReadonlyArray<readonly [number, number]> = [
      [x - half, y],
      [x, y + tall],
      [x, y + tall + depth],
      [x - half, y + depth],
    ];
    const right: ReadonlyArray<readonly [number, number]> = [
      [x + half, y],
      [x, y + tall],
      [x, y + tall + depth],
      [x + half, y + depth],
    ];
    const body = wet
      ? face(left, mix(sea, dark, 0.25)) + face(right, mix(sea, dark, 0.45))
      : face(left, mix(side, dark, 0.12)) +
        face(right, mix(side, dark, 0.42)) +
        face(
          [
            [x - half, y],
            [x, y + tall],
            [x, y + tall + lip],
            [x - half, y + lip],
          ],
          mix(tinted, dark, 0.16),
        ) +
        face(
          [
            [x + half, y],
            [x, y + tall],
            [x, y + tall + lip],
            [x + half, y + lip],
          ],
          mix(tinted, dark, 0.4),
        );
    const shine =
      wet && random.chance(0.5)
        ? `<path d="M${n(x - half * 0.4)} ${n(y)}l${n(half * 0.5)} ${n(tall * 0.5)}" stroke="#fff" stroke-width="${n(unit * 0.003)}" opacity="0.6"/>`
        : "";
    return (
      body +
      face(
        [
          [x, y - tall],
          [x + half, y],
          [x, y + tall],
          [x - half, y],
        ],
        tinted,
      ) +
      shine
    );
  };

  const tree = (x: number, y: number) => {
    const leaf = mix(
      mix([58, 132, 86], tone(palette, 0.4), 0.35),
      snow ? [255, 255, 255] : palette.accent,
      snow ? 0.4 : random.between(0, 0.35),
    );
    const high = half * random.between(1.1, 1.7);
    const conifer = random.chance(0.6);
    const trunk = `<rect x="${n(x - half * 0.08)}" y="${n(y - half * 0.4)}" width="${n(half * 0.16)}" height="${n(half * 0.42)}" fill="${hex(mix(earth, dark, 0.35))}"/>`;
    const shadow = `<ellipse cx="${n(x + half * 0.15)}" cy="${n(y)}" rx="${n(half * 0.42)}" ry="${n(half * 0.18)}" fill="#000" opacity="0.22"/>`;
    if (!conifer) {
      return `${shadow}${trunk}<circle cx="${n(x)}" cy="${n(y - half * 0.72)}" r="${n(half * 0.46)}" fill="${hex(mix(leaf, dark, 0.3))}"/><circle cx="${n(x - half * 0.08)}" cy="${n(y - half * 0.8)}" r="${n(half * 0.38)}" fill="${hex(leaf)}"/><circle cx="${n(x - half * 0.17)}" cy="${n(y - half * 0.92)}" r="${n(half * 0.18)}" fill="${hex(mix(leaf, [255, 255, 220], 0.4))}"/>`;
    }
    return `${shadow}${trunk}${[0, 1, 2]
      .map((tier) => {
        const low = y - half * 0.24 - tier * high * 0.25;
        const span = half * (0.46 - tier * 0.11);
        return `<polygon points="${points([
          [x - span, low],
          [x, low - high * 0.48],
          [x, low + span * 0.35],
        ])}" fill="${hex(mix(leaf, [255, 255, 230], 0.16))}"/><polygon points="${points([
          [x + span, low],
          [x, low - high * 0.48],
          [x, low + span * 0.35],
        ])}" fill="${hex(mix(leaf, dark, 0.32))}"/>`;
      })
      .join("")}`;
  };
  const house = (x: number, y: number) => {
    const wall = mix([240, 226, 200], tone(palette, 0.92), 0.4);
    const roof = mix(palette.accent, [200, 70, 50], 0.35);
    const w = half * 0.56;
    const d = w * 0.5;
    const h = half * random.between(0.55, 0.95);
    const peak = h + half * 0.55;
    const lamp = hex(mix([255, 214, 120], palette.accent, 0.15));
    return `<polygon points="${points([
      [x - w, y],
      [x, y + d],
      [x + w * 1.4, y + d * 0.4],
      [x + w, y],
    ])}" fill="#000" opacity="0.2"/>${face(
      [
        [x - w, y],
        [x, y + d],
        [x, y + d - h],
        [x - w, y - h],
      ],
      wall,
    )}${face(
      [
        [x + w, y],
        [x, y + d],
        [x, y + d - h],
        [x + w, y - h],
      ],
      mix(wall, dark, 0.35),
    )}<polygon points="${points([
      [x - w, y - h],
      [x, y + d - h],
      [x - w / 2, y - peak + d / 2],
    ])}" fill="${hex(wall)}"/><polygon points="${points([
      [x + w * 1.08, y - h],
      [x, y + d - h + 2],
      [x - w / 2, y - peak + d / 2],
      [x + w / 2, y - peak - d / 2],
    ])}" fill="${hex(mix(roof, dark, 0.2))}"/><polygon points="${points([
      [x - w * 1.08, y - h],
      [x - w / 2, y - peak + d / 2],
      [x + w / 2, y - peak - d / 2],
      [x, y - h - d],
    ])}" fill="${hex(mix(roof, [255, 255, 255], 0.15))}"/><rect x="${n(x + w * 0.4)}" y="${n(y - h * 0.5)}" width="${n(w * 0.24)}" height="${n(h * 0.32)}" fill="${lamp}"/><rect x="${n(x - w * 0.62)}" y="${n(y - h * 0.42)}" width="${n(w * 0.26)}" height="${n(h * 0.5)}" fill="${hex(mix(earth, dark, 0.45))}"/>`;
  };
  const crystal = (x: number, y: number) => {
    const glow = palette.accent;
    return (
      [
        [-0.24, 0.7],
        [0.22, 0.85],
        [0, 1.35],
      ]
        .map(([shift = 0, high = 1]) => {
          const cx = x + shift * half;
          const w = half * 0.17;
          return `<polygon points="${points([
            [cx - w, y - high * half * 0.3],
            [cx, y - high * half],
            [cx, y + half * 0.06],
          ])}" fill="${hex(mix(glow, [255, 255, 255], 0.45))}"/><polygon points="${points([
            [cx + w, y - high * half * 0.3],
            [cx, y - high * half],
            [cx, y + half * 0.06],
          ])}" fill="${hex(mix(glow, dark, 0.25))}"/>`;
        })
        .join("") + `<circle cx="${n(x)}" cy="${n(y - half * 0.5)}" r="${n(half)}" fill="url(#glow)"/>`
    );
  };
  const tower = (x: number, y: number) => {
    const w = half * 0.46;
    const h = half * 2.3;
    const wall = mix(stone, [255, 255, 255], 0.25);
    return `<polygon points="${points([
      [x - w, y],
      [x, y + w / 2],
      [x, y + w / 2 - h],
      [x - w, y - h],
    ])}" fill="${hex(wall)}"/><polygon points="${points([
      [x + w, y],
      [x, y + w / 2],
      [x, y + w / 2 - h],
      [x + w, y - h],
    ])}" fill="${hex(mix(wall, dark, 0.45))}"/><polygon points="${points([
      [x - w * 1.3, y - h],
      [x, y - h + w * 0.65],
      [x, y - h - w * 2.3],
    ])}" fill="${hex(mix(palette.counter, [255, 255, 255], 0.15))}"/><polygon points="${points([
      [x + w * 1.3, y - h],
      [x, y - h + w * 0.65],
      [x, y - h - w * 2.3],
    ])}" fill="${hex(mix(palette.counter, dark, 0.35))}"/><rect x="${n(x + w * 0.3)}" y="${n(y - h * 0.72)}" width="${n(w * 0.26)}" height="${n(h * 0.14)}" fill="#ffd77a"/><rect x="${n(x - w * 0.66)}" y="${n(y - h * 0.45)}" width="${n(w * 0.26)}" height="${n(h * 0.14)}" fill="#ffd77a"/>`;
  };

  const landmark = [random.whole(2, size - 3), random.whole(2, size - 3)] as const;
  let world = "";
  for (let sum = 0; sum <= (size - 1) * 2; sum++) {
    for (let column = Math.max(0, sum - size + 1); column <= Math.min(size - 1, sum); column++) {
      const row = sum - column;
      const corner = Math.hypot(column - (size - 1) / 2, row - (size - 1) / 2) > size * 0.6;
      if (corner && random.chance(0.75)) continue;
      const level = levelAt(column, row);
      world += block(column, row, level);
      const [x, y] = at(column, row, level);
      if (column === landmark[0] && row === landmark[1])
        world += random.chance(0.5) ? tower(x, y) : crystal(x, y);
      else if ((level === 2 || level === 3) && random.chance(0.3)) world += tree(x, y);
      else if (level === 2 && random.chance(0.17)) world += house(x, y);
      else if (level >= 3 && random.chance(0.06)) world += crystal(x, y);
    }
  }
  const defs = [
    linear("air", [
      [0, shade(scene, 0.52)],
      [0.6, shade(scene, 0.78)],
      [1, shade(scene, 0.9)],
    ]),
    radial("spot", [
      [0, "#ffffff", 0.5],
      [1, "#ffffff", 0],
    ]),
    radial("glow", [
      [0, hex(palette.accent), 0.45],
      [1, hex(palette.accent), 0],
    ]),
    `<filter id="ground" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="${n(unit * 0.02)}"/></filter>`,
  ];
  return {
    defs: defs.join(""),
    backdrop: `<rect width="${width}" height="${height}" fill="url(#air)"/><circle cx="${n(middleX)}" cy="${n(height * 0.42)}" r="${n(unit * 0.6)}" fill="url(#spot)"/><ellipse cx="${n(middleX)}" cy="${n(height * 0.86)}" rx="${n(unit * 0.34)}" ry="${n(unit * 0.06)}" fill="${shade(scene, 0.12)}" opacity="0.35" filter="url(#ground)"/>${specks(scene, { count: 18, colour: [255, 255, 255], size: 0.0022 })}`,
    subject: world,
  };
}
