import { paintLandscape } from "./landscape";
import type { Painting, Scene } from "./painting";

export function paint(scene: Scene, _style: string): Painting {
  return paintLandscape(scene);
}
