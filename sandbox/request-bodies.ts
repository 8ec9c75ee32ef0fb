import { z } from "zod";
import { ApiProblem } from "./api-problem";
import { isUuid } from "./stable-id";

const uuid = z.string().refine(isUuid, "Input should be a valid UUID");
const positiveInteger = z.int().positive();
/** JSON Schema counts characters, JavaScript counts UTF-16 units: an emoji is one, not two. */
const textOf = (most: number) =>
  z
    .string()
    .refine(
      (text) => text.length <= most || Array.from(text).length <= most,
      `String should have at most ${most} characters`,
    );
const fraction = z.number().min(0).max(1);

// The contract test offers every published value to the API and expects each to be known.
const guidanceFileTypes = [
  "init",
  "reference_image",
  "editing_reference",
  "scribble",
  "color_sketch",
  "pose",
  "depth",
  "canny",
  "softedge_hed",
  "segmentation",
  "lineart",
  "prompt",
  "face",
  "first_frame",
  "last_frame",
  "init_video",
  "audio",
  "init_mesh",
  "texture_image",
  "element_frontal_image",
  "element_reference_image",
  "element_video",
] as const;

const videoEffectTypes = (
  "general orbit_360 action_run agent_reveal arc arc_left baseball_kick basketball_dunks boxing buckle_up " +
  "building_explosion bullet_time car_chasing car_explosion car_grip catch catwalk crane_down crane_over_the_head " +
  "crane_up crash_zoom_in crash_zoom_out dirty_lens disintegration dolly_in dolly_left dolly_out dolly_right " +
  "dolly_zoom_in dolly_zoom_out double_dolly downhill_pov dutch_angle eyes_in face_punch fisheye flying " +
  "focus_change fpv_drone glam handheld head_tracking hyperlapse invisible jib_down jib_up kiss lazy_susan " +
  "lens_crack lens_flare levitation low_shutter melting moonwalk_left moonwalk_right mouth_in object_pov overhead " +
  "push_to_glass rap_flex robo_arm set_on_fire skateboard_glide skateboarding skateboard_kickflip " +
  "skateboard_ollie skate_cruise ski_carving ski_powder snorricam snowboard_carving snowboard_powder soul_jump " +
  "static super_dolly_in super_dolly_out tentacles through_object_in through_object_out thunder_god tilt_down " +
  "tilt_up timelapse_human timelapse_landscape turning_metal whip_pan wiggle wind_to_face yoyo_zoom zoom_in zoom_out"
).split(" ");

export const estimateBody = z.object({
  model_id: uuid,
  prompt: textOf(100_000).nullish(),
  width: positiveInteger.nullish(),
  height: positiveInteger.nullish(),
  batch_size: z.int().min(1).max(16).default(4),
  num_inference_steps: positiveInteger.nullish(),
  guidance_scale: z.number().nullish(),
  prompt_strength: fraction.nullish(),
  quality: z.enum(["low", "medium", "high"]).nullish(),
  sharpness: z.number().nullish(),
  duration_seconds: z.number().positive().nullish(),
  generate_audio: z.boolean().nullish(),
  keep_audio: z.boolean().nullish(),
  fps: positiveInteger.nullish(),
  video_effects: z
    .array(z.object({ type: z.enum(videoEffectTypes), weight: z.number().min(0).max(100).nullish() }))
    .default([]),
  use_ta_pose: z.boolean().nullish(),
  include_textures: z.boolean().nullish(),
  quad_mesh: z.boolean().nullish(),
  pbr_materials: z.boolean().nullish(),
  low_poly: z.boolean().nullish(),
  generate_parts: z.boolean().nullish(),
  face_limit: positiveInteger.nullish(),
  stability: fraction.nullish(),
  use_speaker_boost: z.boolean().nullish(),
  similarity_boost: fraction.nullish(),
  style_exaggeration: fraction.nullish(),
  speed: z.number().positive().nullish(),
  upscale_ratio: z.number().nullish(),
  creativity: z.number().nullish(),
  resemblance: z.number().nullish(),
  vectorize: z.boolean().nullish(),
  remove_background: z.boolean().nullish(),
  reframe: z.boolean().nullish(),
  refill: z.boolean().nullish(),
});

export const executeBody = estimateBody.extend({
  seed: z.int().default(-1),
  guidance_files: z
    .array(z.object({ file_id: uuid, type: z.enum(guidanceFileTypes), weight: fraction.nullish() }))
    .max(20)
    .default([]),
  mask: z
    .object({
      file_id: uuid.nullish(),
      for_transparency: z.boolean().nullish(),
      for_nontransparency: z.boolean().nullish(),
      edge_radius: z.int().default(0),
    })
    .nullish(),
  session_name: textOf(255).nullish(),
});

export const workflowEstimateBody = z.object({ inputs: z.record(z.string(), z.unknown()) });

export const workflowRunBody = workflowEstimateBody.extend({
  session_id: uuid.nullish(),
  session_name: z.string().nullish(),
});

export const uploadBody = z.object({
  content_type: z.string(),
  file_size_bytes: positiveInteger,
  file_name: z.string().nullish(),
});

export type EstimateBody = z.infer<typeof estimateBody>;
export type ExecuteBody = z.infer<typeof executeBody>;

/** The request's JSON, held to a schema; unknown keys are dropped without a word, as Layer does. */
export async function readBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.infer<Schema>> {
  if (!/\bjson\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new ApiProblem("INVALID_INPUTS", "body: Send a JSON object with Content-Type: application/json.");
  }
  let value: unknown;
  try {
    value = JSON.parse(await request.text());
  } catch {
    throw new ApiProblem("INVALID_INPUTS", "body: The request body is not valid JSON.");
  }
  return parseInput(schema, value, "body");
}

function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown, root: string): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new ApiProblem(
      "INVALID_INPUTS",
      result.error.issues
        .map((issue) => `${issue.path.map(String).join(".") || root}: ${issue.message}`)
        .join("; "),
    );
  }
  return result.data;
}
