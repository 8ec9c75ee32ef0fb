import { capitalised } from "./parameters";

/** Layer accepts at most this many references on one request. */
export const maxReferences = 20;

/** The roles Layer's contract names, with the words an artist reads. Roles outside this table are named by Layer's own word. */
export const referenceRoles: Record<string, { label: string; help: string }> = {
  init: { label: "Starting picture", help: "The result is drawn over this picture." },
  reference_image: { label: "Reference", help: "The subject or content to take from." },
  editing_reference: { label: "Edit reference", help: "Used by the edit instruction in the prompt." },
  scribble: { label: "Scribble", help: "Rough lines that set the composition." },
  color_sketch: { label: "Colour sketch", help: "Blocks of colour that set composition and palette." },
  pose: { label: "Pose", help: "The pose of the figure." },
  depth: { label: "Depth", help: "A depth map that sets near and far." },
  canny: { label: "Edges", help: "Hard edges to follow." },
  softedge_hed: { label: "Soft edges", help: "Soft outlines to follow." },
  segmentation: { label: "Segmentation", help: "Coloured regions that say what is where." },
  lineart: { label: "Line art", help: "Clean lines to follow." },
  prompt: { label: "Style", help: "The look to take over, not the content." },
  face: { label: "Face", help: "A face to keep." },
  first_frame: { label: "First frame", help: "The clip starts with this picture." },
  last_frame: { label: "Last frame", help: "The clip ends with this picture." },
  init_video: { label: "Starting video", help: "The clip that is changed." },
  audio: { label: "Audio", help: "Sound that drives the result." },
  init_mesh: { label: "Starting mesh", help: "The mesh that is changed." },
  texture_image: { label: "Texture", help: "The picture put on the surface." },
  element_frontal_image: { label: "Element, front", help: "The element seen from the front." },
  element_reference_image: { label: "Element, other view", help: "The element seen from another side." },
  element_video: { label: "Element, video", help: "The element in motion." },
};

export function referenceRoleLabel(role: string): string {
  return referenceRoles[role]?.label ?? capitalised(role);
}

/** Layer's own default: half for a starting picture, full for everything else. */
export function defaultReferenceWeight(role: string): number {
  return role === "init" ? 0.5 : 1;
}
