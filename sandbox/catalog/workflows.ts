import { stableId } from "../stable-id";
import type { SandboxModality } from "./engines";

export type InputValues = Readonly<Record<string, unknown>>;

interface WorkflowInputRow {
  name: string;
  type: string;
  value_schema: Readonly<Record<string, unknown>>;
  required: boolean;
  description: string;
  display_name: string;
  default: unknown;
}

export interface WorkflowOutputRow {
  name: string;
  type: string;
  value_schema: null;
  description: string;
  display_name: string;
}

/** One batch of files a run makes, all for the same output. */
export interface WorkflowPart {
  output: string;
  objectType: "file" | "asset";
  modality: SandboxModality;
  style: string;
  prompt: string;
  count: number;
  width?: number;
  height?: number;
  durationSeconds?: number;
  parameters?: Readonly<Record<string, unknown>>;
  /** Which file inputs guide this part, and in which role. */
  guidance?: ReadonlyArray<{ input: string; type: string }>;
}

export type WorkflowFate =
  | { kind: "fails"; inStep: number; error: string; errorCode: string }
  | { kind: "cancelled"; inStep: number };

interface WorkflowRow {
  slug: string;
  name: string;
  description: string;
  modality: SandboxModality | null;
  createdAt: string;
  publishedAt: string | null;
  inputs: readonly WorkflowInputRow[];
  outputs: readonly WorkflowOutputRow[];
  steps: readonly string[];
  /** How long a run takes before the sandbox's speed is applied; a fixed one ignores the speed. */
  durationMs: number;
  isDurationFixed?: boolean;
  fate?: WorkflowFate;
  priceCreditUnits(inputs: InputValues): number;
  plan(inputs: InputValues): readonly WorkflowPart[];
}

export interface SandboxWorkflow extends WorkflowRow {
  workflowId: string;
}

const schemas = {
  prompt: { type: "string", minLength: 1, maxLength: 10_000 },
  string: { type: "string", maxLength: 2_000 },
  number: { type: "number" },
  boolean: { type: "boolean" },
  enum: { type: "string" },
  file: { type: "string", format: "uuid" },
  array: { type: "array", items: { type: "string", minLength: 1, maxLength: 500 } },
  object: { type: "object" },
} as const;

function input(
  name: string,
  type: keyof typeof schemas,
  displayName: string,
  description: string,
  more: { required?: boolean; default?: unknown; schema?: Readonly<Record<string, unknown>> } = {},
): WorkflowInputRow {
  return {
    name,
    type,
    display_name: displayName,
    description,
    required: more.required ?? false,
    default: more.default ?? null,
    value_schema: { ...schemas[type], ...more.schema },
  };
}

const output = (name: string, displayName: string, description: string): WorkflowOutputRow => ({
  name,
  type: "file",
  value_schema: null,
  description,
  display_name: displayName,
});

const text = (inputs: InputValues, name: string): string => {
  const value = inputs[name];
  return typeof value === "string" ? value : "";
};
const amount = (inputs: InputValues, name: string): number => Number(inputs[name] ?? 0);
const isOn = (inputs: InputValues, name: string): boolean => inputs[name] === true;
const items = (inputs: InputValues, name: string): string[] => {
  const value = inputs[name];
  return Array.isArray(value) ? value.map(String) : [];
};

const entries = (inputs: InputValues, name: string): InputValues[] => {
  const value = inputs[name];
  return Array.isArray(value) ? value.map((each) => each as InputValues) : [];
};

const rows: readonly WorkflowRow[] = [
  {
    slug: "character_turnaround",
    name: "Character turnaround",
    description: "One character from every side on a neutral ground, ready for the modelling team.",
    modality: "image",
    createdAt: "2026-06-02T09:14:00Z",
    publishedAt: "2026-06-02T09:30:00Z",
    inputs: [
      input("character", "prompt", "Character", "Who it is: build, outfit, attitude, materials.", {
        required: true,
      }),
      input("views", "number", "Views", "How many sides to draw.", {
        default: 4,
        schema: { type: "integer", minimum: 2, maximum: 8 },
      }),
      input("look", "enum", "Look", "How it is drawn.", {
        default: "painterly",
        schema: { enum: ["painterly", "cel-shaded", "pixel art", "clay"] },
      }),
      input("reference", "file", "Reference picture", "An approved painting whose design must be kept."),
      input("transparent", "boolean", "Transparent background", "Cut the figure out.", { default: true }),
    ],
    outputs: [output("views", "Views", "One picture for each side.")],
    steps: ["Read the design", "Pose the figure", "Draw the views", "Clean the edges"],
    durationMs: 24_000,
    priceCreditUnits: (inputs) => amount(inputs, "views") * (isOn(inputs, "transparent") ? 4.5 : 4),
    plan: (inputs) => [
      {
        output: "views",
        objectType: "file",
        modality: "image",
        style: `turnaround_${text(inputs, "look")}`,
        prompt: `${text(inputs, "character")}, turnaround, ${text(inputs, "look")}`,
        count: amount(inputs, "views"),
        width: 768,
        height: 1024,
        parameters: { remove_background: isOn(inputs, "transparent") },
        guidance: [{ input: "reference", type: "reference_image" }],
      },
    ],
  },
  {
    slug: "item_icon_set",
    name: "Item icon set",
    description: "A family of inventory icons with one light, one outline and one palette.",
    modality: "image",
    createdAt: "2026-05-18T13:02:00Z",
    publishedAt: "2026-05-19T08:00:00Z",
    inputs: [
      input("items", "array", "Items", "One icon for each line.", {
        required: true,
        default: ["health potion", "rusty key", "dragon scale"],
        schema: { minItems: 1, maxItems: 12 },
      }),
      input("rarity", "enum", "Rarity", "Sets the frame and the glow.", {
        default: "common",
        schema: { enum: ["common", "rare", "epic", "legendary"] },
      }),
      input("size", "enum", "Size", "Edge length in pixels.", {
        default: "512",
        schema: { enum: ["256", "512", "1024"] },
      }),
      input("palette", "string", "Palette", "Colours to stay within, in words."),
      input("vector", "boolean", "Also as vectors", "Trace each icon into SVG.", { default: false }),
    ],
    outputs: [
      output("icons", "Icons", "One picture for each item, on transparency."),
      output("vectors", "Vectors", "The same icons as SVG."),
    ],
    steps: ["Agree on a palette", "Draw the icons", "Cut out", "Trace"],
    durationMs: 18_000,
    priceCreditUnits: (inputs) => items(inputs, "items").length * (isOn(inputs, "vector") ? 3.5 : 2),
    plan: (inputs) =>
      items(inputs, "items").flatMap((item): WorkflowPart[] => {
        const icon: WorkflowPart = {
          output: "icons",
          objectType: "asset",
          modality: "image",
          style: `icon_${text(inputs, "rarity")}`,
          prompt: `${item} icon, ${text(inputs, "rarity")} ${text(inputs, "palette")}`.trim(),
          count: 1,
          width: Number(text(inputs, "size")),
          height: Number(text(inputs, "size")),
          parameters: { remove_background: true },
        };
        return isOn(inputs, "vector")
          ? [icon, { ...icon, output: "vectors", objectType: "file", parameters: { vectorize: true } }]
          : [icon];
      }),
  },
  {
    slug: "seamless_tileset",
    name: "Seamless tileset",
    description: "Ground, wall and transition tiles of one biome that repeat without a seam.",
    modality: "image",
    createdAt: "2026-04-11T10:45:00Z",
    publishedAt: "2026-04-12T07:20:00Z",
    inputs: [
      input("biome", "enum", "Biome", "Where the level plays.", {
        required: true,
        default: "mossy forest",
        schema: { enum: ["mossy forest", "ash desert", "frozen coast", "crystal cave", "brass city"] },
      }),
      input("variations", "number", "Variations", "Tiles of each kind.", {
        default: 3,
        schema: { type: "integer", minimum: 1, maximum: 6 },
      }),
      input("detail", "number", "Detail", "From 0, flat, to 1, busy.", {
        default: 0.5,
        schema: { minimum: 0, maximum: 1 },
      }),
      input("notes", "string", "Notes", "Anything the tiles must show."),
    ],
    outputs: [output("ground", "Ground", "Ground tiles."), output("walls", "Walls", "Wall tiles.")],
    steps: ["Choose materials", "Paint the ground", "Paint the walls", "Test the seams"],
    durationMs: 20_000,
    priceCreditUnits: (inputs) => amount(inputs, "variations") * 2 * (1 + amount(inputs, "detail") * 0.5),
    plan: (inputs) =>
      (["ground", "walls"] as const).map((kind) => ({
        output: kind,
        objectType: "file",
        modality: "image",
        style: `tileset_${kind}`,
        prompt: `${text(inputs, "biome")} ${kind} tile ${text(inputs, "notes")}`.trim(),
        count: amount(inputs, "variations"),
        width: 512,
        height: 512,
      })),
  },
  {
    slug: "key_art_to_trailer_shot",
    name: "Key art to trailer shot",
    description: "Brings a finished painting to life: parallax, drifting embers and a slow push-in.",
    modality: "video",
    createdAt: "2026-06-20T15:30:00Z",
    publishedAt: "2026-06-21T09:00:00Z",
    inputs: [
      input("key_art", "file", "Key art", "The painting to move through.", { required: true }),
      input("motion", "prompt", "Motion", "What moves, and how the camera travels.", {
        required: true,
        default: "slow push-in, embers drift upward, the cloak stirs",
      }),
      input("seconds", "number", "Seconds", "Length of the shot.", {
        default: 5,
        schema: { type: "integer", enum: [3, 5, 8] },
      }),
      input("portrait", "boolean", "Portrait format", "For store pages on phones.", { default: false }),
    ],
    outputs: [output("shot", "Shot", "The moving shot.")],
    steps: ["Separate the layers", "Animate", "Grade"],
    durationMs: 60_000,
    priceCreditUnits: (inputs) => 6 + amount(inputs, "seconds") * 4,
    plan: (inputs) => [
      {
        output: "shot",
        objectType: "asset",
        modality: "video",
        style: "key_art_motion",
        prompt: text(inputs, "motion"),
        count: 1,
        width: isOn(inputs, "portrait") ? 720 : 1280,
        height: isOn(inputs, "portrait") ? 1280 : 720,
        durationSeconds: amount(inputs, "seconds"),
        guidance: [{ input: "key_art", type: "first_frame" }],
      },
    ],
  },
  {
    slug: "prop_from_concept",
    name: "Prop from concept",
    description: "A concept sketch, or a sentence, becomes a textured mesh with a beauty picture.",
    modality: "three_d",
    createdAt: "2026-03-29T11:11:00Z",
    publishedAt: "2026-04-01T06:00:00Z",
    inputs: [
      input("prop", "prompt", "Prop", "What it is and what it is made of.", { required: true }),
      input("concept", "file", "Concept", "A drawing to follow."),
      input("face_budget", "number", "Face budget", "Most faces the mesh may have.", {
        default: 8000,
        schema: { type: "integer", minimum: 500, maximum: 60_000 },
      }),
      input("pbr", "boolean", "PBR materials", "Metalness, roughness and normals.", { default: true }),
    ],
    outputs: [
      output("mesh", "Mesh", "The GLB file."),
      output("beauty", "Beauty picture", "The prop in a studio light."),
    ],
    steps: ["Read the concept", "Build the mesh", "Paint the material", "Render the beauty picture"],
    durationMs: 48_000,
    priceCreditUnits: (inputs) =>
      16 + (isOn(inputs, "pbr") ? 4 : 0) + (amount(inputs, "face_budget") > 20_000 ? 6 : 0),
    plan: (inputs) => [
      {
        output: "mesh",
        objectType: "asset",
        modality: "three_d",
        style: "prop_from_concept",
        prompt: text(inputs, "prop"),
        count: 1,
        parameters: { face_limit: amount(inputs, "face_budget"), pbr_materials: isOn(inputs, "pbr") },
        guidance: [{ input: "concept", type: "reference_image" }],
      },
      {
        output: "beauty",
        objectType: "file",
        modality: "image",
        style: "prop_beauty",
        prompt: `${text(inputs, "prop")}, studio light`,
        count: 1,
        width: 1024,
        height: 1024,
      },
    ],
  },
  {
    slug: "character_barks",
    name: "Character barks",
    description: "Every line spoken in one voice and one mood, named and trimmed for the engine.",
    modality: "audio",
    createdAt: "2026-02-14T08:08:00Z",
    publishedAt: "2026-02-14T12:00:00Z",
    inputs: [
      input("lines", "array", "Lines", "One recording for each line.", {
        required: true,
        schema: { minItems: 1, maxItems: 10 },
      }),
      input("voice", "enum", "Voice", "Who speaks.", {
        default: "grizzled guard",
        schema: { enum: ["grizzled guard", "young mage", "goblin", "ship computer"] },
      }),
      input("mood", "string", "Mood", "How it is said.", { default: "weary" }),
    ],
    outputs: [output("recordings", "Recordings", "One sound file for each line.")],
    steps: ["Cast the voice", "Record", "Trim and level"],
    durationMs: 12_000,
    priceCreditUnits: (inputs) => items(inputs, "lines").length * 0.75,
    plan: (inputs) =>
      items(inputs, "lines").map((line) => ({
        output: "recordings",
        objectType: "file",
        modality: "audio",
        style: `speech_${text(inputs, "voice")}`,
        prompt: line,
        count: 1,
        durationSeconds: Math.min(20, Math.max(1, line.length / 14)),
        parameters: { mood: text(inputs, "mood") },
      })),
  },
  {
    slug: "quest_card",
    name: "Quest card",
    description: "A quest's text and the splash picture that goes above it.",
    modality: null,
    createdAt: "2026-06-25T16:40:00Z",
    publishedAt: null,
    inputs: [
      input("idea", "prompt", "Idea", "The quest in one sentence.", { required: true }),
      input("tone", "enum", "Tone", "How it reads.", {
        default: "wry",
        schema: { enum: ["wry", "grim", "heroic", "cosy"] },
      }),
      input("splash", "boolean", "With splash picture", "Also paint it.", { default: true }),
    ],
    outputs: [
      output("quest", "Quest text", "The quest as Markdown."),
      output("splash", "Splash", "The picture above it."),
    ],
    steps: ["Write", "Paint"],
    durationMs: 14_000,
    priceCreditUnits: (inputs) => (isOn(inputs, "splash") ? 4.75 : 0.75),
    plan: (inputs) => {
      const quest: WorkflowPart = {
        output: "quest",
        objectType: "file",
        modality: "text",
        style: `quest_${text(inputs, "tone")}`,
        prompt: text(inputs, "idea"),
        count: 1,
      };
      const splash: WorkflowPart = {
        output: "splash",
        objectType: "asset",
        modality: "image",
        style: `splash_${text(inputs, "tone")}`,
        prompt: text(inputs, "idea"),
        count: 1,
        width: 1344,
        height: 768,
      };
      return isOn(inputs, "splash") ? [quest, splash] : [quest];
    },
  },
  {
    slug: "storyboard",
    name: "Storyboard",
    description: "A sequence from shot to shot, each with its own camera, in one look.",
    modality: "image",
    createdAt: "2026-07-01T09:00:00Z",
    publishedAt: "2026-07-02T09:00:00Z",
    inputs: [
      input("scene", "string", "Scene code", "How the sequence is called on the board.", {
        required: true,
        default: "SC-010",
        schema: { pattern: "^SC-[0-9]{3}$", description: "SC- and three digits, such as SC-010." },
      }),
      input("shots", "array", "Shots", "In their order.", {
        required: true,
        schema: {
          items: { $ref: "#/$defs/shot" },
          minItems: 1,
          maxItems: 6,
          $defs: {
            shot: {
              type: "object",
              required: ["caption"],
              properties: {
                caption: { type: "string", title: "Caption", minLength: 1, maxLength: 300 },
                camera: { title: "Camera", enum: ["wide", "medium", "close-up"] },
                seconds: { type: "integer", title: "Seconds", minimum: 1, maximum: 12 },
              },
            },
          },
        },
      }),
      input("look", "object", "Look", "Of all shots alike.", {
        schema: {
          properties: {
            light: { title: "Light", enum: ["dawn", "noon", "dusk", "torchlight"] },
            grain: { type: "number", title: "Grain", minimum: 0, maximum: 1 },
          },
        },
      }),
      input("marks", "array", "Marks", "Drawn over every shot.", {
        schema: { items: { enum: ["arrows", "frame", "notes"] }, uniqueItems: true },
      }),
    ],
    outputs: [output("shots", "Shots", "One picture a shot.")],
    steps: ["Read the shots", "Sketch", "Ink"],
    durationMs: 16_000,
    priceCreditUnits: (inputs) => entries(inputs, "shots").length * 1.5,
    plan: (inputs) =>
      entries(inputs, "shots").map((shot) => ({
        output: "shots",
        objectType: "file",
        modality: "image",
        style: "storyboard",
        prompt: `${text(shot, "caption")} ${text(shot, "camera")}`.trim(),
        count: 1,
        width: 1024,
        height: 576,
      })),
  },
  ...(
    [
      {
        slug: "test_card_workflow_fails",
        name: "Test card: workflow fails in its second step",
        description: "The first step succeeds, the second fails, the third never starts. Nothing is charged.",
        durationMs: 2_000,
        fate: {
          kind: "fails",
          inStep: 1,
          error: "Step “Render” failed: the model rejected the prompt.",
          errorCode: "STEP_FAILED",
        },
      },
      {
        slug: "test_card_workflow_slow",
        name: "Test card: slow workflow",
        description: "Takes forty seconds, however fast the sandbox runs; the control clock shortens it.",
        durationMs: 40_000,
      },
      {
        slug: "test_card_workflow_cancelled",
        name: "Test card: workflow is cancelled",
        description: "Someone cancels the run in its second step. Nothing is charged.",
        durationMs: 3_000,
        fate: { kind: "cancelled", inStep: 1 },
      },
      {
        slug: "test_card_workflow_instant",
        name: "Test card: instant workflow",
        description: "Finishes as soon as its picture is drawn.",
        durationMs: 0,
      },
    ] satisfies ReadonlyArray<
      Pick<WorkflowRow, "slug" | "name" | "description" | "durationMs"> & Partial<WorkflowRow>
    >
  ).map(
    (card): WorkflowRow => ({
      modality: "image",
      createdAt: "2026-01-05T10:00:00Z",
      publishedAt: "2026-01-05T10:00:00Z",
      inputs: [input("prompt", "prompt", "Prompt", "What to draw.", { required: true })],
      outputs: [output("picture", "Picture", "The picture.")],
      steps: ["Prepare", "Render", "Finish"],
      isDurationFixed: true,
      priceCreditUnits: () => 3,
      plan: (inputs) => [
        {
          output: "picture",
          objectType: "file",
          modality: "image",
          style: "test_card_workflow",
          prompt: text(inputs, "prompt"),
          count: 1,
          width: 512,
          height: 512,
        },
      ],
      ...card,
    }),
  ),
];

export const workflows: readonly SandboxWorkflow[] = rows.map((row) => ({
  ...row,
  workflowId: stableId("workflow", row.slug),
}));
