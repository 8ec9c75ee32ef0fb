import { hex, mix, type Rgb, tone } from "../colour";
import { tilingFractal } from "./fields";
import { n, type Painting, radial, type Scene, shade } from "./painting";

const edge = 320;

/** Deep space: clouds of lit gas, stars, and a planet with its ring or moons. */
export function paintNebula(scene: Scene): Painting {
  const { random, palette, width, height } = scene;
  const unit = Math.min(width, height);
  const gas = tilingFractal(random, 3);
  const warpX = tilingFractal(random, 3, 4);
  const warpY = tilingFractal(random, 3, 4);
  const veil = tilingFractal(random, 2, 4);
  const coreU = random.between(0.25, 0.75);
  const coreV = random.between(0.25, 0.7);
  const tall = Math.max(8, Math.round((edge * height) / width));
  const data = Buffer.alloc(edge * tall * 3);
  for (let y = 0; y < tall; y++) {
    for (let x = 0; x < edge; x++) {
      const u = x / edge;
      const v = y / edge;
      const a = u + (warpX(u, v) - 0.5) * 0.55 + 1;
      const b = v + (warpY(u, v) - 0.5) * 0.55 + 1;
      const density = gas(a % 1, b % 1);
      const away = Math.hypot(u - coreU, (v * edge) / tall - coreV);
      const glow = Math.max(0, 1 - away * 1.35);
      const light = Math.max(0, (density - 0.36) * 1.6) * (0.28 + glow * 0.92) + glow ** 3 * 0.12;
      const dust = Math.max(0, veil(b % 1, a % 1) - 0.52) * 2.4;
      let colour: Rgb = tone(palette, Math.min(1, light * 1.15 - dust * 0.25));
      colour = mix(colour, palette.counter, Math.max(0, density - 0.5) * (1 - glow) * 1.1);
      colour = mix(colour, palette.accent, glow ** 2 * density * 0.35);
      const gain = light > 0.02 ? 1 : 0.85;
      data[(y * edge + x) * 3] = Math.min(255, colour[0] * gain);
      data[(y * edge + x) * 3 + 1] = Math.min(255, colour[1] * gain);
      data[(y * edge + x) * 3 + 2] = Math.min(255, colour[2] * gain);
    }
  }
  const stars = Array.from(
    { length: 320 },
    () =>
      `<circle cx="${n(random.between(0, width))}" cy="${n(random.between(0, height))}" r="${(unit * (0.0004 + random.next() ** 6 * 0.0022)).toFixed(2)}" fill="${hex(mix([255, 255, 255], random.chance(0.5) ? palette.accent : palette.counter, random.between(0, 0.4)))}" opacity="${n(random.between(0.35, 1))}"/>`,
  ).join("");
  const flares = Array.from({ length: random.whole(3, 6) }, () => {
    const x = random.between(0, width);
    const y = random.between(0, height);
    const long = unit * random.between(0.02, 0.06);
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(long * 0.7)}" fill="url(#flare)"/><path d="M${n(x - long)} ${n(y)}L${n(x)} ${n(y - long * 0.05)}L${n(x + long)} ${n(y)}L${n(x)} ${n(y + long * 0.05)}ZM${n(x)} ${n(y - long)}L${n(x + long * 0.05)} ${n(y)}L${n(x)} ${n(y + long)}L${n(x - long * 0.05)} ${n(y)}Z" fill="#fff"/>`;
  }).join("");

  const cx = width * random.between(0.26, 0.74);
  const cy = height * random.between(0.42, 0.74);
  const radius = unit * random.between(0.16, 0.3);
  const lit = coreU * width < cx ? -1 : 1;
  const bands = Array.from({ length: random.whole(7, 12) }, () => {
    const y = random.between(-1, 1) * radius;
    return `<path d="M${n(cx - radius)} ${n(cy + y)}Q${n(cx)} ${n(cy + y + radius * 0.2)} ${n(cx + radius)} ${n(cy + y)}v${n(radius * random.between(0.03, 0.18))}Q${n(cx)} ${n(cy + y + radius * 0.32)} ${n(cx - radius)} ${n(cy + y)}Z" fill="${shade(scene, random.between(0.25, 0.95))}" opacity="${n(random.between(0.2, 0.6))}"/>`;
  }).join("");
  const tilt = n(random.between(-24, 24));
  const ringed = random.chance(0.55);
  const ring = (front: boolean) =>
    ringed
      ? `<g transform="rotate(${tilt} ${n(cx)} ${n(cy)})"><clipPath id="ring${front ? "F" : "B"}"><rect x="0" y="${n(front ? cy : cy - unit)}" width="${width * 2}" height="${n(unit)}" transform="translate(${-width / 2} 0)"/></clipPath><g clip-path="url(#ring${front ? "F" : "B"})" fill="none">${[1.45, 1.62, 1.75, 1.95].map((size, at) => `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(radius * size)}" ry="${n(radius * size * 0.24)}" stroke="${at % 2 ? hex(palette.accent) : shade(scene, 0.85)}" stroke-width="${n(radius * (at === 1 ? 0.12 : 0.05))}" opacity="0.7"/>`).join("")}</g></g>`
      : "";
  const moon = random.chance(0.7)
    ? (() => {
        const mx = cx + radius * random.between(1.3, 1.9) * lit;
        const my = cy - radius * random.between(0.6, 1.2);
        const mr = radius * random.between(0.1, 0.22);
        return `<circle cx="${n(mx)}" cy="${n(my)}" r="${n(mr)}" fill="${shade(scene, 0.8)}"/><path d="M${n(mx)} ${n(my - mr)}A${n(mr)} ${n(mr)} 0 0 ${lit < 0 ? 1 : 0} ${n(mx)} ${n(my + mr)}A${n(mr * 1.6)} ${n(mr * 1.6)} 0 0 ${lit < 0 ? 0 : 1} ${n(mx)} ${n(my - mr)}Z" fill="${shade(scene, 0.02)}" opacity="0.8"/>`;
      })()
    : "";
  const lightX = lit < 0 ? 0.22 : 0.78;
  const defs = [
    radial(
      "ball",
      [
        [0, shade(scene, 0.92)],
        [0.5, shade(scene, 0.6)],
        [1, shade(scene, 0.25)],
      ],
      `cx="${lightX}" cy="0.28" r="0.85"`,
    ),
    radial(
      "night",
      [
        [0.35, "#000000", 0],
        [0.75, shade(scene, 0), 0.75],
        [1, "#02020a", 0.97],
      ],
      `cx="${lightX}" cy="0.26" r="0.95"`,
    ),
    radial("air", [
      [0.82, hex(palette.counter), 0],
      [0.88, hex(mix(palette.counter, [255, 255, 255], 0.4)), 0.55],
      [1, hex(palette.counter), 0],
    ]),
    radial("flare", [
      [0, "#ffffff", 0.7],
      [0.3, hex(palette.accent), 0.25],
      [1, hex(palette.accent), 0],
    ]),
    `<clipPath id="disc"><circle cx="${n(cx)}" cy="${n(cy)}" r="${n(radius)}"/></clipPath>`,
  ];
  return {
    defs: defs.join(""),
    backdrop: `${stars}${flares}`,
    subject: `${ring(false)}<circle cx="${n(cx)}" cy="${n(cy)}" r="${n(radius * 1.14)}" fill="url(#air)"/><circle cx="${n(cx)}" cy="${n(cy)}" r="${n(radius)}" fill="url(#ball)"/><g clip-path="url(#disc)">${bands}</g><circle cx="${n(cx)}" cy="${n(cy)}" r="${n(radius)}" fill="url(#night)"/>${ring(true)}${moon}`,
    texture: { data, width: edge, height: tall },
  };
}
