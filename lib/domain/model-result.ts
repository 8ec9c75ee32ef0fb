/** A picture of something that was made with a model in this workspace: what the model is known by. */
export interface ModelResult {
  generationId: string;
  /** The asset's place within its generation. */
  position: number;
  /** Layer's own small picture, on a media origin; null where it made none, and Easel makes one. */
  previewUrl: string | null;
  /** Null where Layer did not tell the asset's size. */
  widthPixels: number | null;
  heightPixels: number | null;
  /** As it was asked for; null where it had none. */
  prompt: string | null;
}

/** By the model's id, newest first; a model that nothing was made with is absent. */
export type ModelResults = Record<string, ModelResult[]>;

/** As many pictures as the widest card of the model browser holds. */
export const resultsOnCard = 8;
