import { mix, type Palette, type Rgb, tone } from "./colour";
import { addBoulder, addBox, addLathe, addTriangle, type Part, part, type Vector } from "./mesh";
import type { Random } from "./random";

/** What a prop is made from: the seed, the colours and how many segments a round thing may have. */
export interface PropPlan {
  random: Random;
  palette: Palette;
  segments: number;
  flat: boolean;
}

/** A prop and the texture its textured parts wear. */
export interface Prop {
  parts: Part[];
  surface: "wood" | "stone" | "brick" | "grass" | null;
}

const gold: Rgb = [232, 178, 74];
const iron: Rgb = [120, 126, 140];

function crate({ random }: PropPlan): Prop {
  const wood = part("planks", { colour: [255, 255, 255], textured: true, roughness: 0.8 });
  const frame = part("frame", { colour: [116, 74, 42], roughness: 0.7 });
  const metal = part("corners", { colour: iron, metallic: 0.9, roughness: 0.4 });
  addBox(wood, [0, 0, 0], [1.8, 1.8, 1.8]);
  const half = 0.92;
  for (const a of [-half, half]) {
    for (const b of [-half, half]) {
      addBox(frame, [a, b, 0], [0.24, 0.24, 2.06]);
      addBox(frame, [a, 0, b], [0.24, 2.06, 0.24]);
      addBox(frame, [0, a, b], [2.06, 0.24, 0.24]);
      for (const c of [-half, half]) addBox(metal, [a * 1.02, b * 1.02, c * 1.02], [0.34, 0.34, 0.34]);
    }
  }
  if (random.chance(0.7)) for (const z of [-0.95, 0.95]) addBox(frame, [0, 0, z], [0.26, 1.7, 0.1]);
  return { parts: [wood, frame, metal], surface: "wood" };
}

function barrel({ segments, flat }: PropPlan): Prop {
  const staves = part("staves", { colour: [255, 255, 255], textured: true, roughness: 0.75 });
  const lid = part("lid", { colour: [110, 70, 40], roughness: 0.8 });
  const hoops = part("hoops", { colour: iron, metallic: 0.95, roughness: 0.35 });
  const bulge = (height: number) => 0.78 + 0.2 * Math.cos(height * 1.15);
  addLathe(
    staves,
    Array.from({ length: 11 }, (_, at) => {
      const height = -1.1 + at * 0.22;
      return [bulge(height), height] as const;
    }),
    segments,
    flat,
  );
  addLathe(
    lid,
    [
      [0, -1.02],
      [0.8, -1.02],
    ]
      .toReversed()
      .map(([radius = 0, height = 0]) => [radius, height] as const),
    segments,
    true,
  );
  addLathe(
    lid,
    [
      [0.8, 1.02],
      [0, 1.02],
    ],
    segments,
    true,
  );
  for (const height of [-0.8, -0.35, 0.35, 0.8]) {
    const radius = bulge(height) + 0.035;
    addLathe(
      hoops,
      [
        [radius - 0.05, height - 0.09],
        [radius, height - 0.08],
        [radius, height + 0.08],
        [radius - 0.05, height + 0.09],
      ],
      segments,
      flat,
    );
  }
  return { parts: [staves, lid, hoops], surface: "wood" };
}

function crystal({ random, palette }: PropPlan): Prop {
  const shard = part("crystal", {
    colour: mix(palette.accent, [255, 255, 255], 0.15),
    roughness: 0.08,
    metallic: 0.1,
    emissive: 0.35,
  });
  const rock = part("rock", { colour: [255, 255, 255], textured: true, roughness: 0.95 });
  const spire = (x: number, z: number, size: number, lean: number) => {
    const turn = random.between(0, 6);
    const ring = (height: number, radius: number) =>
      Array.from(
        { length: 6 },
        (_, at): Vector => [
          x + lean * height + Math.cos(turn + (at / 6) * Math.PI * 2) * radius,
          height - 0.9,
          z + lean * height * 0.4 + Math.sin(turn + (at / 6) * Math.PI * 2) * radius,
        ],
      );
    const low = ring(0, size * 0.24);
    const high = ring(size * 1.5, size * 0.34);
    const tip: Vector = [x + lean * size * 2.2, size * 2.2 - 0.9, z + lean * size * 0.9];
    for (let at = 0; at < 6; at++) {
      const a = low[at] ?? tip;
      const b = low[(at + 1) % 6] ?? tip;
      const c = high[(at + 1) % 6] ?? tip;
      const d = high[at] ?? tip;
      addTriangle(shard, { at: a, uv: [0, 1] }, { at: d, uv: [0, 0] }, { at: c, uv: [1, 0] });
      addTriangle(shard, { at: a, uv: [0, 1] }, { at: c, uv: [1, 0] }, { at: b, uv: [1, 1] });
      addTriangle(shard, { at: d, uv: [0, 1] }, { at: tip, uv: [0.5, 0] }, { at: c, uv: [1, 1] });
    }
  };
  spire(0, 0, 1, 0.02);
  for (let at = 0; at < 5; at++) {
    const angle = (at / 5) * Math.PI * 2 + random.between(-0.3, 0.3);
    spire(Math.cos(angle) * 0.5, Math.sin(angle) * 0.5, random.between(0.35, 0.7), Math.cos(angle) * 0.28);
  }
  const bumps = Array.from(
    { length: 8 },
    () =>
      [random.between(-3, 3), random.between(-3, 3), random.between(-3, 3), random.between(0, 6)] as const,
  );
  addBoulder(
    rock,
    8,
    (direction) =>
      (0.86 +
        bumps.reduce(
          (sum, [a, b, c, phase]) =>
            sum + Math.sin(direction[0] * a + direction[1] * b + direction[2] * c + phase),
          0,
        ) *
          0.035) *
      1,
  );
  for (let at = 1; at < rock.positions.length; at += 3)
    rock.positions[at] = (rock.positions[at] ?? 0) * 0.32 - 0.95;
  return { parts: [shard, rock], surface: "stone" };
}

function boulder({ random, segments }: PropPlan): Prop {
  const rock = part("rock", { colour: [255, 255, 255], textured: true, roughness: 0.95 });
  const moss = part("moss", { colour: [96, 138, 66], roughness: 1 });
  const bumps = Array.from(
    { length: 14 },
    () =>
      [random.between(-4, 4), random.between(-4, 4), random.between(-4, 4), random.between(0, 6)] as const,
  );
  const radiusAt = (direction: Vector) =>
    1.05 +
    bumps.reduce(
      (sum, [a, b, c, phase]) =>
        sum + Math.sin(direction[0] * a + direction[1] * b + direction[2] * c + phase),
      0,
    ) *
      0.045 -
    (direction[1] < -0.5 ? 0.2 : 0);
  addBoulder(rock, Math.max(6, Math.round(segments / 2.4)), radiusAt);
  const faces = rock.positions.length / 9;
  for (let face = 0; face < faces; face++) {
    if ((rock.normals[face * 9 + 1] ?? 0) < 0.72) continue;
    const corner = (at: number) => ({
      at: [0, 1, 2].map(
        (axis) => (rock.positions[face * 9 + at * 3 + axis] ?? 0) * 1.012,
      ) as unknown as Vector,
      uv: [0, 0] as const,
    });
    addTriangle(moss, corner(0), corner(1), corner(2));
  }
  return { parts: [rock, moss], surface: "stone" };
}

function sword({ random, palette, segments, flat }: PropPlan): Prop {
  const blade = part("blade", { colour: [214, 222, 236], metallic: 1, roughness: 0.2 });
  const guard = part("guard", { colour: gold, metallic: 1, roughness: 0.3 });
  const grip = part("grip", { colour: [84, 48, 30], roughness: 0.85 });
  const jewel = part("jewel", { colour: palette.accent, roughness: 0.1, emissive: 0.4 });
  const wide = random.between(0.14, 0.22);
  const rows: ReadonlyArray<readonly [height: number, half: number]> = [
    [-0.5, wide],
    [1.1, wide * 0.86],
    [1.75, wide * 0.6],
    [2.1, 0],
  ];
  for (let at = 0; at < rows.length - 1; at++) {
    const [low, lowHalf] = rows[at] ?? [0, 0];
    const [high, highHalf] = rows[at + 1] ?? [0, 0];
    for (const side of [1, -1]) {
      const thick = 0.05 * side;
      const left: [Vector, Vector] = [
        [-lowHalf * side, low, 0],
        [-highHalf * side, high, 0],
      ];
      const right: [Vector, Vector] = [
        [lowHalf * side, low, 0],
        [highHalf * side, high, 0],
      ];
      const ridge: [Vector, Vector] = [
        [0, low, thick],
        [0, high, highHalf === 0 ? 0 : thick],
      ];
      const uv = [0, 0] as const;
      addTriangle(blade, { at: left[0], uv }, { at: ridge[0], uv }, { at: ridge[1], uv });
      addTriangle(blade, { at: ridge[0], uv }, { at: right[0], uv }, { at: ridge[1], uv });
      if (highHalf > 0) {
        addTriangle(blade, { at: left[0], uv }, { at: ridge[1], uv }, { at: left[1], uv });
        addTriangle(blade, { at: right[0], uv }, { at: right[1], uv }, { at: ridge[1], uv });
      }
    }
  }
  addBox(guard, [0, -0.56, 0], [1.05, 0.14, 0.2]);
  addBox(guard, [-0.52, -0.52, 0], [0.14, 0.28, 0.24]);
  addBox(guard, [0.52, -0.52, 0], [0.14, 0.28, 0.24]);
  addLathe(
    grip,
    [
      [0.085, -1.25],
      [0.11, -0.95],
      [0.085, -0.62],
    ],
    segments,
    flat,
  );
  addLathe(
    guard,
    [
      [0, -1.52],
      [0.13, -1.45],
      [0.17, -1.36],
      [0.13, -1.27],
      [0, -1.22],
    ],
    segments,
    flat,
  );
  addLathe(
    jewel,
    [
      [0, -0.2],
      [0.12, 0],
      [0, 0.2],
    ],
    6,
    true,
    [0, -0.56, 0],
  );
  return { parts: [blade, guard, grip, jewel], surface: null };
}

function flask({ palette, segments, flat }: PropPlan): Prop {
  const liquid = part("liquid", { colour: palette.accent, roughness: 0.12, emissive: 0.3 });
  const glass = part("glass", {
    colour: mix([222, 236, 244], palette.counter, 0.2),
    roughness: 0.08,
    metallic: 0.1,
  });
  const cork = part("cork", { colour: [168, 118, 70], roughness: 0.95 });
  const collar = part("collar", { colour: gold, metallic: 1, roughness: 0.3 });
  addLathe(
    liquid,
    [
      [0, -1],
      [0.55, -0.98],
      [0.88, -0.6],
      [0.95, -0.2],
      [0.82, 0.16],
      [0.62, 0.34],
    ],
    segments,
    flat,
  );
  addLathe(
    glass,
    [
      [0.62, 0.34],
      [0.4, 0.55],
      [0.26, 0.75],
      [0.24, 1.05],
      [0.34, 1.12],
      [0.34, 1.2],
      [0.22, 1.22],
    ],
    segments,
    flat,
  );
  addLathe(
    cork,
    [
      [0.2, 1.1],
      [0.22, 1.42],
      [0.18, 1.5],
      [0, 1.5],
    ],
    segments,
    flat,
  );
  addLathe(
    collar,
    [
      [0.27, 0.66],
      [0.33, 0.7],
      [0.33, 0.8],
      [0.26, 0.84],
    ],
    segments,
    flat,
  );
  return { parts: [liquid, glass, cork, collar], surface: null };
}

function tower({ random, palette, segments, flat }: PropPlan): Prop {
  const wall = part("walls", { colour: [255, 255, 255], textured: true, roughness: 0.9 });
  const roof = part("roof", { colour: mix(palette.accent, tone(palette, 0.2), 0.25), roughness: 0.7 });
  const trim = part("trim", { colour: [196, 188, 176], roughness: 0.8 });
  const glow = part("windows", { colour: [255, 214, 120], emissive: 0.9 });
  addLathe(
    wall,
    [
      [0.86, -1.5],
      [0.74, -1.2],
      [0.66, -0.4],
      [0.64, 0.5],
    ],
    segments,
    flat,
  );
  addLathe(
    trim,
    [
      [0.64, 0.45],
      [0.84, 0.6],
      [0.84, 0.8],
      [0.6, 0.8],
    ],
    segments,
    flat,
  );
  for (let at = 0; at < 10; at++) {
    const angle = (at / 10) * Math.PI * 2;
    addBox(trim, [Math.cos(angle) * 0.76, 0.9, Math.sin(angle) * 0.76], [0.2, 0.22, 0.2]);
  }
  addLathe(
    wall,
    [
      [0.5, 0.75],
      [0.48, 1.15],
    ],
    segments,
    flat,
  );
  addLathe(
    roof,
    [
      [0.72, 1.05],
      [0.5, 1.35],
      [0.28, 1.8],
      [0, 2.3],
    ],
    segments,
    flat,
  );
  addLathe(
    roof,
    [
      [0.48, 1.08],
      [0.72, 1.05],
    ],
    segments,
    flat,
  );
  for (let at = 0; at < 5; at++) {
    const angle = random.between(0, Math.PI * 2);
    const height = random.between(-0.9, 0.25);
    addBox(glow, [Math.cos(angle) * 0.67, height, Math.sin(angle) * 0.67], [0.16, 0.28, 0.16]);
  }
  return { parts: [wall, trim, roof, glow], surface: "brick" };
}

function mushroom({ random, palette, segments, flat }: PropPlan): Prop {
  const stem = part("stem", { colour: [236, 222, 196], roughness: 0.85 });
  const cap = part("cap", { colour: mix(palette.accent, [200, 40, 40], 0.4), roughness: 0.5 });
  const gills = part("gills", { colour: [214, 186, 150], roughness: 0.95 });
  const dots = part("spots", { colour: [250, 244, 230], roughness: 0.7 });
  addLathe(
    stem,
    [
      [0.5, -1.3],
      [0.36, -1],
      [0.28, -0.4],
      [0.34, 0.2],
    ],
    segments,
    flat,
  );
  addLathe(
    gills,
    [
      [0.3, 0.14],
      [1.16, 0.1],
    ],
    segments,
    flat,
  );
  addLathe(
    cap,
    [
      [1.16, 0.1],
      [1.22, 0.24],
      [1.06, 0.62],
      [0.74, 0.94],
      [0.36, 1.1],
      [0, 1.14],
    ],
    segments,
    flat,
  );
  for (let at = 0; at < 12; at++) {
    const angle = random.between(0, Math.PI * 2);
    const lift = random.between(0.25, 1.35);
    const place: Vector = [
      Math.cos(angle) * Math.cos(lift) * 1.14,
      0.2 + Math.sin(lift) * 0.92,
      Math.sin(angle) * Math.cos(lift) * 1.14,
    ];
    const size = random.between(0.07, 0.15);
    addLathe(
      dots,
      [
        [0, -size],
        [size, 0],
        [0, size],
      ],
      8,
      false,
      place,
    );
  }
  return { parts: [stem, gills, cap, dots], surface: null };
}

const props: ReadonlyArray<readonly [RegExp, (plan: PropPlan) => Prop]> = [
  [/crate|box|chest/, crate],
  [/barrel|keg|cask/, barrel],
  [/gem|crystal|jewel|ore|diamond/, crystal],
  [/rock|stone|boulder|cliff/, boulder],
  [/sword|blade|dagger|weapon|katana|axe/, sword],
  [/potion|flask|bottle|elixir|vial/, flask],
  [/tower|castle|building|house|keep/, tower],
  [/mushroom|plant|tree|fungus/, mushroom],
];

/** The prop the prompt names, else one that the seed picks. */
export function buildProp(prompt: string, plan: PropPlan): Prop {
  const named = props.find(([pattern]) => pattern.test(prompt.toLowerCase()));
  if (named) return named[1](plan);
  return plan.random.pick([crate, barrel, crystal, boulder, sword, flask, tower, mushroom])(plan);
}
