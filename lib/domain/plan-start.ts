const planStarts = ["models", "prompts", "sweep", "sheet"] as const;

/** What the person meant to do when the plan was opened. */
export type PlanStart = (typeof planStarts)[number];

export function planStartFrom(text: string | null): PlanStart | null {
  return planStarts.find((start) => start === text) ?? null;
}
