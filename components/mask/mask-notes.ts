import type { Draft } from "@/lib/browser/drafts";
import { maskableRoles, takesMask } from "@/lib/domain/mask-rule";
import type { Model } from "@/lib/domain/model";
import type { PictureSize } from "@/lib/domain/picture-size";
import { referenceRoleLabel } from "@/lib/domain/reference-roles";

type Subject = Pick<Model, "name" | "capabilities">;

const sizeWords = ({ widthPixels, heightPixels }: PictureSize) => `${widthPixels} × ${heightPixels}`;

const isSameSize = (one: PictureSize, other: PictureSize) =>
  one.widthPixels === other.widthPixels && one.heightPixels === other.heightPixels;

/** Why no mask can be painted now, in a sentence, or null where one can. */
export function whyNoMask(model: Subject, hasPicture: boolean): string | null {
  if (!takesMask(model)) return `${model.name} takes no mask: it redraws the whole picture.`;
  if (hasPicture) return null;
  const roles = maskableRoles(model.capabilities.referenceRoles).map(referenceRoleLabel);
  if (roles.length === 0) return `${model.name} takes a mask, but no picture for it to lie over.`;
  const [last] = roles.slice(-1);
  const list =
    roles.length === 1
      ? `“${last}”`
      : `${roles
          .slice(0, -1)
          .map((role) => `“${role}”`)
          .join(", ")} or “${last}”`;
  return `Add a picture as ${list} to paint a mask over it.`;
}

export interface MaskNote {
  text: string;
  /** What can be done about it with one click. */
  remedy: "fit" | "match-size" | null;
}

/** What is worth a look about the mask on the form; none of it stops the run. */
export function maskNotes(
  model: Subject,
  { mask, parameters }: Pick<Draft, "mask" | "parameters">,
  hasPicture: boolean,
  pictureSize: PictureSize | null,
): MaskNote[] {
  if (!mask) return [];
  if (!takesMask(model))
    return [{ text: `${model.name} takes no mask: it is kept, and not sent.`, remedy: null }];
  const notes: MaskNote[] = [];
  if (!hasPicture) notes.push({ text: whyNoMask(model, false) ?? "", remedy: null });
  if (pictureSize && mask.sizePixels && !isSameSize(pictureSize, mask.sizePixels))
    notes.push({
      text: `The mask is ${sizeWords(mask.sizePixels)}, the picture ${sizeWords(pictureSize)}. Layer may stretch it or refuse it.`,
      remedy: "fit",
    });
  const { width, height } = parameters;
  if (hasPicture && pictureSize && width && height) {
    const shape = pictureSize.widthPixels / pictureSize.heightPixels;
    // Snapping to whole steps of a model's grid changes a shape by less.
    if (Math.abs(width / height / shape - 1) > 0.02)
      notes.push({
        text: `Width and height are ${width} × ${height}, another shape than the picture’s ${sizeWords(pictureSize)}: what is masked may shift.`,
        remedy: "match-size",
      });
  }
  return notes;
}

/** The name of a file made from another, such as "hero mask.png". */
export function derivedName(name: string, word: string): string {
  return `${name.replace(/\.[a-z0-9]{2,4}$/i, "").trim() || "Picture"} ${word}.png`;
}
