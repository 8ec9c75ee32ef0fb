// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { type Draft, emptyDraft } from "@/lib/browser/drafts";
import { emptyPlan, type Plan } from "@/lib/browser/plan-store";
import type { Model } from "@/lib/domain/model";
import { usePlanReading } from "./use-plan";

afterEach(cleanup);

const model = {
  id: "5f0c1f6e-0000-4000-8000-000000000001",
  name: "Flux",
  modality: "image",
  capabilities: { sessionModes: ["create"], referenceRoles: [], durationsSeconds: [], textPrompt: true },
} as unknown as Model;
const asks = (prompt: string): Draft => ({ ...emptyDraft, parameters: { prompt } });

test("rows of a moment ago are told from those of the form and the plan as they are now", () => {
  const client = new QueryClient();
  const drawn: string[] = [];
  const { result, rerender } = renderHook(
    ({ draft, plan }: { draft: Draft; plan: Plan }) => {
      const { kept, isCurrent } = usePlanReading("w", plan, draft, model, []);
      drawn.push(`${kept.map(({ prompt }) => prompt).join()}${isCurrent ? "" : ", not yet"}`);
      return kept.map(({ label }) => label);
    },
    {
      initialProps: { draft: asks("{red|blue}"), plan: emptyPlan },
      wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
    },
  );
  drawn.length = 0;
  rerender({ draft: asks("{red|green}"), plan: emptyPlan });
  expect(drawn).toEqual(["red,blue, not yet", "red,green"]);
  drawn.length = 0;
  rerender({ draft: asks("{red|green}"), plan: { ...emptyPlan, takenOff: result.current.slice(0, 1) } });
  expect(drawn).toEqual(["red,green, not yet", "green"]);
});
