/** What a mesh can be lit by. Each but the first two is painted here: a picture of the world around it. */
export const meshLights = {
  studio: "Studio",
  contrast: "Contrast",
  sunset: "Sunset",
  overcast: "Overcast",
  night: "Night",
} as const;

export type MeshLight = keyof typeof meshLights;

interface Sky {
  top: string;
  horizon: string;
  ground: string;
  /** The sun or moon: across, down, size and colour. */
  lamp: [x: number, y: number, size: number, colour: string] | null;
}

const skies: Partial<Record<MeshLight, Sky>> = {
  sunset: { top: "#3a4a78", horizon: "#ff9a4a", ground: "#3a2a20", lamp: [0.25, 0.44, 0.09, "#fff0c0"] },
  overcast: { top: "#dfe4ea", horizon: "#c4cad2", ground: "#5f6266", lamp: null },
  night: { top: "#05070f", horizon: "#141b30", ground: "#06070a", lamp: [0.7, 0.2, 0.04, "#cfe0ff"] },
};

const painted = new Map<MeshLight, string>();

/** The address or name the mesh viewer takes for a light. */
export function environmentOf(light: MeshLight): string {
  if (light === "studio") return "neutral";
  const sky = skies[light];
  if (!sky) return "legacy";
  const known = painted.get(light);
  if (known) return known;
  const canvas = document.createElement("canvas");
  canvas.width = 512;
  canvas.height = 256;
  const brush = canvas.getContext("2d");
  if (!brush) return "neutral";
  const gradient = brush.createLinearGradient(0, 0, 0, 256);
  gradient.addColorStop(0, sky.top);
  gradient.addColorStop(0.5, sky.horizon);
  gradient.addColorStop(0.53, sky.ground);
  gradient.addColorStop(1, sky.ground);
  brush.fillStyle = gradient;
  brush.fillRect(0, 0, 512, 256);
  if (sky.lamp) {
    const [x, y, size, colour] = sky.lamp;
    const glow = brush.createRadialGradient(x * 512, y * 256, 0, x * 512, y * 256, size * 512);
    glow.addColorStop(0, colour);
    glow.addColorStop(0.35, colour);
    glow.addColorStop(1, "transparent");
    brush.fillStyle = glow;
    brush.fillRect(0, 0, 512, 256);
  }
  const address = canvas.toDataURL("image/png");
  painted.set(light, address);
  return address;
}
