"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Sparkles } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { buttonClasses } from "@/components/ui/button";
import { ModalityGlyph } from "@/components/ui/modality-glyph";
import { myModelsQuery } from "@/lib/browser/queries";
import { useShortcuts } from "@/lib/browser/shortcuts";
import { modalityLabel } from "@/lib/domain/modality";
import type { Model } from "@/lib/domain/model";
import type { ModelResult } from "@/lib/domain/model-result";
import { familyWords, plainWords, timingWords } from "@/lib/domain/model-words";
import { capabilityGroups } from "./capability-groups";
import { FavouriteButton } from "./favourite-button";
import { ModelPrice } from "./model-price";
import { ResultGrid } from "./result-grid";

interface ModelPageProps {
  workspaceId: string;
  model: Model;
  /** What was made with it here, newest first. */
  results: ModelResult[];
}

/** One model: what it can do, in words, and the way to use it. */
export function ModelPage({ workspaceId, model, results }: ModelPageProps) {
  const router = useRouter();
  const { data: mine } = useQuery(myModelsQuery(workspaceId));
  const useHref = `/w/${workspaceId}/generate?model=${model.id}`;
  const groups = capabilityGroups(model);
  const family = model.baseModelName ?? (model.baseModel ? familyWords(model.baseModel) : null);
  useShortcuts("Model", [
    { keys: "enter", label: "Use this model", run: () => router.push(useHref) },
    {
      keys: "f",
      label: "Favourite",
      run: () => document.querySelector<HTMLElement>("main [data-favourite]")?.click(),
    },
  ]);
  return (
    <article className="mx-auto flex w-full max-w-4xl flex-col gap-8 px-4 py-6 md:px-8 md:py-8">
      <Link
        href={`/w/${workspaceId}/models`}
        prefetch={false}
        className="inline-flex items-center gap-1.5 self-start rounded-control text-13 text-muted hover:text-text"
      >
        <ArrowLeft size={14} aria-hidden="true" />
        Models
      </Link>
      <header className="flex flex-col gap-5 sm:flex-row sm:items-start">
        <span className="flex size-14 shrink-0 items-center justify-center rounded-tile max-sm:hidden bg-panel text-soft shadow-[inset_0_0_0_1px_var(--line)]">
          <ModalityGlyph modality={model.modality} size={26} />
        </span>
        <div className="flex min-w-0 grow flex-col gap-2">
          <div className="flex items-center gap-2">
            <h1 className="text-20 font-semibold text-balance wrap-anywhere">{model.name}</h1>
            <FavouriteButton
              workspaceId={workspaceId}
              model={model}
              isFavourite={mine?.favouriteIds.includes(model.id) ?? false}
            />
          </div>
          {model.description ? (
            <p className="max-w-prose text-14 text-soft text-pretty">{plainWords(model.description)}</p>
          ) : null}
        </div>
        <Link href={useHref} prefetch={false} className={buttonClasses("primary", "l")}>
          <Sparkles size={16} aria-hidden="true" />
          Use this model
        </Link>
      </header>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-tile bg-line shadow-[0_0_0_1px_var(--line)] sm:grid-cols-4">
        <Fact term="Makes">{modalityLabel(model.modality)}</Fact>
        <Fact term="Family">{family ?? "Not told"}</Fact>
        <Fact term="Usually takes">{timingWords(model.timing) || "Not told by Layer"}</Fact>
        <Fact term="One result">
          <ModelPrice workspaceId={workspaceId} modelId={model.id} />
        </Fact>
      </dl>
      {results.length > 0 ? (
        <section aria-labelledby="results" className="flex flex-col gap-3">
          <div className="flex items-baseline justify-between gap-4">
            <h2 id="results" className="text-14 font-semibold">
              Made with it here
            </h2>
            <Link
              href={`/w/${workspaceId}/gallery?source=${model.id}`}
              prefetch={false}
              className="rounded-control text-12 text-muted hover:text-text touch:py-3"
            >
              All in the gallery
            </Link>
          </div>
          <ResultGrid workspaceId={workspaceId} results={results} />
        </section>
      ) : null}
      <section aria-labelledby="abilities" className="flex flex-col gap-4">
        <h2 id="abilities" className="text-14 font-semibold">
          What it can do
        </h2>
        {groups.length === 0 ? (
          <p className="text-13 text-muted">Layer tells nothing about this model's abilities.</p>
        ) : (
          <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
            {groups.map((group) => (
              <section key={group.title} className="flex flex-col gap-2">
                <h3 className="text-12 font-medium text-muted">{group.title}</h3>
                <ul className="flex flex-col">
                  {group.points.map((point) => (
                    <li key={point.label} className="border-t border-line py-1.5 text-13">
                      <span className="text-text">{point.label}</span>
                      {point.detail ? <span className="text-muted"> – {point.detail}</span> : null}
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        )}
      </section>
    </article>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5 bg-panel px-4 py-3">
      <dt className="text-12 text-muted">{term}</dt>
      <dd className="flex min-h-5 items-center truncate text-13 font-medium">{children}</dd>
    </div>
  );
}
