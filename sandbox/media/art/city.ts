import { hex, mix, tone } from "../colour";
import { blur, linear, n, type Painting, points, radial, type Scene, shade, specks } from "./painting";

/** A skyline in depth with lit windows, signs, traffic and wet ground that mirrors them. */
export function paintCity(scene: Scene): Painting {
  const { random, palette, width, height } = scene;
  const unit = Math.min(width, height);
  const ground = height * random.between(0.74, 0.8);
  const neon = [
    palette.accent,
    palette.counter,
    mix(palette.accent, palette.counter, 0.5),
    tone(palette, 0.85),
  ] as const;
  const sunX = width * random.between(0.3, 0.7);
  const sunR = unit * random.between(0.14, 0.24);
  const sunY = height * random.between(0.34, 0.46);
  const defs = [
    linear("sky", [
      [0, shade(scene, 0.04)],
      [0.5, shade(scene, 0.32)],
      [0.85, shade(scene, 0.62)],
      [1, shade(scene, 0.72)],
    ]),
    linear("sun", [
      [0, hex(mix(palette.accent, [255, 255, 255], 0.4))],
      [1, hex(palette.counter)],
    ]),
    radial("halo", [
      [0, hex(palette.accent), 0.5],
      [1, hex(palette.accent), 0],
    ]),
    linear("wet", [
      [0, shade(scene, 0.3)],
      [1, shade(scene, 0.02)],
    ]),
    linear("mist", [
      [0, shade(scene, 0.6), 0],
      [1, shade(scene, 0.6), 0.6],
    ]),
    blur("soft", unit * 0.004),
  ];
  const slits = Array.from(
    { length: 6 },
    (_, at) =>
      `<rect x="${n(sunX - sunR)}" y="${n(sunY + sunR * (0.05 + at * 0.17))}" width="${n(sunR * 2)}" height="${n(sunR * (0.02 + at * 0.012))}" fill="${shade(scene, 0.5)}" opacity="0.8"/>`,
  ).join("");
  let city = "";
  const layers = 4;
  for (let layer = 0; layer < layers; layer++) {
    const near = layer / (layers - 1);
    const wall = mix(tone(palette, 0.46 * (1 - near) + 0.03), tone(palette, 0.1), near * 0.4);
    let x = -unit * 0.05;
    while (x < width) {
      const wide = unit * random.between(0.05, 0.1) * (1 + near * 0.9);
      const tall = height * random.between(0.2, 0.56) * (1 - near * 0.28);
      const top = ground - tall;
      city += `<rect x="${n(x)}" y="${n(top)}" width="${n(wide)}" height="${n(tall)}" fill="${hex(wall)}"/>`;
      const crown = random.whole(0, 3);
      if (crown === 0)
        city += `<rect x="${n(x + wide * 0.2)}" y="${n(top - wide * 0.3)}" width="${n(wide * 0.6)}" height="${n(wide * 0.3)}" fill="${hex(wall)}"/>`;
      if (crown === 1)
        city += `<polygon points="${points([
          [x, top],
          [x + wide, top],
          [x + wide, top - wide * 0.7],
        ])}" fill="${hex(wall)}"/>`;
      if (crown >= 2)
        city += `<rect x="${n(x + wide * 0.46)}" y="${n(top - wide * 0.9)}" width="${n(wide * 0.05)}" height="${n(wide * 0.9)}" fill="${hex(wall)}"/><circle cx="${n(x + wide * 0.485)}" cy="${n(top - wide * 0.9)}" r="${n(unit * 0.003)}" fill="${hex(palette.counter)}"/>`;
      const cellW = unit * (0.009 + near * 0.007);
      const lamp = random.pick(neon);
      const density = 0.28 + near * 0.16;
      const across = Math.floor((wide - cellW) / (cellW * 1.6));
      const rows = Math.floor((tall - cellW) / (cellW * 1.9));
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < across; column++) {
          if (!random.chance(density)) continue;
          city += `<rect x="${n(x + cellW * (0.7 + column * 1.6))}" y="${n(top + cellW * (1 + row * 1.9))}" width="${n(cellW)}" height="${n(cellW * 0.9)}" fill="${hex(mix(lamp, [255, 236, 190], random.between(0.1, 0.7)))}" opacity="${n(random.between(0.25, 0.95) * (0.45 + near * 0.5))}"/>`;
        }
      }
      if (near > 0.5 && random.chance(0.55)) {
        const sign = hex(random.pick(neon));
        const left = x + wide * random.between(0.1, 0.7);
        const signY = top + tall * random.between(0.08, 0.4);
        const signH = unit * random.between(0.08, 0.18);
        const signW = unit * 0.032;
        const glyphs = Array.from(
          { length: Math.floor(signH / (signW * 0.95)) },
          (_, at) =>
            `<path d="M${n(left + signW * 0.25)} ${n(signY + signW * (0.3 + at * 0.92))}h${n(signW * 0.5)}${random.chance(0.5) ? `v${n(signW * 0.4)}` : ""}m${n(-signW * 0.5)} ${n(random.chance(0.5) ? signW * 0.2 : 0)}h${n(signW * 0.5)}" stroke="${sign}" stroke-width="${n(unit * 0.0035)}" fill="none"/>`,
        ).join("");
        city += `<rect x="${n(left - signW * 0.4)}" y="${n(signY - signW * 0.4)}" width="${n(signW * 1.8)}" height="${n(signH + signW * 0.8)}" rx="${n(signW * 0.5)}" fill="${sign}" opacity="0.22"/><rect x="${n(left)}" y="${n(signY)}" width="${n(signW)}" height="${n(signH)}" fill="${shade(scene, 0.06)}" stroke="${sign}" stroke-width="${n(unit * 0.003)}"/>${glyphs}`;
      }
      x += wide * random.between(0.86, 1.12);
    }
    if (layer < layers - 1)
      city += `<rect x="0" y="${n(ground - height * 0.24)}" width="${width}" height="${n(height * 0.24)}" fill="url(#mist)" opacity="${n(0.8 - near * 0.4)}"/>`;
  }
  const streaks = Array.from({ length: 70 }, () => {
    const x = random.between(0, width);
    return `<rect x="${n(x)}" y="${n(ground + random.next() ** 2 * (height - ground) * 0.5)}" width="${n(unit * random.between(0.003, 0.016))}" height="${n((height - ground) * random.between(0.2, 0.9))}" fill="${hex(random.pick(neon))}" opacity="${n(random.between(0.1, 0.5))}"/>`;
  }).join("");
  const ripples = Array.from({ length: 30 }, () => {
    const y = ground + random.next() * (height - ground);
    return `<rect x="${n(random.between(0, width))}" y="${n(y)}" width="${n(unit * random.between(0.04, 0.2))}" height="${n(unit * 0.002)}" fill="#000" opacity="0.3"/>`;
  }).join("");
  const traffic = Array.from({ length: 6 }, () => {
    const y = height * random.between(0.2, 0.6);
    const x = random.between(0, width);
    const long = unit * random.between(0.03, 0.09);
    const lamp = hex(random.pick(neon));
    return `<path d="M${n(x)} ${n(y)}h${n(long)}" stroke="${lamp}" stroke-width="${n(unit * 0.003)}" opacity="0.7"/><ellipse cx="${n(x + long)}" cy="${n(y)}" rx="${n(unit * 0.012)}" ry="${n(unit * 0.004)}" fill="${shade(scene, 0.04)}"/><circle cx="${n(x + long * 1.05)}" cy="${n(y)}" r="${n(unit * 0.003)}" fill="#fff"/>`;
  }).join("");
  const walker = (() => {
    const x = width * random.between(0.4, 0.6);
    const base = ground + (height - ground) * 0.55;
    const tall = unit * 0.15;
    const p = (dx: number, dy: number) => `${n(x + dx * tall)} ${n(base - dy * tall)}`;
    return `<ellipse cx="${n(x)}" cy="${n(base)}" rx="${n(tall * 0.2)}" ry="${n(tall * 0.035)}" fill="#000" opacity="0.6"/><path d="M${p(-0.1, 0)}L${p(-0.12, 0.45)}L${p(-0.16, 0.78)}Q${p(0, 0.9)} ${p(0.16, 0.78)}L${p(0.13, 0.4)}L${p(0.12, 0)}L${p(0.03, 0)}L${p(0, 0.36)}L${p(-0.03, 0)}Z" fill="${shade(scene, 0.02)}"/><circle cx="${n(x)}" cy="${n(base - tall * 0.9)}" r="${n(tall * 0.075)}" fill="${shade(scene, 0.02)}"/><path d="M${p(-0.36, 0.98)}Q${p(0, 1.32)} ${p(0.36, 0.98)}Q${p(0, 1.08)} ${p(-0.36, 0.98)}Z" fill="${hex(palette.accent)}"/><path d="M${p(0.13, 0.62)}L${p(0.01, 1.1)}" stroke="${shade(scene, 0.02)}" stroke-width="${n(tall * 0.02)}"/>`;
  })();
  return {
    defs: defs.join(""),
    backdrop: `<rect width="${width}" height="${height}" fill="url(#sky)"/><circle cx="${n(sunX)}" cy="${n(sunY)}" r="${n(sunR * 2.4)}" fill="url(#halo)"/><circle cx="${n(sunX)}" cy="${n(sunY)}" r="${n(sunR)}" fill="url(#sun)"/>${slits}${city}${traffic}<rect x="0" y="${n(ground)}" width="${width}" height="${n(height - ground)}" fill="url(#wet)"/><g filter="url(#soft)">${streaks}</g>${ripples}`,
    subject: `${walker}${specks(scene, { count: 30, colour: mix(palette.accent, [255, 255, 255], 0.4), size: 0.0016 })}`,
  };
}
