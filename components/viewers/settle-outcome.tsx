"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Cost } from "@/components/ui/cost";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { problemFrom } from "@/lib/browser/api";
import { workspaceQuery } from "@/lib/browser/queries";
import { useSettleOutcome } from "@/lib/browser/settle-outcome";
import type { Generation } from "@/lib/domain/generation";

/** For a run whose answer was lost: the balance then and now, and the person's own word on it. */
export function SettleOutcome({ generation }: { generation: Extract<Generation, { status: "unknown" }> }) {
  const { data: workspace } = useQuery({ ...workspaceQuery(generation.workspaceId), staleTime: 0 });
  const { mutate, isPending, error } = useSettleOutcome(generation);
  const settledAs = generation.settled?.as ?? null;
  return (
    <section aria-label="What became of it" className="flex flex-col gap-3 border-t border-line pt-3 text-12">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">Available just before</dt>
        <dd className="text-right">
          <Cost creativeUnits={generation.availableBeforeCreativeUnits} />
        </dd>
        <dt className="text-muted">Right after</dt>
        <dd className="text-right">
          <Cost creativeUnits={generation.availableAfterCreativeUnits} />
        </dd>
        <dt className="text-muted">Now</dt>
        <dd className="text-right">
          <Cost creativeUnits={workspace?.availableCreativeUnits ?? null} />
        </dd>
        <dt className="text-muted">Estimate</dt>
        <dd className="text-right">
          <Cost creativeUnits={generation.estimateCreativeUnits} />
        </dd>
      </dl>
      <p className="text-muted">Other runs of the workspace move the balance too.</p>
      {generation.isMine ? (
        <div className="flex flex-col gap-2">
          <p className="text-soft" role="status">
            {settledAs === "not_started"
              ? "You said that it did not start. Easel counts nothing for it; should Layer's answer still come, it counts."
              : settledAs === "keep_waiting"
                ? "You keep waiting. Should Layer's answer still come, the results appear here."
                : "Look in Layer: if the run is there, keep waiting. If it is not, say so."}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button
              size="s"
              disabled={isPending}
              aria-pressed={settledAs === "not_started"}
              onClick={() => mutate("not_started")}
            >
              It did not start
            </Button>
            <Button
              size="s"
              disabled={isPending}
              aria-pressed={settledAs === "keep_waiting"}
              onClick={() => mutate("keep_waiting")}
            >
              Keep waiting
            </Button>
          </div>
          <p className="text-muted">
            Neither sends nor pays anything. After “It did not start” you may run the same again without being
            asked twice.
          </p>
        </div>
      ) : (
        <p className="text-soft">Only {generation.personName} can say what became of it.</p>
      )}
      {error ? <ProblemNotice problem={problemFrom(error)} tone="warning" /> : null}
    </section>
  );
}
