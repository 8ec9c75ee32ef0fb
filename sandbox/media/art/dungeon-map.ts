import { hex, mix, tone } from "../colour";
import { n, type Painting, radial, type Scene, shade } from "./painting";

interface Room {
  x: number;
  y: number;
  wide: number;
  tall: number;
}

/** A map for the game's master: rooms and corridors cut out of stone, with torches, doors, water and treasure. */
export function paintDungeonMap(scene: Scene): Painting {
  const { random, palette, width, height, words } = scene;
  const unit = Math.min(width, height);
  const parchment = words.has("parchment") || words.has("old") || words.has("treasure") || random.chance(0.4);
  const cell = unit / 30;
  const columns = Math.floor(width / cell);
  const rows = Math.floor(height / cell);
  const floor = new Set<number>();
  const key = (x: number, y: number) => y * columns + x;
  const rooms: Room[] = [];
  for (let attempt = 0; attempt < 90 && rooms.length < 11; attempt++) {
    const room = { wide: random.whole(4, 8), tall: random.whole(3, 7), x: 0, y: 0 };
    room.x = random.whole(2, columns - room.wide - 2);
    room.y = random.whole(2, rows - room.tall - 2);
    const clashes = rooms.some(
      (other) =>
        room.x < other.x + other.wide + 2 &&
        room.x + room.wide + 2 > other.x &&
        room.y < other.y + other.tall + 2 &&
        room.y + room.tall + 2 > other.y,
    );
    if (clashes) continue;
    rooms.push(room);
    for (let y = room.y; y < room.y + room.tall; y++) {
      for (let x = room.x; x < room.x + room.wide; x++) {
        const clipped =
          (x === room.x || x === room.x + room.wide - 1) && (y === room.y || y === room.y + room.tall - 1);
        if (!(clipped && room.wide > 5)) floor.add(key(x, y));
      }
    }
  }
  const middle = (room: Room) =>
    [Math.floor(room.x + room.wide / 2), Math.floor(room.y + room.tall / 2)] as const;
  rooms.slice(1).forEach((room, at) => {
    const [toX, toY] = middle(room);
    const nearest =
      rooms
        .slice(0, at + 1)
        .toSorted(
          (a, b) => Math.hypot(a.x - room.x, a.y - room.y) - Math.hypot(b.x - room.x, b.y - room.y),
        )[0] ?? room;
    let [x, y] = middle(nearest);
    while (x !== toX) {
      floor.add(key(x, y));
      x += Math.sign(toX - x);
    }
    while (y !== toY) {
      floor.add(key(x, y));
      y += Math.sign(toY - y);
    }
  });
  const isFloor = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < columns && y < rows && floor.has(key(x, y));
  const ground = parchment
    ? mix([238, 217, 172], tone(palette, 0.9), 0.2)
    : mix(tone(palette, 0.05), [18, 18, 24], 0.5);
  const stone = parchment
    ? mix([250, 238, 206], tone(palette, 0.97), 0.2)
    : mix(tone(palette, 0.42), [120, 118, 124], 0.4);
  const ink = parchment
    ? mix([74, 46, 28], tone(palette, 0.05), 0.3)
    : mix(tone(palette, 0.0), [6, 6, 10], 0.6);
  let tiles = "";
  let walls = "";
  let hatch = "";
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const left = x * cell;
      const top = y * cell;
      if (!isFloor(x, y)) {
        const beside = [-1, 0, 1].some((dx) => [-1, 0, 1].some((dy) => isFloor(x + dx, y + dy)));
        if (beside) {
          hatch += parchment
            ? Array.from({ length: 5 }, () => {
                const a = left + random.between(0, cell);
                const b = top + random.between(0, cell);
                const turn = random.pick([0.6, -0.6, 2.2]);
                return `<path d="M${n(a)} ${n(b)}l${n(Math.cos(turn) * cell * 0.5)} ${n(Math.sin(turn) * cell * 0.5)}"/>`;
              }).join("")
            : `<rect x="${n(left)}" y="${n(top)}" width="${n(cell + 0.5)}" height="${n(cell + 0.5)}" fill="${hex(mix(tone(palette, 0.2), ground, random.between(0.2, 0.6)))}"/><rect x="${n(left + cell * 0.06)}" y="${n(top + cell * 0.06)}" width="${n(cell * 0.88)}" height="${n(cell * 0.3)}" rx="${n(cell * 0.1)}" fill="${shade(scene, 0.34)}" opacity="0.4"/>`;
        }
        continue;
      }
      const tint = mix(stone, ink, random.between(0, 0.13));
      tiles += `<rect x="${n(left)}" y="${n(top)}" width="${n(cell + 0.5)}" height="${n(cell + 0.5)}" fill="${hex(tint)}" stroke="${hex(ink)}" stroke-opacity="0.22" stroke-width="${n(cell * 0.04)}"/>`;
      if (random.chance(0.06))
        tiles += `<path d="M${n(left + cell * 0.2)} ${n(top + cell * 0.3)}l${n(cell * 0.3)} ${n(cell * 0.2)}l${n(cell * 0.1)} ${n(cell * 0.3)}" stroke="${hex(ink)}" stroke-opacity="0.5" stroke-width="${n(cell * 0.05)}" fill="none"/>`;
      if (!isFloor(x, y - 1)) walls += `M${n(left)} ${n(top)}h${n(cell)}`;
      if (!isFloor(x, y + 1)) walls += `M${n(left)} ${n(top + cell)}h${n(cell)}`;
      if (!isFloor(x - 1, y)) walls += `M${n(left)} ${n(top)}v${n(cell)}`;
      if (!isFloor(x + 1, y)) walls += `M${n(left + cell)} ${n(top)}v${n(cell)}`;
      if (!isFloor(x, y - 1))
        tiles += `<rect x="${n(left)}" y="${n(top)}" width="${n(cell + 0.5)}" height="${n(cell * 0.35)}" fill="#000" opacity="0.28"/>`;
    }
  }
  let props = "";
  let light = "";
  for (const room of rooms) {
    const [mx, my] = middle(room);
    const cx = (mx + 0.5) * cell;
    const cy = (my + 0.5) * cell;
    const kind = random.whole(0, 5);
    if (kind === 0)
      props += `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(cell * room.wide * 0.3)}" ry="${n(cell * room.tall * 0.28)}" fill="${hex(mix(palette.counter, tone(palette, 0.3), 0.3))}" stroke="${hex(ink)}" stroke-width="${n(cell * 0.1)}"/><ellipse cx="${n(cx - cell * 0.3)}" cy="${n(cy - cell * 0.2)}" rx="${n(cell * 0.5)}" ry="${n(cell * 0.14)}" fill="#fff" opacity="0.4"/>`;
    if (kind === 1)
      props += `<rect x="${n(cx - cell * 0.5)}" y="${n(cy - cell * 0.35)}" width="${n(cell)}" height="${n(cell * 0.7)}" rx="${n(cell * 0.1)}" fill="#8a5528" stroke="${hex(ink)}" stroke-width="${n(cell * 0.08)}"/><rect x="${n(cx - cell * 0.5)}" y="${n(cy - cell * 0.05)}" width="${n(cell)}" height="${n(cell * 0.1)}" fill="#f0c050"/><rect x="${n(cx - cell * 0.1)}" y="${n(cy - cell * 0.12)}" width="${n(cell * 0.2)}" height="${n(cell * 0.24)}" fill="#ffe08a"/>`;
    if (kind === 2)
      props += `<circle cx="${n(cx)}" cy="${n(cy)}" r="${n(cell * 1.05)}" fill="none" stroke="${hex(palette.accent)}" stroke-width="${n(cell * 0.1)}"/><path d="M${n(cx)} ${n(cy - cell)}L${n(cx + cell * 0.6)} ${n(cy + cell * 0.8)}L${n(cx - cell * 0.95)} ${n(cy - cell * 0.3)}H${n(cx + cell * 0.95)}L${n(cx - cell * 0.6)} ${n(cy + cell * 0.8)}Z" fill="none" stroke="${hex(palette.accent)}" stroke-width="${n(cell * 0.07)}"/>`;
    if (kind >= 3)
      props += [
        [-1, -1],
        [1, -1],
        [-1, 1],
        [1, 1],
      ]
        .map(
          ([dx = 0, dy = 0]) =>
            `<circle cx="${n(cx + dx * cell * (room.wide / 2 - 1.3))}" cy="${n(cy + dy * cell * (room.tall / 2 - 1.1))}" r="${n(cell * 0.36)}" fill="${hex(mix(stone, ink, 0.5))}" stroke="${hex(ink)}" stroke-width="${n(cell * 0.09)}"/>`,
        )
        .join("");
    light += `<circle cx="${n((room.x + 0.6) * cell)}" cy="${n((room.y + 0.6) * cell)}" r="${n(cell * 4.2)}" fill="url(#torch)"/><circle cx="${n((room.x + 0.7) * cell)}" cy="${n((room.y + 0.6) * cell)}" r="${n(cell * 0.2)}" fill="#fff3c4"/>`;
  }
  const compassX = width - cell * 2.6;
  const compassY = height - cell * 2.6;
  const compass = `<g transform="translate(${n(compassX)} ${n(compassY)})"><circle r="${n(cell * 1.5)}" fill="none" stroke="${hex(parchment ? ink : tone(palette, 0.7))}" stroke-width="${n(cell * 0.07)}"/>${[0, 90, 180, 270].map((turn) => `<path transform="rotate(${turn})" d="M0 ${n(-cell * 1.9)}L${n(cell * 0.3)} 0H${n(-cell * 0.3)}Z" fill="${turn === 0 ? hex(palette.accent) : hex(parchment ? ink : tone(palette, 0.7))}"/>`).join("")}</g>`;
  const wallWidth = cell * (parchment ? 0.16 : 0.26);
  return {
    defs:
      radial("torch", [
        [0, "#ffd890", parchment ? 0.25 : 0.75],
        [0.4, hex(palette.accent), parchment ? 0.1 : 0.28],
        [1, hex(palette.accent), 0],
      ]) +
      radial(
        "vignette",
        [
          [0.5, "#000000", 0],
          [1, parchment ? "#4a2c10" : "#000000", parchment ? 0.5 : 0.75],
        ],
        'r="0.75"',
      ),
    backdrop: `<rect width="${width}" height="${height}" fill="${hex(ground)}"/>`,
    subject: `<g stroke="${hex(ink)}" stroke-opacity="${parchment ? 0.55 : 0}" stroke-width="${n(cell * 0.06)}">${hatch}</g>${tiles}${props}<path d="${walls}" stroke="${hex(ink)}" stroke-width="${n(wallWidth)}" stroke-linecap="square" fill="none"/>${light}${compass}<rect width="${width}" height="${height}" fill="url(#vignette)"/>`,
  };
}
