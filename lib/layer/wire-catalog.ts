import { z } from "zod";
import type { Model, ModelPage } from "@/lib/domain/model";
import { referenceRoles } from "@/lib/domain/reference-roles";
import type { Workflow, WorkflowPage } from "@/lib/domain/workflow";
import type { Workspace, WorkspacePage } from "@/lib/domain/workspace";
import {
  amount,
  flag,
  listOf,
  modalityOf,
  optionalAmount,
  optionalCount,
  optionalId,
  optionalMoment,
  optionalObject,
  optionalText,
  requiredListOf,
  text,
} from "./wire-values";

/** The entry's own id, also where it is plainly called `id`; an entry without one cannot be used and is refused. */
function idOf(own: string | null, plain: string | null, context: z.RefinementCtx): string {
  const found = own ?? plain;
  if (found === null) context.addIssue({ code: "custom", message: "has no id" });
  return found ?? "";
}

const wirePagination = z
  .object({
    next_cursor: optionalText,
    has_more_results: z.boolean().nullish().catch(null),
    total_count: optionalCount,
  })
  .nullish()
  .catch(null)
  .transform((pagination) => ({
    nextCursor: pagination && pagination.has_more_results !== false ? pagination.next_cursor || null : null,
    totalCount: pagination?.total_count ?? null,
  }));

export const wireWorkspace = z
  .object({
    workspace_id: optionalId,
    id: optionalId,
    slug: text,
    name: text,
    balance_creative_units: amount,
    reserved_creative_units: optionalAmount,
    available_creative_units: optionalAmount,
  })
  .transform((wire, context): Workspace => {
    const workspaceId = idOf(wire.workspace_id, wire.id, context);
    const reserved = wire.reserved_creative_units ?? 0;
    return {
      id: workspaceId,
      slug: wire.slug,
      name: wire.name || wire.slug || workspaceId,
      balanceCreativeUnits: wire.balance_creative_units,
      reservedCreativeUnits: reserved,
      availableCreativeUnits: wire.available_creative_units ?? wire.balance_creative_units - reserved,
    };
  });

export const wireWorkspacePage = z
  .object({ workspaces: requiredListOf(wireWorkspace), pagination: wirePagination })
  .transform(
    ({ workspaces, pagination }): WorkspacePage => ({ workspaces, nextCursor: pagination.nextCursor }),
  );

const modelSummaryFields = {
  model_id: optionalId,
  id: optionalId,
  name: text,
  modality: text,
  inference_timing: text,
  base_model_id: optionalText,
  description: optionalText,
};

type WireModelSummary = z.output<z.ZodObject<typeof modelSummaryFields>>;

function modelSummaryOf(wire: WireModelSummary, context: z.RefinementCtx) {
  const modelId = idOf(wire.model_id, wire.id, context);
  return {
    id: modelId,
    name: wire.name || modelId,
    modality: modalityOf(wire.modality || "unknown"),
    timing: wire.inference_timing,
    baseModel: wire.base_model_id,
    description: wire.description,
  };
}

const wireModelSummary = z.object(modelSummaryFields).transform(modelSummaryOf);

export const wireModelPage = z
  .object({ models: requiredListOf(wireModelSummary), pagination: wirePagination })
  .transform(({ models, pagination }): ModelPage => ({ models, ...pagination }));

// Older documents of Layer's write enums in capitals; a word we know is read in any case, any other is kept as it is.
const referenceRole = z.string().transform((role) => {
  const lower = role.toLowerCase();
  return lower in referenceRoles ? lower : role;
});

const wireCapabilities = z.object({
  session_modes: listOf(z.string()),
  guidance_file_types: listOf(referenceRole),
  duration_seconds: listOf(z.number().positive()),
  text_prompt: flag,
  negative_prompt: flag,
  seed: flag,
  inpainting: flag,
  outpainting: flag,
  tileability: flag,
  generate_audio: flag,
  lipsync: flag,
  textures: flag,
  quad_mesh: flag,
  pbr_materials: flag,
  text_to_speech: flag,
  sound_effect: flag,
});

/** Wrapped in `model` by the contract; a bare one is read as well. */
export const wireModelAnswer = z
  .preprocess(
    (body) => (typeof body === "object" && body !== null && "model" in body ? body.model : body),
    z.object({
      ...modelSummaryFields,
      base_model_name: optionalText,
      prompt_format: optionalText,
      capabilities: wireCapabilities.nullish(),
    }),
  )
  .transform((wire, context): Model => {
    const can = wire.capabilities ?? wireCapabilities.parse({});
    return {
      ...modelSummaryOf(wire, context),
      baseModelName: wire.base_model_name,
      promptFormat: wire.prompt_format,
      capabilities: {
        sessionModes: can.session_modes,
        referenceRoles: can.guidance_file_types,
        durationsSeconds: can.duration_seconds,
        textPrompt: can.text_prompt,
        negativePrompt: can.negative_prompt,
        seed: can.seed,
        inpainting: can.inpainting,
        outpainting: can.outpainting,
        tileability: can.tileability,
        generateAudio: can.generate_audio,
        lipsync: can.lipsync,
        textures: can.textures,
        quadMesh: can.quad_mesh,
        pbrMaterials: can.pbr_materials,
        textToSpeech: can.text_to_speech,
        soundEffect: can.sound_effect,
      },
    };
  });

const titleOf = (schema: Record<string, unknown> | null) =>
  typeof schema?.title === "string" ? schema.title.trim() : "";

const wireInput = z
  .object({
    name: z.string().min(1),
    display_name: optionalText,
    type: text,
    required: flag,
    description: text,
    value_schema: optionalObject,
    default: z.unknown().optional(),
  })
  .transform((wire) => ({
    name: wire.name,
    label: wire.display_name || titleOf(wire.value_schema) || wire.name,
    type: wire.type || "string",
    isRequired: wire.required,
    description: wire.description,
    schema: wire.value_schema,
    // A schema may have the default instead, where JSON Schema has its place.
    defaultValue: wire.default ?? wire.value_schema?.default ?? null,
  }));

export const wireOutput = z
  .object({ name: z.string().min(1), display_name: optionalText, type: text, description: text })
  .transform((wire) => ({
    name: wire.name,
    label: wire.display_name || wire.name,
    type: wire.type,
    description: wire.description,
  }));

const wireWorkflow = z
  .object({
    workflow_id: optionalId,
    id: optionalId,
    name: text,
    description: text,
    modality: optionalText,
    created_at: optionalMoment,
    published_at: optionalMoment,
    // A form with an input left out could never be run rightly, so here one malformed input costs the workflow.
    inputs: z.array(wireInput),
    outputs: listOf(wireOutput),
  })
  .transform((wire, context): Workflow => {
    const workflowId = idOf(wire.workflow_id, wire.id, context);
    return {
      id: workflowId,
      name: wire.name || workflowId,
      description: wire.description,
      modality: wire.modality === null ? null : modalityOf(wire.modality),
      createdAt: wire.created_at ?? wire.published_at ?? "",
      publishedAt: wire.published_at,
      inputs: wire.inputs,
      outputs: wire.outputs,
    };
  });

export const wireWorkflowPage = z
  .object({ workflows: requiredListOf(wireWorkflow), pagination: wirePagination })
  .transform(({ workflows, pagination }): WorkflowPage => ({ workflows, ...pagination }));
