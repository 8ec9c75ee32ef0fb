import { hex, mix, tone } from "../colour";
import { linear, n, type Painting, points, radial, type Scene, shade, specks } from "./painting";

type Item = (scene: Scene) => string;

// Every item is drawn in a box of 200 by 200 around the origin, lit from the upper left.
const potion: Item = (scene) => {
  const { random, palette } = scene;
  const round = random.chance(0.6);
  const liquid = hex(palette.accent);
  const level = random.between(-12, 18);
  const body = round
    ? "M-16 -50V-30C-62 -14 -74 34 -50 64C-30 88 30 88 50 64C74 34 62 -14 16 -30V-50Z"
    : "M-16 -50V-28L-62 58C-68 74 -58 82 -46 82H46C58 82 68 74 62 58L16 -28V-50Z";
  return `<clipPath id="flask"><path d="${body}"/></clipPath><path d="${body}" fill="${shade(scene, 0.28)}" opacity="0.75"/><g clip-path="url(#flask)"><rect x="-90" y="${n(level)}" width="180" height="120" fill="url(#liquid)"/><ellipse cx="0" cy="${n(level)}" rx="80" ry="9" fill="${hex(mix(palette.accent, [255, 255, 255], 0.45))}"/>${Array.from({ length: 9 }, () => `<circle cx="${n(random.between(-44, 44))}" cy="${n(random.between(level + 10, 74))}" r="${n(random.between(1.5, 6))}" fill="#fff" opacity="${n(random.between(0.25, 0.7))}"/>`).join("")}<path d="M30 -40C90 10 70 70 20 90L90 100V-60Z" fill="#000" opacity="0.22"/></g><path d="${body}" fill="none" stroke="${shade(scene, 0.9)}" stroke-width="4" opacity="0.8"/><path d="M-46 20C-50 0 -42 -10 -30 -18" fill="none" stroke="#fff" stroke-width="8" stroke-linecap="round" opacity="0.75"/><rect x="-22" y="-60" width="44" height="13" rx="5" fill="${shade(scene, 0.82)}"/><path d="M-14 -60L-12 -84H12L14 -60Z" fill="url(#wood)"/><path d="M-20 -47C-30 -30 -44 -34 -40 -20" fill="none" stroke="url(#gold)" stroke-width="3"/><circle cx="-40" cy="-16" r="7" fill="url(#gold)"/><circle cx="0" cy="${n(level)}" r="60" fill="${liquid}" opacity="0.12"/>`;
};

const sword: Item = (scene) => {
  const { random } = scene;
  const wide = random.between(10, 17);
  const curve = random.chance(0.3) ? random.between(6, 16) : 0;
  const guard = random.between(30, 44);
  const droop = random.between(-10, 14);
  return `<g transform="rotate(${random.pick([38, 42, 45])})"><path d="M${n(-wide)} 34L${n(-wide + curve * 0.3)} -66Q${n(-wide * 0.6 + curve)} -88 ${n(curve)} -100Q${n(wide * 0.6 + curve)} -88 ${n(wide + curve * 0.3)} -66L${n(wide)} 34Z" fill="url(#steel)"/><path d="M0 34L${n(curve * 0.5)} -86L${n(curve)} -100Q${n(wide * 0.6 + curve)} -88 ${n(wide + curve * 0.3)} -66L${n(wide)} 34Z" fill="#000" opacity="0.28"/><path d="M-3 30V-56M3 30V-56" stroke="${hex(scene.palette.accent)}" stroke-width="1.6" opacity="0.9"/>${random.chance(0.6) ? Array.from({ length: 4 }, (_, at) => `<path d="M-4 ${16 - at * 18}l4 -6l4 6l-4 6Z" fill="${hex(mix(scene.palette.accent, [255, 255, 255], 0.4))}"/>`).join("") : ""}<path d="M${n(-guard)} ${n(36 + droop)}Q0 22 ${n(guard)} ${n(36 + droop)}L${n(guard - 4)} ${n(48 + droop)}Q0 40 ${n(-guard + 4)} ${n(48 + droop)}Z" fill="url(#gold)"/><circle cx="0" cy="40" r="9" fill="url(#gem)"/><rect x="-7" y="46" width="14" height="40" rx="4" fill="url(#wood)"/><path d="M-7 54l14 6M-7 64l14 6M-7 74l14 6" stroke="#000" stroke-opacity="0.4" stroke-width="3"/><circle cx="0" cy="92" r="11" fill="url(#gold)"/><circle cx="-3" cy="89" r="4" fill="#fff" opacity="0.6"/></g>`;
};

const shield: Item = (scene) => {
  const { random, palette } = scene;
  const outline = random.chance(0.5)
    ? "M0 -90C30 -76 60 -72 78 -72C82 0 60 62 0 96C-60 62 -82 0 -78 -72C-60 -72 -30 -76 0 -90Z"
    : "M-70 -78H70V-4C70 50 36 78 0 96C-36 78 -70 50 -70 -4Z";
  const device = random.whole(0, 3);
  const emblem = [
    '<path d="M0 -46L13 -14L46 -14L19 6L29 40L0 20L-29 40L-19 6L-46 -14L-13 -14Z"/>',
    '<path d="M-8 -56H8V-16H44V0H8V62H-8V0H-44V-16H-8Z"/>',
    '<path d="M0 -54C20 -30 40 -24 44 4C46 34 20 50 0 60C-20 50 -46 34 -44 4C-40 -24 -20 -30 0 -54ZM0 -20C-10 0 -18 10 -14 28C-10 40 10 40 14 28C18 10 10 0 0 -20Z" fill-rule="evenodd"/>',
    '<path d="M-50 -30C-30 -50 -14 -34 0 -20C14 -34 30 -50 50 -30C44 10 24 16 10 20L0 58L-10 20C-24 16 -44 10 -50 -30Z"/>',
  ][device];
  return `<path d="${outline}" fill="url(#gold)"/><g transform="scale(0.86)"><clipPath id="field"><path d="${outline}"/></clipPath><path d="${outline}" fill="url(#enamel)"/><g clip-path="url(#field)"><rect x="0" y="-100" width="100" height="220" fill="#000" opacity="0.26"/><path d="M-100 -60L60 -120L-30 110L-120 90Z" fill="#fff" opacity="0.1"/></g></g><g fill="url(#gold)" stroke="${shade(scene, 0.08)}" stroke-width="2.5">${emblem}</g>${[-58, 58].map((x) => `<circle cx="${x}" cy="-60" r="6" fill="url(#gold)" stroke="${shade(scene, 0.1)}" stroke-width="1.5"/>`).join("")}<path d="${outline}" fill="none" stroke="${hex(mix(palette.counter, [255, 255, 255], 0.3))}" stroke-width="3" opacity="0.7"/>`;
};

const gem: Item = (scene) => {
  const { random, palette } = scene;
  const sides = random.whole(6, 8);
  const tall = random.between(0.9, 1.25);
  const at = (radius: number, step: number, turn = 0) =>
    [
      Math.cos(((step + turn) / sides) * Math.PI * 2) * radius,
      Math.sin(((step + turn) / sides) * Math.PI * 2) * radius * tall,
    ] as const;
  const facets = Array.from({ length: sides }, (_, step) => {
    const light = 0.5 - 0.5 * Math.cos((step / sides) * Math.PI * 2 - Math.PI * 1.25);
    const colour = hex(
      mix(
        mix(tone(palette, 0.1), palette.accent, 0.3 + 0.7 * (1 - light)),
        [255, 255, 255],
        (1 - light) ** 3 * 0.55,
      ),
    );
    const inner = hex(
      mix(
        palette.accent,
        light > 0.5 ? tone(palette, 0.15) : ([255, 255, 255] as const),
        Math.abs(light - 0.5) * 0.7,
      ),
    );
    return `<polygon points="${points([at(80, step), at(80, step + 1), at(46, step + 0.5, 0), at(46, step - 0.5)])}" fill="${colour}"/><polygon points="${points([at(80, step), at(46, step + 0.5), at(46, step - 0.5)])}" fill="${inner}" opacity="0.75"/>`;
  }).join("");
  const table = Array.from({ length: sides }, (_, step) => at(46, step + 0.5));
  return `${facets}<polygon points="${points(table)}" fill="url(#gem)"/><polygon points="${points(table.slice(3, 3 + Math.ceil(sides / 2)))}" fill="#fff" opacity="0.3"/><path d="M-34 -62l6 14l14 6l-14 6l-6 14l-6 -14l-14 -6l14 -6Z" fill="#fff"/>`;
};

const scroll: Item = (scene) =>
  `<g transform="rotate(-14)"><rect x="-62" y="-64" width="124" height="128" fill="url(#paper)"/>${Array.from({ length: 5 }, (_, at) => `<path d="M-44 ${-40 + at * 17}h${scene.random.whole(50, 88)}" stroke="${shade(scene, 0.2)}" stroke-width="4" stroke-linecap="round" opacity="0.55"/>`).join("")}<path d="M-76 -78h152c10 0 10 26 0 26h-152c-10 0 -10 -26 0 -26Z" fill="url(#paper)" stroke="${shade(scene, 0.25)}" stroke-width="3"/><path d="M-76 52h152c10 0 10 26 0 26h-152c-10 0 -10 -26 0 -26Z" fill="url(#paper)" stroke="${shade(scene, 0.25)}" stroke-width="3"/><circle cx="34" cy="36" r="17" fill="${hex(scene.palette.accent)}"/><circle cx="34" cy="36" r="11" fill="none" stroke="#000" stroke-opacity="0.35" stroke-width="3"/><circle cx="-82" cy="-65" r="9" fill="url(#gold)"/><circle cx="82" cy="-65" r="9" fill="url(#gold)"/><circle cx="-82" cy="65" r="9" fill="url(#gold)"/><circle cx="82" cy="65" r="9" fill="url(#gold)"/></g>`;

const staff: Item = (scene) => {
  const { palette } = scene;
  return `<g transform="rotate(32)"><path d="M-7 -30C-4 20 -8 60 -5 104H7C6 60 9 20 7 -30Z" fill="url(#wood)"/><path d="M-8 -26C-48 -40 -50 -84 -18 -104C-34 -78 -26 -54 0 -44C26 -54 34 -78 18 -104C50 -84 48 -40 8 -26Z" fill="url(#gold)"/><circle cx="0" cy="-74" r="44" fill="url(#aura)"/><circle cx="0" cy="-74" r="21" fill="url(#gem)"/><circle cx="-7" cy="-81" r="6" fill="#fff" opacity="0.85"/><path d="M-9 -8h18v9h-18ZM-8 22h16v6h-16Z" fill="url(#gold)"/><path d="M6 4C20 16 26 30 22 52" stroke="${hex(palette.counter)}" stroke-width="4" fill="none"/></g>`;
};

const coin: Item = (scene) => {
  const { random } = scene;
  return [
    [34, 44, 0.72],
    [-38, 34, 0.8],
    [0, -8, 1.06],
  ]
    .map(
      ([x, y, size]) =>
        `<g transform="translate(${x} ${y}) scale(${size}) rotate(${n(random.between(-18, 18))})"><ellipse cx="4" cy="6" rx="56" ry="58" fill="#000" opacity="0.35"/><circle cx="3" cy="3" r="56" fill="${shade(scene, 0.22)}"/><circle r="56" fill="url(#gold)"/><circle r="44" fill="none" stroke="#000" stroke-opacity="0.3" stroke-width="4"/><circle r="42" fill="url(#goldFace)"/><path d="M0 -28L9 -9L30 -7L14 7L19 28L0 17L-19 28L-14 7L-30 -7L-9 -9Z" fill="url(#gold)" stroke="#5a3a08" stroke-opacity="0.6" stroke-width="2.5"/><path d="M-40 -24A47 47 0 0 1 -8 -46" stroke="#fff" stroke-width="6" stroke-linecap="round" fill="none" opacity="0.85"/></g>`,
    )
    .join("");
};

const mushroom: Item = (scene) => {
  const { random, palette } = scene;
  const cap = (x: number, y: number, size: number) =>
    `<g transform="translate(${n(x)} ${n(y)}) scale(${n(size)})"><path d="M-16 0C-12 40 -24 62 -20 78C-8 88 12 88 22 78C24 60 12 40 16 0Z" fill="url(#paper)"/><path d="M4 4C4 44 6 70 4 84C14 86 20 82 22 78C24 60 12 40 16 0Z" fill="#000" opacity="0.2"/><path d="M-70 6C-70 -52 -32 -76 0 -76C32 -76 70 -52 70 6C40 22 -40 22 -70 6Z" fill="url(#enamel)"/><path d="M-70 6C-40 22 40 22 70 6C50 30 -50 30 -70 6Z" fill="${shade(scene, 0.3)}"/>${Array.from({ length: 7 }, () => `<ellipse cx="${n(random.between(-46, 46))}" cy="${n(random.between(-52, -4))}" rx="${n(random.between(5, 12))}" ry="${n(random.between(4, 9))}" fill="${hex(mix(palette.accent, [255, 255, 255], 0.55))}" opacity="0.9"/>`).join("")}<path d="M-56 -18C-50 -46 -30 -60 -10 -64" stroke="#fff" stroke-width="7" stroke-linecap="round" fill="none" opacity="0.6"/></g>`;
  return `${cap(46, 34, 0.5)}${cap(-50, 40, 0.42)}${cap(0, 6, 1)}`;
};

const itemsByWord: ReadonlyArray<readonly [RegExp, Item]> = [
  [/potion|flask|elixir|bottle|vial/, potion],
  [/sword|blade|dagger|katana|weapon|axe/, sword],
  [/shield|armou?r|buckler/, shield],
  [/gem|crystal|jewel|ruby|emerald|sapphire|diamond|ore/, gem],
  [/scroll|spell|tome|book|quest/, scroll],
  [/staff|wand|orb|sceptre/, staff],
  [/coin|gold|treasure|currency/, coin],
  [/mushroom|herb|plant|food|fungus/, mushroom],
];

/** One object of the game's inventory on a lit pedestal of colour, framed as an icon. */
export function paintItemIcon(scene: Scene): Painting {
  const { random, palette, width, height, words } = scene;
  const asked = itemsByWord
    .filter(([pattern]) => [...words].some((word) => pattern.test(word)))
    .map(([, item]) => item);
  const [first, ...rest] = asked;
  const item = first
    ? random.pick([first, ...rest])
    : random.pick([potion, sword, shield, gem, scroll, staff, coin, mushroom]);
  const unit = Math.min(width, height);
  const middleX = width / 2;
  const middleY = height / 2;
  const goldLight = hex(mix([255, 226, 150], palette.ramp[5] ?? [255, 255, 255], 0.25));
  const defs = [
    radial(
      "back",
      [
        [0, shade(scene, 0.58)],
        [0.5, shade(scene, 0.3)],
        [1, shade(scene, 0.06)],
      ],
      `gradientUnits="userSpaceOnUse" cx="${n(middleX)}" cy="${n(middleY * 0.9)}" r="${n(unit * 0.66)}"`,
    ),
    radial("aura", [
      [0, hex(mix(palette.accent, [255, 255, 255], 0.4)), 0.9],
      [0.45, hex(palette.accent), 0.4],
      [1, hex(palette.accent), 0],
    ]),
    linear(
      "steel",
      [
        [0, shade(scene, 1)],
        [0.35, hex(mix(tone(palette, 0.8), [220, 226, 235], 0.6))],
        [0.55, hex(mix(tone(palette, 0.4), [120, 130, 150], 0.5))],
        [1, shade(scene, 0.9)],
      ],
      'x1="0" y1="0" x2="1" y2="0.2"',
    ),
    linear(
      "gold",
      [
        [0, goldLight],
        [0.4, "#e0a33a"],
        [0.6, "#a8641c"],
        [1, "#f2c766"],
      ],
      'x1="0" y1="0" x2="1" y2="1"',
    ),
    linear(
      "goldFace",
      [
        [0, "#b9761f"],
        [1, "#f0c25c"],
      ],
      'x1="0" y1="0" x2="1" y2="1"',
    ),
    linear(
      "wood",
      [
        [0, "#8a5a34"],
        [0.5, "#5c3820"],
        [1, "#2f1a10"],
      ],
      'x1="0" y1="0" x2="1" y2="0"',
    ),
    linear(
      "paper",
      [
        [0, "#f6e7c1"],
        [0.6, "#dcbf8a"],
        [1, "#9b7746"],
      ],
      'x1="0" y1="0" x2="1" y2="1"',
    ),
    radial(
      "gem",
      [
        [0, "#ffffff"],
        [0.3, hex(mix(palette.accent, [255, 255, 255], 0.35))],
        [0.75, hex(palette.accent)],
        [1, hex(mix(palette.accent, tone(palette, 0), 0.6))],
      ],
      'cx="0.35" cy="0.3" r="0.8"',
    ),
    linear("liquid", [
      [0, hex(mix(palette.accent, [255, 255, 255], 0.25))],
      [1, hex(mix(palette.accent, tone(palette, 0), 0.55))],
    ]),
    linear(
      "enamel",
      [
        [0, hex(mix(palette.counter, [255, 255, 255], 0.15))],
        [1, hex(mix(palette.counter, tone(palette, 0), 0.6))],
      ],
      'x1="0" y1="0" x2="1" y2="1"',
    ),
    `<filter id="drop" x="-40%" y="-40%" width="180%" height="180%"><feDropShadow dx="0" dy="6" stdDeviation="7" flood-color="#000" flood-opacity="0.6"/></filter>`,
  ];
  const turn = random.between(0, 30);
  const sunburst = Array.from({ length: 12 }, (_, at) => {
    const angle = ((at * 30 + turn) * Math.PI) / 180;
    const far = unit * 0.9;
    return `<polygon points="${points([
      [middleX, middleY],
      [middleX + Math.cos(angle - 0.07) * far, middleY + Math.sin(angle - 0.07) * far],
      [middleX + Math.cos(angle + 0.07) * far, middleY + Math.sin(angle + 0.07) * far],
    ])}" fill="${shade(scene, 0.9)}" opacity="0.07"/>`;
  }).join("");
  const inset = unit * 0.045;
  const corner = unit * 0.08;
  const frame = `<rect x="${n(inset)}" y="${n(inset)}" width="${n(width - inset * 2)}" height="${n(height - inset * 2)}" rx="${n(corner)}" fill="none" stroke="url(#gold)" stroke-width="${n(unit * 0.018)}"/><rect x="${n(inset * 1.5)}" y="${n(inset * 1.5)}" width="${n(width - inset * 3)}" height="${n(height - inset * 3)}" rx="${n(corner * 0.8)}" fill="none" stroke="#000" stroke-opacity="0.45" stroke-width="${n(unit * 0.006)}"/>`;
  const scale = unit / 285;
  return {
    defs: defs.join(""),
    backdrop: `<rect width="${width}" height="${height}" fill="${shade(scene, 0.02)}"/><rect width="${width}" height="${height}" fill="url(#back)"/>${sunburst}<circle cx="${n(middleX)}" cy="${n(middleY)}" r="${n(unit * 0.42)}" fill="url(#aura)" opacity="0.75"/>${specks(scene, { count: 36, colour: mix(palette.accent, [255, 255, 255], 0.5), size: 0.0024 })}<ellipse cx="${n(middleX)}" cy="${n(middleY + unit * 0.36)}" rx="${n(unit * 0.24)}" ry="${n(unit * 0.035)}" fill="#000" opacity="0.45"/>${frame}`,
    subject: `<g transform="translate(${n(middleX)} ${n(middleY)}) scale(${scale.toFixed(3)}) rotate(${n(random.between(-7, 7))})" filter="url(#drop)">${item(scene)}</g>`,
  };
}
