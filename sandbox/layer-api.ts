import { randomInt, randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { ApiProblem } from "./api-problem";
import {
  isWanted,
  type ModelFilter,
  matchesSearch,
  modelSwitches,
  modelsOf,
  type SandboxModel,
} from "./catalog/models";
import {
  type InputValues,
  type SandboxWorkflow,
  type WorkflowOutputRow,
  type WorkflowPart,
  workflows,
} from "./catalog/workflows";
import { pageOf } from "./list-page";
import type { Clock, FileStore, StorageHost } from "./parts";
import { chargeOf, inCents, type NormalizedParameters, normalize, priceOf, upscaleRatio } from "./pricing";
import {
  type ExecuteBody,
  estimateBody,
  executeBody,
  readBody,
  uploadBody,
  workflowEstimateBody,
  workflowRunBody,
} from "./request-bodies";
import { availableOf, endingOf, type Run, type RunAsset, type RunDesk, type RunJob } from "./run-desk";
import { isUuid, stableFraction } from "./stable-id";
import type { Caller, StudioWorld, Workspace } from "./studio-world";
import { readWorkflowInputs, requireFile } from "./workflow-inputs";

interface LayerApiOptions {
  world: StudioWorld;
  desk: RunDesk;
  storage: StorageHost;
  files: FileStore;
  clock: Clock;
  /** Runs take their model's usual time divided by this. */
  speed: number;
}

const isoTime = (at: number): string => new Date(at).toISOString();

const workspacePath = "/workspaces/:workspace_id";

/** The twelve operations of Layer's REST API, without the `/v1` they are mounted under. */
export function createLayerApi(options: LayerApiOptions): Hono {
  const { world, desk, storage, files, clock, speed } = options;
  const app = new Hono();

  /** The order of refusals is FastAPI's: who are you, is the request well-formed, may you be here. */
  const callerOf = (context: Context): Caller => {
    const caller = world.callerOf(context.req.header("authorization"));
    for (const [name, value] of Object.entries(context.req.param())) {
      if (!isUuid(value)) {
        throw new ApiProblem("INVALID_INPUTS", `${name}: Input should be a valid UUID.`);
      }
    }
    return caller;
  };
  const workspaceOf = (context: Context, caller: Caller): Workspace =>
    world.reach(caller, context.req.param("workspace_id") ?? "");
  const wireWorkspace = (caller: Caller, workspace: Workspace): object => {
    const lastActiveAt = caller.lastActiveAt.get(workspace.workspaceId) ?? null;
    return {
      workspace_id: workspace.workspaceId,
      slug: workspace.slug,
      name: workspace.name,
      balance_creative_units: workspace.balance,
      reserved_creative_units: workspace.reserved,
      available_creative_units: availableOf(workspace),
      last_active_at: lastActiveAt === null ? null : isoTime(lastActiveAt),
    };
  };

  app.get("/workspaces", (context) => {
    const caller = callerOf(context);
    desk.settleAll();
    const page = pageOf(world.workspacesOf(caller), new URL(context.req.url));
    return context.json({
      workspaces: page.items.map((workspace) => wireWorkspace(caller, workspace)),
      pagination: page.pagination,
    });
  });

  app.get(workspacePath, (context) => {
    const caller = callerOf(context);
    desk.settleAll();
    return context.json(wireWorkspace(caller, workspaceOf(context, caller)));
  });

  app.get(`${workspacePath}/models`, (context) => {
    const caller = callerOf(context);
    const url = new URL(context.req.url);
    const filter = readModelFilter(url.searchParams);
    const models = modelsOf(workspaceOf(context, caller)).filter((model) => isWanted(model, filter));
    const page = pageOf(models, url);
    return context.json({ models: page.items.map(wireModelSummary), pagination: page.pagination });
  });

  app.get(`${workspacePath}/models/:model_id`, (context) => {
    const caller = callerOf(context);
    const workspace = workspaceOf(context, caller);
    return context.json({ model: wireModelDetail(findModel(workspace, context.req.param("model_id"))) });
  });

  app.post(`${workspacePath}/inferences/estimate`, async (context) => {
    const caller = callerOf(context);
    const body = await readBody(context.req.raw, estimateBody);
    const workspace = workspaceOf(context, caller);
    desk.settleAll();
    return context.json(wireAffordability(workspace, priceOf(findModel(workspace, body.model_id), body)));
  });

  app.post(`${workspacePath}/inferences`, async (context) => {
    const caller = callerOf(context);
    const body = await readBody(context.req.raw, executeBody);
    const workspace = workspaceOf(context, caller);
    requireWriting(caller);
    const model = findModel(workspace, body.model_id);
    if (model.fate?.kind === "throttled") {
      throw new ApiProblem("RATE_LIMITED", `${model.name} is at capacity. Try again shortly.`, {
        "retry-after": String(model.fate.retryAfterSeconds),
      });
    }
    const used = normalize(model, body);
    const job = inferenceJob(files, workspace, model, body, used, clock.now());
    const estimate = priceOf(model, body);
    const run = desk.start({
      caller,
      workspace,
      workflowId: null,
      steps: [],
      stepsToRun: 0,
      estimate,
      charge: chargeOf(model, estimate),
      durationMs: durationOf(model, speed),
      jobs: [job],
      ending: endingOf(model.fate),
      isStrange: model.fate?.kind === "strange",
    });
    world.noteActivity(caller, workspace);
    const started = {
      inference_id: run.runId,
      status: "in_progress",
      poll_interval_seconds: run.pollIntervalSeconds,
      created_at: isoTime(run.createdAt),
      estimated_price_creative_units: estimate,
      session_id: sessionNamed(workspace, body.session_name ?? null),
      normalized_parameters: used,
    };
    return context.json(
      run.isStrange
        ? {
            ...started,
            status: "queued_by_scheduler",
            estimated_price_creative_units: null,
            normalized_parameters: null,
            queue_position: 3,
          }
        : started,
      202,
    );
  });

  app.get(`${workspacePath}/inferences/:inference_id`, (context) => {
    const caller = callerOf(context);
    const workspace = workspaceOf(context, caller);
    const run = desk.find(context.req.param("inference_id"), workspace, null);
    return context.json(run.isStrange ? wireStrangeRun(run) : wireInferenceRun(run));
  });

  app.get(`${workspacePath}/workflows`, (context) => {
    const caller = callerOf(context);
    workspaceOf(context, caller);
    const url = new URL(context.req.url);
    const search = url.searchParams.get("search");
    const page = pageOf(
      workflows.filter((workflow) => matchesSearch(search, workflow.name, workflow.description)),
      url,
    );
    return context.json({ workflows: page.items.map(wireWorkflow), pagination: page.pagination });
  });

  app.post(`${workspacePath}/workflows/:workflow_id/estimate`, async (context) => {
    const caller = callerOf(context);
    const body = await readBody(context.req.raw, workflowEstimateBody);
    const workspace = workspaceOf(context, caller);
    const workflow = findWorkflow(context.req.param("workflow_id"));
    const inputs = readWorkflowInputs(workflow, body.inputs);
    desk.settleAll();
    return context.json({
      ...wireAffordability(workspace, inCents(workflow.priceCreditUnits(inputs))),
      output_counts: outputCounts(workflow, inputs),
    });
  });

  app.post(`${workspacePath}/workflows/:workflow_id/runs`, async (context) => {
    const caller = callerOf(context);
    const body = await readBody(context.req.raw, workflowRunBody);
    const workspace = workspaceOf(context, caller);
    requireWriting(caller);
    const workflow = findWorkflow(context.req.param("workflow_id"));
    const inputs = readWorkflowInputs(workflow, body.inputs);
    if (body.session_id !== undefined && body.session_id !== null) {
      requireSession(workspace, body.session_id);
    }
    const estimate = inCents(workflow.priceCreditUnits(inputs));
    const wholeMs = workflow.isDurationFixed === true ? workflow.durationMs : workflow.durationMs / speed;
    const fate = workflow.fate ?? desk.takePlannedEnd(workspace)?.fate;
    const stepsToRun =
      fate === undefined ? workflow.steps.length : Math.min(fate.inStep, workflow.steps.length - 1) + 0.5;
    const run = desk.start({
      caller,
      workspace,
      workflowId: workflow.workflowId,
      steps: workflow.steps,
      stepsToRun,
      estimate,
      charge: estimate,
      durationMs: (wholeMs * stepsToRun) / workflow.steps.length,
      jobs: workflow.plan(inputs).map((part) => workflowJob(files, workspace, part, inputs, clock.now())),
      ending: fate ?? { kind: "completes" },
      isStrange: false,
    });
    world.noteActivity(caller, workspace);
    return context.json(
      {
        run_id: run.runId,
        status: "pending",
        estimated_price_creative_units: estimate,
        poll_interval_seconds: run.pollIntervalSeconds,
        created_at: isoTime(run.createdAt),
        session_id: body.session_id ?? sessionNamed(workspace, body.session_name ?? null),
      },
      202,
    );
  });

  app.get(`${workspacePath}/workflows/:workflow_id/runs/:run_id`, (context) => {
    const caller = callerOf(context);
    const workspace = workspaceOf(context, caller);
    const workflow = findWorkflow(context.req.param("workflow_id"));
    const run = desk.find(context.req.param("run_id"), workspace, workflow.workflowId);
    return context.json(wireWorkflowRun(run, workflow, clock.now()));
  });

  app.post(`${workspacePath}/files/upload-url`, async (context) => {
    const caller = callerOf(context);
    const body = await readBody(context.req.raw, uploadBody);
    const workspaceId = (context.req.param("workspace_id") ?? "").toLowerCase();
    // Layer's help page gives 403 here, where every other operation answers 404.
    if (!caller.lastActiveAt.has(workspaceId)) {
      throw new ApiProblem("FORBIDDEN", "This token may not upload to this workspace.");
    }
    const workspace = world.reach(caller, workspaceId);
    requireWriting(caller);
    if (!uploadTypes.includes(body.content_type)) {
      throw new ApiProblem(
        "INVALID_INPUTS",
        `content_type: Input should be one of ${uploadTypes.join(", ")}; ${body.content_type} is not accepted.`,
      );
    }
    if (body.file_size_bytes > largestUploadBytes) {
      throw new ApiProblem(
        "INVALID_INPUTS",
        "file_size_bytes: A file may have at most 64 MB (67108864 bytes).",
      );
    }
    const fileId = randomUUID();
    world.noteActivity(caller, workspace);
    return context.json(
      {
        file_id: fileId,
        upload_url: storage.signUploadUrl({
          fileId,
          workspaceId,
          contentType: body.content_type,
          fileName: body.file_name ?? null,
          sizeBytes: body.file_size_bytes,
        }),
        content_type: body.content_type,
      },
      201,
    );
  });

  return app;
}

function wireAffordability(workspace: Workspace, price: number): object {
  const available = availableOf(workspace);
  return {
    estimated_price_creative_units: price,
    workspace_balance_creative_units: available,
    estimated_remaining_balance_creative_units: inCents(available - price),
    has_sufficient_creative_units: price <= available,
  };
}

function requireWriting(caller: Caller): void {
  if (caller.rights === "read") {
    throw new ApiProblem("FORBIDDEN", "This token may look at the workspace but not run or upload anything.");
  }
}

const uploadTypes = ["image/jpeg", "image/png", "image/webp", "video/mp4", "audio/mpeg", "audio/wav"];
const largestUploadBytes = 64 * 1024 * 1024;

function readModelFilter(query: URLSearchParams): ModelFilter {
  const modality = query.get("modality");
  const known = (["image", "video", "three_d", "audio", "text"] as const).find((name) => name === modality);
  if (modality !== null && known === undefined) {
    throw new ApiProblem(
      "INVALID_INPUTS",
      "modality: Input should be 'image', 'video', 'three_d', 'audio' or 'text'.",
    );
  }
  return {
    modality: known ?? null,
    search: query.get("search"),
    switches: new Map(
      modelSwitches.flatMap((name) => {
        const text = query.get(name);
        return text === null ? [] : [[name, readBoolean(name, text)] as const];
      }),
    ),
  };
}

/** The spellings Pydantic reads in a query string. */
function readBoolean(name: string, text: string): boolean {
  const lower = text.toLowerCase();
  if (["true", "1", "yes", "y", "on", "t"].includes(lower)) {
    return true;
  }
  if (["false", "0", "no", "n", "off", "f"].includes(lower)) {
    return false;
  }
  throw new ApiProblem("INVALID_INPUTS", `${name}: Input should be a valid boolean.`);
}

function findModel(workspace: Workspace, modelId: string): SandboxModel {
  const wanted = modelId.toLowerCase();
  const model = modelsOf(workspace).find((candidate) => candidate.modelId === wanted);
  if (model === undefined) {
    throw new ApiProblem("MODEL_NOT_FOUND", `Model ${modelId} is unknown or not enabled in this workspace.`);
  }
  return model;
}

function findWorkflow(workflowId: string): SandboxWorkflow {
  const wanted = workflowId.toLowerCase();
  const workflow = workflows.find((candidate) => candidate.workflowId === wanted);
  if (workflow === undefined) {
    throw new ApiProblem(
      "WORKFLOW_NOT_FOUND",
      `Workflow ${workflowId} is unknown or not linked to this workspace.`,
    );
  }
  return workflow;
}

function wireModelSummary(model: SandboxModel): object {
  const isStrange = model.fate?.kind === "strange";
  return {
    model_id: model.modelId,
    name: model.name,
    modality: isStrange ? "hologram" : model.modality,
    inference_timing: model.timing,
    base_model_id: model.baseSlug,
    description: model.description,
    ...(isStrange ? { thumbnail_url: null, tags: ["unannounced"] } : {}),
  };
}

function wireModelDetail(model: SandboxModel): object {
  const isStrange = model.fate?.kind === "strange";
  const flag = (name: string): boolean => model.flags.includes(name);
  return {
    ...wireModelSummary(model),
    base_model_name: model.baseName,
    prompt_format: model.promptFormat,
    capabilities: {
      session_modes: isStrange ? [...model.modes, "create_hologram"] : model.modes,
      text_prompt: flag("text_prompt"),
      negative_prompt: flag("negative_prompt"),
      seed: flag("seed"),
      inpainting: flag("inpainting"),
      outpainting: flag("outpainting"),
      tileability: flag("tileability"),
      guidance_file_types: isStrange ? [...model.guidance, "scent"] : model.guidance,
      duration_seconds: model.durations,
      generate_audio: flag("generate_audio"),
      lipsync: flag("lipsync"),
      textures: flag("textures"),
      quad_mesh: flag("quad_mesh"),
      pbr_materials: flag("pbr_materials"),
      text_to_speech: flag("text_to_speech"),
      sound_effect: flag("sound_effect"),
      ...(isStrange ? { telepathy: true } : {}),
    },
  };
}

/** Real time of a run: the test cards keep their own, the others take their advertised time divided by speed. */
function durationOf(model: SandboxModel, speed: number): number {
  if (model.fate !== null) {
    return "durationMs" in model.fate ? model.fate.durationMs : 0;
  }
  const [least = 1, most = least] = (model.timing.match(/\d+/g) ?? []).map(Number);
  return ((least + (most - least) * Math.random()) * 1_000) / speed;
}

/** What reaches the renderer: only parameters this model has, as the others are ignored without a word. */
function usedParameters(model: SandboxModel, body: ExecuteBody): Record<string, unknown> {
  const can = (mode: string): boolean => model.modes.includes(mode);
  const is = (flag: string): boolean => model.flags.includes(flag);
  const makesMeshes = model.modality === "three_d";
  const speaks = is("text_to_speech");
  const supported: Readonly<Record<string, boolean>> = {
    prompt_strength: model.guidance.includes("init"),
    quality: model.hasQuality,
    sharpness: can("upscale"),
    generate_audio: is("generate_audio"),
    keep_audio: model.guidance.includes("init_video"),
    video_effects: model.hasEffects,
    use_ta_pose: makesMeshes,
    include_textures: is("textures"),
    quad_mesh: is("quad_mesh"),
    pbr_materials: is("pbr_materials"),
    low_poly: makesMeshes,
    generate_parts: makesMeshes,
    face_limit: makesMeshes,
    stability: speaks,
    use_speaker_boost: speaks,
    similarity_boost: speaks,
    style_exaggeration: speaks,
    speed: speaks,
    upscale_ratio: can("upscale"),
    creativity: can("upscale"),
    resemblance: can("upscale"),
    vectorize: can("vectorize"),
    remove_background: can("remove_background"),
    reframe: is("outpainting"),
    refill: is("outpainting"),
  };
  const asked = Object.entries(body).filter(
    ([name, value]) => supported[name] === true && value !== null && value !== undefined,
  );
  const [onlyMode] = model.modes.length === 1 ? model.modes : [];
  return {
    ...Object.fromEntries(asked),
    ...(onlyMode === "upscale" ? { upscale_ratio: upscaleRatio(body.upscale_ratio) } : {}),
    // A model that does nothing else does it unasked.
    ...(onlyMode === "remove_background" || onlyMode === "vectorize" ? { [onlyMode]: true } : {}),
  };
}

function inferenceJob(
  files: FileStore,
  workspace: Workspace,
  model: SandboxModel,
  body: ExecuteBody,
  used: NormalizedParameters,
  now: number,
): RunJob {
  const given = body.guidance_files.map((guide, index) => ({
    file: requireFile(files, workspace.workspaceId, guide.file_id, `guidance_files.${index}.file_id`),
    type: guide.type,
    weight: guide.weight ?? (guide.type === "init" ? 0.5 : 1),
  }));
  const guidance = given.filter((guide) => model.guidance.includes(guide.type));
  if (model.needs.length > 0 && !guidance.some((guide) => model.needs.includes(guide.type))) {
    throw new ApiProblem(
      "INVALID_INPUTS",
      `guidance_files: ${model.name} needs a file of type ${model.needs.join(" or ")}.`,
    );
  }
  const maskFileId = body.mask?.file_id ?? null;
  const maskFile =
    maskFileId === null ? null : requireFile(files, workspace.workspaceId, maskFileId, "mask.file_id");
  return {
    workspaceId: workspace.workspaceId,
    modality: model.modality,
    style: model.slug,
    prompt: body.prompt ?? "",
    seed: body.seed < 0 ? randomInt(2 ** 31) : body.seed,
    count: used.batch_size,
    width: used.width ?? 1024,
    height: used.height ?? 1024,
    durationSeconds: used.duration_seconds ?? spokenSeconds(model, body),
    fps: used.fps ?? 24,
    parameters: usedParameters(model, body),
    guidance,
    mask:
      maskFile === null || !model.flags.includes("inpainting")
        ? null
        : {
            file: maskFile,
            forTransparency: body.mask?.for_transparency ?? false,
            forNontransparency: body.mask?.for_nontransparency ?? false,
            edgeRadius: body.mask?.edge_radius ?? 0,
          },
    finishedAt: now,
    objectType: "file",
  };
}

/** Fourteen characters a second is an unhurried narrator; a minute keeps a pasted novel from filling the memory. */
function spokenSeconds(model: SandboxModel, body: ExecuteBody): number {
  return model.modality === "audio"
    ? Math.min(60, Math.max(1, (body.prompt ?? "").length / 14 / (body.speed ?? 1)))
    : 0;
}

function workflowJob(
  files: FileStore,
  workspace: Workspace,
  part: WorkflowPart,
  inputs: InputValues,
  now: number,
): RunJob {
  return {
    workspaceId: workspace.workspaceId,
    modality: part.modality,
    style: part.style,
    prompt: part.prompt,
    seed: Math.floor(stableFraction(JSON.stringify(inputs)) * 2 ** 31),
    count: part.count,
    width: part.width ?? 1024,
    height: part.height ?? 1024,
    durationSeconds: part.durationSeconds ?? 0,
    fps: 24,
    parameters: part.parameters ?? {},
    guidance: (part.guidance ?? []).flatMap((guide) => {
      const fileId = inputs[guide.input];
      return typeof fileId === "string"
        ? [
            {
              file: requireFile(files, workspace.workspaceId, fileId, `inputs.${guide.input}`),
              type: guide.type,
              weight: 1,
            },
          ]
        : [];
    }),
    mask: null,
    finishedAt: now,
    objectType: part.objectType,
  };
}

function sessionNamed(workspace: Workspace, name: string | null): string | null {
  if (name === null || name === "") {
    return null;
  }
  const known = workspace.sessions.get(name);
  if (known !== undefined) {
    return known;
  }
  const sessionId = randomUUID();
  workspace.sessions.set(name, sessionId);
  return sessionId;
}

function requireSession(workspace: Workspace, sessionId: string): void {
  if (![...workspace.sessions.values()].includes(sessionId.toLowerCase())) {
    throw new ApiProblem(
      "INVALID_INPUTS",
      `session_id: Session ${sessionId} does not exist in this workspace.`,
    );
  }
}

const wireAsset = (asset: RunAsset): object => ({
  file_id: asset.fileId,
  url: asset.url,
  content_type: asset.contentType,
  preview_url: asset.previewUrl,
  width: asset.width,
  height: asset.height,
  duration_seconds: asset.durationSeconds,
  file_size_bytes: asset.sizeBytes,
});

function wireInferenceRun(run: Run): object {
  const { state } = run;
  return {
    inference_id: run.runId,
    status: state.kind === "running" ? "in_progress" : state.kind,
    poll_interval_seconds: state.kind === "running" ? run.pollIntervalSeconds : null,
    completed_at: state.kind === "complete" ? isoTime(state.completedAt) : null,
    outputs: state.kind === "complete" ? state.assets.map(wireAsset) : null,
    actual_price_creative_units: state.kind === "complete" ? run.charge : null,
    error: state.kind === "failed" ? state.error : null,
    error_code: state.kind === "failed" ? state.errorCode : null,
  };
}

/** Upper-case statuses, nulls and extra fields, all within what a patient client can still read. */
function wireStrangeRun(run: Run): object {
  const { state } = run;
  return {
    ...wireInferenceRun(run),
    status: state.kind === "complete" ? "COMPLETED" : "IN_PROGRESS",
    poll_interval_seconds: null,
    actual_price_creative_units: null,
    outputs:
      state.kind === "complete"
        ? state.assets.map((asset) => ({
            ...wireAsset(asset),
            preview_url: null,
            width: null,
            height: null,
            file_size_bytes: null,
            dominant_colour: "#8a5a2b",
          }))
        : null,
    progress: { phase: "dreaming", ratio: null },
  };
}

function wireWorkflow(workflow: SandboxWorkflow): object {
  return {
    workflow_id: workflow.workflowId,
    name: workflow.name,
    description: workflow.description,
    modality: workflow.modality,
    created_at: workflow.createdAt,
    published_at: workflow.publishedAt,
    inputs: workflow.inputs,
    outputs: workflow.outputs,
  };
}

function outputCounts(
  workflow: SandboxWorkflow,
  inputs: InputValues,
): Array<{ output: WorkflowOutputRow; count: number }> {
  const parts = workflow.plan(inputs);
  return workflow.outputs.flatMap((output) => {
    const count = parts
      .filter((part) => part.output === output.name)
      .reduce((sum, part) => sum + part.count, 0);
    return count === 0 ? [] : [{ output, count }];
  });
}

function wireWorkflowRun(run: Run, workflow: SandboxWorkflow, now: number): object {
  const { state } = run;
  const span = run.finishAt - run.createdAt;
  const elapsed = Math.min(now, run.finishAt) - run.createdAt;
  const { stepsToRun } = run;
  // The last step stays open until the files are drawn, however late that is.
  const current = Math.min(
    Math.ceil(stepsToRun) - 1,
    span === 0 ? workflow.steps.length : Math.floor((elapsed / span) * stepsToRun),
  );
  // The first moments are a queue; half a second is enough for a client to have seen it.
  const status = {
    running: elapsed < Math.min(500, span / 4) ? "pending" : "running",
    complete: "success",
    failed: "failure",
    cancelled: "cancelled",
    deleted: "cancelled",
  }[state.kind];
  const stepStatus = (index: number): string => {
    if (state.kind === "complete" || (status !== "pending" && index < current)) {
      return "success";
    }
    return index === current ? status : state.kind === "cancelled" ? "cancelled" : "pending";
  };
  return {
    run_id: run.runId,
    status,
    poll_interval_seconds: state.kind === "running" ? run.pollIntervalSeconds : null,
    steps: workflow.steps.map((name, index) => ({
      name,
      status: stepStatus(index),
      error: state.kind === "failed" && index === current ? state.error : null,
      error_code: state.kind === "failed" && index === current ? state.errorCode : null,
    })),
    estimated_price_creative_units: run.estimate,
    completed_at: state.kind === "complete" ? isoTime(state.completedAt) : null,
    actual_price_creative_units: state.kind === "complete" ? run.charge : null,
    outputs:
      state.kind === "complete"
        ? state.assets.map((asset) => ({
            ...wireAsset(asset),
            object_id: asset.fileId,
            object_type: asset.objectType,
          }))
        : null,
    error: state.kind === "failed" ? state.error : null,
    error_code: state.kind === "failed" ? state.errorCode : null,
  };
}
