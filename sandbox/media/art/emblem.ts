import { hex, mix, tone } from "../colour";
import { linear, n, type Painting, points, radial, type Scene, shade, specks } from "./painting";

/** A crest for a title screen: wings, blades, a gem and a ribbon before rays of light. Drawn around the origin. */
export function paintEmblem(scene: Scene): Painting {
  const { random, palette, width, height } = scene;
  const unit = Math.min(width, height);
  const defs = [
    radial("back", [
      [0, shade(scene, 0.62)],
      [0.55, shade(scene, 0.26)],
      [1, shade(scene, 0.04)],
    ]),
    linear(
      "gold",
      [
        [0, "#fff0bd"],
        [0.35, "#e8b04a"],
        [0.6, "#9a5a1a"],
        [1, "#f6cf75"],
      ],
      'x1="0" y1="0" x2="0.6" y2="1"',
    ),
    linear(
      "steel",
      [
        [0, "#ffffff"],
        [0.45, shade(scene, 0.72)],
        [0.55, shade(scene, 0.36)],
        [1, shade(scene, 0.86)],
      ],
      'x1="0" y1="0" x2="1" y2="0"',
    ),
    linear("field", [
      [0, hex(mix(palette.counter, [255, 255, 255], 0.2))],
      [1, hex(mix(palette.counter, tone(palette, 0), 0.65))],
    ]),
    linear("ribbon", [
      [0, hex(mix(palette.accent, [255, 255, 255], 0.2))],
      [1, hex(mix(palette.accent, tone(palette, 0), 0.5))],
    ]),
    radial(
      "gem",
      [
        [0, "#fff"],
        [0.4, hex(mix(palette.accent, [255, 255, 255], 0.2))],
        [1, hex(mix(palette.accent, tone(palette, 0), 0.55))],
      ],
      'cx="0.35" cy="0.3" r="0.8"',
    ),
    `<filter id="drop" x="-40%" y="-40%" width="180%" height="180%"><feDropShadow dx="0" dy="5" stdDeviation="6" flood-color="#000" flood-opacity="0.55"/></filter>`,
  ];
  const rays = Array.from({ length: 18 }, (_, at) => {
    const angle = (at / 18) * Math.PI * 2;
    const far = Math.hypot(width, height);
    return `<polygon points="${points([
      [width / 2, height / 2],
      [width / 2 + Math.cos(angle - 0.08) * far, height / 2 + Math.sin(angle - 0.08) * far],
      [width / 2 + Math.cos(angle + 0.08) * far, height / 2 + Math.sin(angle + 0.08) * far],
    ])}" fill="${shade(scene, 0.8)}" opacity="0.1"/>`;
  }).join("");
  const feathers = random.whole(5, 7);
  const wing = (flank: number) =>
    Array.from({ length: feathers }, (_, at) => {
      const angle = -0.5 + at * 0.2;
      const long = 118 - at * 11;
      const tipX = Math.cos(angle) * long + 26;
      const tipY = Math.sin(angle) * long + at * 6 - 14;
      return `<path d="M${n(flank * 26)} ${n(at * 8 - 16)}Q${n(flank * (tipX * 0.5 + 10))} ${n(tipY - 22)} ${n(flank * tipX)} ${n(tipY)}Q${n(flank * tipX * 0.6)} ${n(tipY + 14)} ${n(flank * 26)} ${n(at * 8)}Z" fill="url(#steel)" stroke="${shade(scene, 0.1)}" stroke-width="1.6"/>`;
    })
      .toReversed()
      .join("");
  const blade = (turn: number) =>
    `<g transform="rotate(${turn})"><path d="M-6 60V-92L0 -112L6 -92V60Z" fill="url(#steel)" stroke="${shade(scene, 0.08)}" stroke-width="1.5"/><path d="M-24 60Q0 50 24 60L20 70Q0 62 -20 70Z" fill="url(#gold)"/><rect x="-4" y="68" width="8" height="26" fill="#4a2c1a"/><circle cy="98" r="7" fill="url(#gold)"/></g>`;
  const shield = "M0 -66C22 -56 44 -53 58 -53C60 0 46 44 0 72C-46 44 -60 0 -58 -53C-44 -53 -22 -56 0 -66Z";
  const charge = random.pick([
    '<path d="M0 -40L10 -12L40 -12L16 6L25 36L0 18L-25 36L-16 6L-40 -12L-10 -12Z"/>',
    '<path d="M0 -46C6 -20 34 -14 30 16C28 36 10 44 0 48C-10 44 -28 36 -30 16C-34 -14 -6 -20 0 -46Z"/>',
    '<path d="M-40 -20L-20 -2L0 -36L20 -2L40 -20L32 30H-32Z"/>',
    '<path d="M0 -44L34 -8L0 48L-34 -8Z"/>',
  ]);
  const ribbon = `<path d="M-126 74L-96 66V98L-126 106L-112 88Z" fill="${hex(mix(palette.accent, tone(palette, 0), 0.6))}"/><path d="M126 74L96 66V98L126 106L112 88Z" fill="${hex(mix(palette.accent, tone(palette, 0), 0.6))}"/><path d="M-104 62Q0 94 104 62V94Q0 126 -104 94Z" fill="url(#ribbon)" stroke="${shade(scene, 0.08)}" stroke-width="2"/><path d="M-96 70Q0 100 96 70" stroke="url(#gold)" stroke-width="2.5" fill="none"/><path d="M-96 90Q0 120 96 90" stroke="url(#gold)" stroke-width="2.5" fill="none"/>${[-60, -30, 0, 30, 60].map((x) => `<path d="M${x} ${n(86 + (1 - (x / 80) ** 2) * 10)}l5 7l-5 7l-5 -7Z" fill="url(#gold)"/>`).join("")}`;
  const crown = random.chance(0.6)
    ? `<path d="M-34 -70L-42 -104L-18 -86L0 -114L18 -86L42 -104L34 -70Q0 -60 -34 -70Z" fill="url(#gold)" stroke="${shade(scene, 0.08)}" stroke-width="2"/><circle cy="-84" r="6" fill="url(#gem)"/>`
    : `<circle cy="-80" r="18" fill="url(#gold)"/><circle cy="-80" r="12" fill="url(#gem)"/>`;
  const scale = unit / 300;
  return {
    defs: defs.join(""),
    backdrop: `<rect width="${width}" height="${height}" fill="url(#back)"/>${rays}${specks(scene, { count: 60, colour: mix(palette.accent, [255, 255, 255], 0.5), size: 0.002 })}`,
    subject: `<g transform="translate(${n(width / 2)} ${n(height / 2)}) scale(${scale.toFixed(3)})" filter="url(#drop)">${wing(-1)}${wing(1)}${random.chance(0.75) ? blade(42) + blade(-42) : ""}<path d="${shield}" fill="url(#gold)" transform="scale(1.14)"/><path d="${shield}" fill="url(#field)"/><path d="M0 -66C22 -56 44 -53 58 -53C60 0 46 44 0 72Z" fill="#000" opacity="0.25"/><g fill="url(#gold)" stroke="${shade(scene, 0.06)}" stroke-width="2">${charge}</g>${crown}${ribbon}</g>`,
  };
}
