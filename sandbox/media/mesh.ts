import type { Rgb } from "./colour";

export type Vector = readonly [x: number, y: number, z: number];

/** One surface with one material: positions and normals of triangles that share no corner, and their texture places. */
export interface Part {
  name: string;
  positions: number[];
  normals: number[];
  uvs: number[];
  colour: Rgb;
  metallic: number;
  roughness: number;
  /** Whether the prop's picture is laid on it. */
  textured: boolean;
  emissive: number;
}

export function part(name: string, look: Pick<Part, "colour"> & Partial<Part>): Part {
  return {
    name,
    positions: [],
    normals: [],
    uvs: [],
    metallic: 0,
    roughness: 0.7,
    textured: false,
    emissive: 0,
    ...look,
  };
}

function subtract(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function normalise([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

type Corner = { at: Vector; uv: readonly [number, number]; normal?: Vector };

/** Adds a triangle, counter-clockwise from outside; corners without a normal get the face's own. */
export function addTriangle(target: Part, a: Corner, b: Corner, c: Corner): void {
  const face = normalise(cross(subtract(b.at, a.at), subtract(c.at, a.at)));
  for (const corner of [a, b, c]) {
    target.positions.push(...corner.at);
    target.normals.push(...(corner.normal ?? face));
    target.uvs.push(...corner.uv);
  }
}

function addQuad(target: Part, a: Corner, b: Corner, c: Corner, d: Corner): void {
  addTriangle(target, a, b, c);
  addTriangle(target, a, c, d);
}

/** A box by its middle and its whole size. */
export function addBox(target: Part, [cx, cy, cz]: Vector, [sx, sy, sz]: Vector): void {
  const x = sx / 2;
  const y = sy / 2;
  const z = sz / 2;
  const faces: ReadonlyArray<readonly [Vector, Vector, Vector, Vector]> = [
    [
      [-x, -y, z],
      [x, -y, z],
      [x, y, z],
      [-x, y, z],
    ],
    [
      [x, -y, -z],
      [-x, -y, -z],
      [-x, y, -z],
      [x, y, -z],
    ],
    [
      [x, -y, z],
      [x, -y, -z],
      [x, y, -z],
      [x, y, z],
    ],
    [
      [-x, -y, -z],
      [-x, -y, z],
      [-x, y, z],
      [-x, y, -z],
    ],
    [
      [-x, y, z],
      [x, y, z],
      [x, y, -z],
      [-x, y, -z],
    ],
    [
      [-x, -y, -z],
      [x, -y, -z],
      [x, -y, z],
      [-x, -y, z],
    ],
  ];
  const place = ([px, py, pz]: Vector): Vector => [px + cx, py + cy, pz + cz];
  for (const [a, b, c, d] of faces) {
    addQuad(
      target,
      { at: place(a), uv: [0, 1] },
      { at: place(b), uv: [1, 1] },
      { at: place(c), uv: [1, 0] },
      { at: place(d), uv: [0, 0] },
    );
  }
}

/** A profile (radius, height) turned around the vertical axis. `flat` keeps the facets visible. */
export function addLathe(
  target: Part,
  profile: ReadonlyArray<readonly [radius: number, height: number]>,
  segments: number,
  flat = false,
  [ox, oy, oz]: Vector = [0, 0, 0],
): void {
  const corner = (ring: number, segment: number): Corner => {
    const [radius, height] = profile[ring] ?? [0, 0];
    const [belowRadius, belowHeight] = profile[Math.max(0, ring - 1)] ?? [0, 0];
    const [aboveRadius, aboveHeight] = profile[Math.min(profile.length - 1, ring + 1)] ?? [0, 0];
    const angle = (segment / segments) * Math.PI * 2;
    const slope = normalise([aboveHeight - belowHeight, belowRadius - aboveRadius, 0]);
    return {
      at: [Math.cos(angle) * radius + ox, height + oy, Math.sin(angle) * radius + oz],
      uv: [(segment / segments) * 2, 1 - ring / (profile.length - 1)],
      normal: flat ? undefined : [Math.cos(angle) * slope[0], slope[1], Math.sin(angle) * slope[0]],
    };
  };
  for (let ring = 0; ring < profile.length - 1; ring++) {
    for (let segment = 0; segment < segments; segment++) {
      const a = corner(ring, segment);
      const b = corner(ring + 1, segment);
      const c = corner(ring + 1, segment + 1);
      const d = corner(ring, segment + 1);
      // A ring of no radius is a point; the triangle on it would have no area.
      if ((profile[ring + 1]?.[0] ?? 0) > 0) addTriangle(target, a, b, c);
      if ((profile[ring]?.[0] ?? 0) > 0) addTriangle(target, a, c, d);
    }
  }
}

/** A sphere of facets pushed in and out by `radiusAt`. */
export function addBoulder(target: Part, rings: number, radiusAt: (direction: Vector) => number): void {
  const corner = (ring: number, segment: number): Corner => {
    const polar = (ring / rings) * Math.PI;
    const angle = (segment / (rings * 2)) * Math.PI * 2;
    const direction: Vector = [
      Math.sin(polar) * Math.cos(angle),
      Math.cos(polar),
      Math.sin(polar) * Math.sin(angle),
    ];
    const radius = radiusAt(direction);
    return {
      at: [direction[0] * radius, direction[1] * radius, direction[2] * radius],
      uv: [segment / rings, ring / rings],
    };
  };
  for (let ring = 0; ring < rings; ring++) {
    for (let segment = 0; segment < rings * 2; segment++) {
      const a = corner(ring, segment);
      const b = corner(ring, segment + 1);
      const c = corner(ring + 1, segment + 1);
      const d = corner(ring + 1, segment);
      if (ring > 0) addTriangle(target, a, b, c);
      if (ring < rings - 1) addTriangle(target, a, c, d);
    }
  }
}
