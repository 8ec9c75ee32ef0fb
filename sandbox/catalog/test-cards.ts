/** What a test card does with a run; `durationMs` is real time, untouched by the sandbox's speed. */
export type Fate =
  | { kind: "completes"; durationMs: number }
  | { kind: "fails"; durationMs: number; error: string; errorCode: string }
  | { kind: "throttled"; retryAfterSeconds: number }
  | { kind: "deleted"; durationMs: number }
  | { kind: "empty"; durationMs: number }
  | { kind: "strange"; durationMs: number };

export interface TestCard {
  slug: string;
  name: string;
  description: string;
  timing: string;
  /** For one output, whatever its size. */
  priceCreditUnits: number;
  fate: Fate;
}

export const testCards: readonly TestCard[] = [
  {
    slug: "test_card_instant",
    name: "Test card: instant",
    description: "Finishes as soon as its picture is drawn.",
    timing: "0-1s",
    priceCreditUnits: 1,
    fate: { kind: "completes", durationMs: 0 },
  },
  {
    slug: "test_card_slow",
    name: "Test card: slow",
    description: "Takes forty seconds, however fast the sandbox runs; the control clock shortens it.",
    timing: "40s",
    priceCreditUnits: 1,
    fate: { kind: "completes", durationMs: 40_000 },
  },
  {
    slug: "test_card_fails",
    name: "Test card: fails",
    description: "Starts, then fails after about a second. Nothing is charged.",
    timing: "1-2s",
    priceCreditUnits: 2,
    fate: {
      kind: "fails",
      durationMs: 1_000,
      error: "The model could not finish this generation: the renderer ran out of memory.",
      errorCode: "GENERATION_FAILED",
    },
  },
  {
    slug: "test_card_throttled",
    name: "Test card: throttled",
    description: "Every run is refused with 429 and Retry-After: 2.",
    timing: "1-2s",
    priceCreditUnits: 1,
    fate: { kind: "throttled", retryAfterSeconds: 2 },
  },
  {
    slug: "test_card_unaffordable",
    name: "Test card: costs more than the balance",
    description: "One output costs a million Creative Units.",
    timing: "5-10s",
    priceCreditUnits: 1_000_000,
    fate: { kind: "completes", durationMs: 1_000 },
  },
  {
    slug: "test_card_strange",
    name: "Test card: unknown values and nulls",
    description:
      "Answers as no contract foresees: unknown enum values, nulls, extra fields, upper-case statuses.",
    timing: "2-3s",
    priceCreditUnits: 1,
    fate: { kind: "strange", durationMs: 2_000 },
  },
  {
    slug: "test_card_deleted",
    name: "Test card: deleted while running",
    description: "Someone deletes the run about two seconds after it started. Nothing is charged.",
    timing: "5-10s",
    priceCreditUnits: 1,
    fate: { kind: "deleted", durationMs: 2_000 },
  },
  {
    slug: "test_card_empty",
    name: "Test card: completes without outputs",
    description: "Completes and is charged, with an empty list of outputs.",
    timing: "1-2s",
    priceCreditUnits: 1,
    fate: { kind: "empty", durationMs: 500 },
  },
];
