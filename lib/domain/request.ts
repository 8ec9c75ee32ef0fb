import * as z from "zod/mini";
import { groupedDigits } from "./grouped-digits";
import { uuid } from "./identifier";
import {
  maxSessionNameCharacters,
  type ParameterDefinition,
  type ParameterKey,
  parameterDefinition,
  parameterKeys,
} from "./parameters";
import { maskSchema, referenceSchema } from "./reference";
import { maxReferences } from "./reference-roles";

const videoEffectSchema = z.object({
  type: z.string().check(z.minLength(1), z.maxLength(100)),
  weight: z.nullable(z.number().check(z.gte(0), z.lte(100))),
});

export type VideoEffect = z.infer<typeof videoEffectSchema>;

function numberSchema(shape: { min?: number; above?: number; max?: number }, integer: boolean) {
  const checks = [
    ...(shape.min === undefined ? [] : [z.gte(shape.min, `must be at least ${shape.min}`)]),
    ...(shape.above === undefined ? [] : [z.gt(shape.above, `must be above ${shape.above}`)]),
    ...(shape.max === undefined ? [] : [z.lte(shape.max, `must be at most ${shape.max}`)]),
  ];
  const base = integer ? z.int("must be a whole number") : z.number("must be a number");
  const [first, ...rest] = checks;
  return first ? base.check(first, ...rest) : base;
}

/** The check for one parameter's value, built from its definition so that form, route and recall agree. */
export function parameterSchema(definition: ParameterDefinition): z.ZodMiniType {
  const { shape } = definition;
  switch (shape.kind) {
    case "text":
      return z
        .string()
        .check(
          z.maxLength(
            shape.maxCharacters,
            `must be at most ${groupedDigits(shape.maxCharacters)} characters`,
          ),
        );
    case "integer":
      return numberSchema(shape, true);
    case "number":
      return numberSchema(shape, false);
    case "choice":
      return z.enum(shape.choices as [string, ...string[]], `must be one of ${shape.choices.join(", ")}`);
    case "toggle":
      return z.boolean();
    case "seed":
      // -1 is Layer's word for random; beyond 2^53 a number would no longer survive JSON.
      return z.int("must be a whole number").check(z.gte(-1, "must be 0 or more"));
    case "effects":
      return z.array(videoEffectSchema).check(z.maxLength(91));
  }
}

/** Values by parameter; what is absent is left to Layer. */
export interface Parameters {
  prompt?: string;
  width?: number;
  height?: number;
  durationSeconds?: number;
  batchSize?: number;
  seed?: number;
  quality?: "low" | "medium" | "high";
  removeBackground?: boolean;
  generateAudio?: boolean;
  keepAudio?: boolean;
  fps?: number;
  videoEffects?: VideoEffect[];
  numInferenceSteps?: number;
  guidanceScale?: number;
  promptStrength?: number;
  sharpness?: number;
  upscaleRatio?: number;
  creativity?: number;
  resemblance?: number;
  vectorize?: boolean;
  reframe?: boolean;
  refill?: boolean;
  stability?: number;
  similarityBoost?: number;
  styleExaggeration?: number;
  speed?: number;
  useSpeakerBoost?: boolean;
  useTaPose?: boolean;
  includeTextures?: boolean;
  pbrMaterials?: boolean;
  quadMesh?: boolean;
  lowPoly?: boolean;
  generateParts?: boolean;
  faceLimit?: number;
}

export type ParameterValue = NonNullable<Parameters[ParameterKey]>;

const parametersSchema = z.object(
  Object.fromEntries(
    parameterKeys.map((key) => [key, z.optional(parameterSchema(parameterDefinition(key)))]),
  ),
) as unknown as z.ZodMiniType<Parameters>;

const sessionNameSchema = z.nullable(
  z
    .string()
    .check(z.maxLength(maxSessionNameCharacters, `must be at most ${maxSessionNameCharacters} characters`)),
);

const modelRequestSchema = z.object({
  kind: z.literal("model"),
  modelId: uuid,
  parameters: parametersSchema,
  references: z
    .array(referenceSchema)
    .check(z.maxLength(maxReferences, `at most ${maxReferences} references`)),
  mask: z.nullable(maskSchema),
  sessionName: sessionNameSchema,
});

// Two of the longest prompts: what is asked is kept with the generation and told to every colleague with it.
const maxInputsCharacters = 200_000;

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

// Deeper than any form asks for, and far from where a walk of our own would run out of room.
const maxDepth = 60;

function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth > maxDepth) return false;
  return Object.values(value).every((item) => isJson(item, depth + 1));
}

// Checked, not copied: a copy made by assignment loses an input that Layer named `__proto__`.
function isJsonObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && isJson(value, 0);
}

const workflowRequestSchema = z.object({
  kind: z.literal("workflow"),
  workflowId: uuid,
  inputs: z
    .custom<Record<string, Json>>(isJsonObject, "must be an object of JSON values")
    .check(
      z.refine(
        (inputs) => JSON.stringify(inputs).length <= maxInputsCharacters,
        `must be at most ${groupedDigits(maxInputsCharacters)} characters altogether`,
      ),
    ),
  sessionName: sessionNameSchema,
});

/** Everything that is asked of Layer for one generation: the body of an estimate and of a run, and what recall restores. */
export const generationRequestSchema = z.discriminatedUnion("kind", [
  modelRequestSchema,
  workflowRequestSchema,
]);

export type ModelRequest = z.infer<typeof modelRequestSchema>;
export type WorkflowRequest = z.infer<typeof workflowRequestSchema>;
export type GenerationRequest = z.infer<typeof generationRequestSchema>;

/** A click: the browser makes the id once, and the same id never starts a second run. */
export const startGenerationSchema = z.object({ requestId: uuid, request: generationRequestSchema });

export type StartGeneration = z.infer<typeof startGenerationSchema>;
