"use client";

import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { ModalityGlyph } from "@/components/ui/modality-glyph";
import type { Draft } from "@/lib/browser/drafts";
import { leftOutBy } from "@/lib/browser/plan-rows";
import { maxPlanModels } from "@/lib/browser/plan-store";
import { problemWords } from "@/lib/domain/problem";
import type { PlanModel } from "./use-plan";

interface PlanModelsProps {
  models: readonly PlanModel[];
  draft: Draft;
  /** What the rows of a model come to, by its name. */
  priceOf: (modelName: string) => ReactNode;
  onAdd: () => void;
  onChange: () => void;
  onRemove: (modelId: string) => void;
}

/** The models that are asked, each with its price and what it makes of the form. */
export function PlanModels({ models, draft, priceOf, onAdd, onChange, onRemove }: PlanModelsProps) {
  return (
    <section aria-labelledby="plan-models" className="flex flex-col gap-1.5">
      <h2 id="plan-models" className="text-12 font-medium text-soft">
        Models
      </h2>
      <ul aria-label="Models of this plan" className="flex flex-col gap-1">
        {models.map(({ id, model, problem, retry }, index) => (
          <li key={id} className="flex items-start gap-2.5 rounded-tile bg-raised py-1.5 pr-1 pl-2.5">
            <span className="mt-1.5 shrink-0 text-muted">
              <ModalityGlyph modality={model?.modality ?? "image"} />
            </span>
            <div className="flex min-h-7 min-w-0 grow flex-col justify-center touch:min-h-11">
              <span className="truncate text-13 font-medium">{model?.name ?? "Reading the model…"}</span>
              {problem ? (
                <span className="text-12 text-warning">
                  {problemWords[problem.code].title} It is left out.{" "}
                  <button type="button" className="underline" onClick={retry}>
                    Try again
                  </button>
                </span>
              ) : null}
              {model
                ? leftOutBy(model, draft).map((sentence) => (
                    <span key={sentence} className="text-12 text-muted">
                      {sentence}
                    </span>
                  ))
                : null}
            </div>
            <span className="mt-1.5 shrink-0 text-12 text-soft tabular touch:mt-3">
              {model ? priceOf(model.name) : null}
            </span>
            {index === 0 ? (
              <Button
                size="s"
                variant="ghost"
                aria-label={`Change ${model?.name ?? "the model"}`}
                onClick={onChange}
              >
                Change
              </Button>
            ) : (
              <IconButton
                label={`Remove ${model?.name ?? "this model"}`}
                icon={<X size={14} />}
                size="s"
                onClick={() => onRemove(id)}
              />
            )}
          </li>
        ))}
      </ul>
      <div className="flex items-center gap-2">
        <Button
          size="s"
          icon={<Plus size={14} aria-hidden="true" />}
          disabled={models.length >= maxPlanModels}
          onClick={onAdd}
        >
          Add a model
        </Button>
        {models.length >= maxPlanModels ? <span className="text-12 text-muted">Eight at most.</span> : null}
      </div>
    </section>
  );
}
