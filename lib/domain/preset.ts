import * as z from "zod/mini";
import { uuid } from "./identifier";
import { type GenerationRequest, generationRequestSchema } from "./request";

export const maxPresetNameCharacters = 120;
const maxSnippetCharacters = 20_000;

/** A whole form under a name. One without a name is only reached by its link. */
export interface Preset {
  id: string;
  name: string;
  /** Everybody in the workspace finds it. */
  isShared: boolean;
  isMine: boolean;
  personName: string;
  /** The model or workflow it is of. */
  sourceName: string;
  request: GenerationRequest;
  updatedAt: string;
}

const presetName = z.string().check(z.trim(), z.maxLength(maxPresetNameCharacters));

const presetSource = z.string().check(z.trim(), z.minLength(1), z.maxLength(300));

export const presetSchema = z.object({
  id: uuid,
  name: presetName,
  isShared: z.boolean(),
  sourceName: presetSource,
  request: generationRequestSchema,
});

export type NewPreset = z.infer<typeof presetSchema>;

export const presetChangeSchema = z.object({
  name: z.optional(presetName.check(z.minLength(1))),
  isShared: z.optional(z.boolean()),
  sourceName: z.optional(presetSource),
  request: z.optional(generationRequestSchema),
});

export type PresetChange = z.infer<typeof presetChangeSchema>;

/** A named piece of a prompt, a person's own. */
export const snippetSchema = z.object({
  id: uuid,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  text: z.string().check(z.minLength(1), z.maxLength(maxSnippetCharacters)),
});

export type Snippet = z.infer<typeof snippetSchema>;

/** A prompt the person ran here, and when last. */
export interface PastPrompt {
  prompt: string;
  modelName: string;
  lastUsedAt: string;
}
