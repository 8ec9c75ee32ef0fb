"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { NumberField } from "@/components/ui/number-field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { api, problemFrom, workspacePath } from "@/lib/browser/api";
import { putAnswer } from "@/lib/browser/put-answer";
import { budgetsQuery } from "@/lib/browser/queries";
import { type BudgetStanding, type Budgets, budgetName } from "@/lib/domain/budget";
import type { BudgetChange } from "@/lib/domain/budget-change";
import { creativeUnits, formatCreativeUnits } from "@/lib/domain/money";
import type { Usage } from "@/lib/domain/usage";
import { budgetChoices, budgetSubject } from "./budget-choices";

interface BudgetsDialogProps {
  workspaceId: string;
  timeZone: string;
  /** People and sessions that were seen, to set budgets for. */
  usage: Usage | undefined;
  onClose: () => void;
}

/** The workspace's soft limits: how far each is used, and for those who may, setting them. */
export function BudgetsDialog({ workspaceId, timeZone, usage, onClose }: BudgetsDialogProps) {
  const client = useQueryClient();
  const query = useQuery(budgetsQuery(workspaceId));
  const keep = (budgets: Budgets) => putAnswer(client, budgetsQuery(workspaceId).queryKey, budgets);
  const set = useMutation({
    mutationFn: (change: BudgetChange) =>
      api<Budgets>(workspacePath(workspaceId, "budgets"), { method: "PUT", body: change }),
    onSuccess: keep,
  });
  const remove = useMutation({
    mutationFn: (id: string) => api<Budgets>(workspacePath(workspaceId, "budgets", id), { method: "DELETE" }),
    onSuccess: keep,
  });
  const budgets = query.data;
  const problem = query.error ?? set.error ?? remove.error;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Budgets"
      description="Soft limits in Easel. A click that would cross one is stopped before Layer is asked. Layer's own limits stand above them."
    >
      <div className="flex flex-col gap-5">
        {problem ? <ProblemNotice problem={problemFrom(problem)} /> : null}
        {budgets ? (
          <>
            {budgets.standings.length === 0 ? (
              <p className="text-13 text-muted">No budget is set in this workspace.</p>
            ) : (
              <ul aria-label="Budgets" className="flex flex-col gap-3">
                {budgets.standings.map((standing) => (
                  <BudgetRow
                    key={standing.id}
                    standing={standing}
                    {...(budgets.isAdmin ? { onRemove: () => remove.mutate(standing.id) } : {})}
                  />
                ))}
              </ul>
            )}
            {budgets.isAdmin ? (
              <BudgetForm
                usage={usage}
                isBusy={set.isPending}
                onSet={(change) => set.mutate({ ...change, timeZone })}
              />
            ) : (
              <p className="text-12 text-muted">
                Whoever runs Easel names those who set budgets, by their ids, in EASEL_ADMINS. Your id is{" "}
                <code className="font-mono text-soft select-all wrap-anywhere">{budgets.personId}</code>.
              </p>
            )}
          </>
        ) : query.isPending ? (
          <Skeleton className="h-24 rounded-tile" />
        ) : null}
      </div>
    </Dialog>
  );
}

function BudgetRow({ standing, onRemove }: { standing: BudgetStanding; onRemove?: () => void }) {
  const { usedCreativeUnits: used, limitCreativeUnits: limit } = standing;
  const share = limit > 0 ? Math.min(1, used / limit) : 1;
  const name = budgetName(standing);
  return (
    <li className="flex items-center gap-3">
      <div className="flex min-w-0 grow flex-col gap-1">
        <div className="flex items-baseline justify-between gap-3 text-13">
          <span className="truncate">
            {name.charAt(0).toUpperCase() + name.slice(1)}
            {standing.scope === "person" && standing.subject === "" ? (
              <span className="text-muted"> · yours</span>
            ) : null}
          </span>
          <span className="shrink-0 text-muted tabular">
            <span className="text-text">{formatCreativeUnits(used)}</span> of {creativeUnits(limit)}
          </span>
        </div>
        <span aria-hidden="true" className="block h-1 overflow-hidden rounded-control bg-well">
          <span
            className={classNames("block h-full", share >= 0.8 ? "bg-warning" : "bg-soft")}
            style={{ width: `${share * 100}%` }}
          />
        </span>
        <span className="text-12 text-muted">Set by {standing.setByName}</span>
      </div>
      {onRemove ? (
        <IconButton
          size="s"
          label={`Remove the budget for ${name}`}
          icon={<Trash2 size={14} />}
          ignoresDoubleClick
          onClick={onRemove}
        />
      ) : null}
    </li>
  );
}

interface BudgetFormProps {
  usage: Usage | undefined;
  isBusy: boolean;
  onSet: (change: Omit<BudgetChange, "timeZone">) => void;
}

function BudgetForm({ usage, isBusy, onSet }: BudgetFormProps) {
  const choices = budgetChoices(usage);
  const [choice, setChoice] = useState("month");
  const [limit, setLimit] = useState<number | null>(null);
  const subject = budgetSubject(choice, choices);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (limit !== null && limit >= 0 && subject) onSet({ ...subject, limitCreativeUnits: limit });
  }

  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-3 border-t border-line pt-4">
      <Select
        label="Budget for"
        value={choice}
        onChange={setChoice}
        choices={choices.map(({ key, label }) => ({ value: key, label }))}
        className="min-w-48 grow"
      />
      <NumberField
        label="Limit"
        unit="CU"
        min={0}
        step={10}
        value={limit}
        onChange={setLimit}
        className="w-32"
      />
      <Button type="submit" variant="primary" disabled={isBusy || limit === null}>
        Set
      </Button>
    </form>
  );
}
