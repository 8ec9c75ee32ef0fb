"use client";

import { ChevronRight, X } from "lucide-react";
import dynamic from "next/dynamic";
import { memo, type ReactNode, useState } from "react";
import type { ReferenceUse } from "@/components/references/add-references";
import { ReferenceStrip } from "@/components/references/reference-strip";
import { reordered } from "@/components/references/reordered";
import { SessionField } from "@/components/spend/session-field";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import {
  changedCount,
  type Draft,
  type DraftReference,
  isSet,
  roleFor,
  rolesFor,
} from "@/lib/browser/drafts";
import { type DraftSession, usePrompt, withReference } from "@/lib/browser/drafts-session";
import { patiently } from "@/lib/browser/patiently";
import { uploadDesk } from "@/lib/browser/upload-desk";
import { useUploadInputs, useUploads } from "@/lib/browser/uploads";
import { takesMask } from "@/lib/domain/mask-rule";
import type { Model } from "@/lib/domain/model";
import { fieldsFor, ignoredFields, maxPromptCharacters, type ParameterKey } from "@/lib/domain/parameters";
import type { Parameters, ParameterValue } from "@/lib/domain/request";
import { BatchField } from "./batch-field";
import { LackingFields, UnusedSettings } from "./ignored-fields";
import { ParameterGroups } from "./parameter-groups";
import { usePromptApart } from "./prompt-apart";
import { PromptField } from "./prompt-field";
import { SeedField } from "./seed-field";
import { SizeField } from "./size-field";

interface GenerateFormProps {
  session: DraftSession | null;
  draft: Draft;
  model: Model;
  workspaceId: string;
  /** What the model made before of the size on the form, where that was another. */
  madeBefore: { width: number; height: number } | null;
  /** Sessions used here before, newest first. */
  sessionNames: readonly string[];
  /** Sentences about files that were not taken. */
  refusals: readonly string[];
  onRefusalsRead: () => void;
  onFiles: (files: File[], use?: ReferenceUse) => void;
  /** A question about what was dropped, beside the references. */
  question: ReactNode;
}

// Most prompts have no choices: what counts them is fetched with the first.
const PromptCount = dynamic(
  () => patiently(() => import("./prompt-count")).then((module) => module.PromptCount),
  {
    ssr: false,
  },
);
const choicesPattern = /\{[^{}]*\||__[a-z0-9]/i;

// Few files need a decision: what asks for it is fetched with the first that does.
const InputRows = dynamic(
  () => patiently(() => import("@/components/references/input-rows")).then((module) => module.InputRows),
  {
    ssr: false,
  },
);

// The painter and what leads to it is no part of the first paint; its place is kept meanwhile.
const MaskSection = dynamic(
  () => patiently(() => import("@/components/mask/mask-section")).then((module) => module.MaskSection),
  {
    ssr: false,
    loading: () => <div className="h-14.5 touch:h-18" />,
  },
);

// They have fields of their own, above the rest.
const placedKeys = new Set<ParameterKey>(["prompt", "width", "height", "batchSize", "seed"]);

const promptPlaceholders: Record<string, string> = {
  image: "A brass lantern with a moth inside, hand painted, soft rim light, on plain grey",
  video: "The camera circles the ruin slowly while dust drifts through the light",
  threeD: "A squat wooden barrel with iron hoops, low detail, game prop",
  audio: "Heavy stone door grinding open, echo of a large hall",
  text: "Describe what you want written",
};

/** Everything a run is made of, as the model's capabilities call for it. */
export function GenerateForm({ draft, ...form }: GenerateFormProps) {
  const { session, model, workspaceId } = form;
  const prompt = usePrompt(session);
  return (
    // Nothing can be typed before the stored draft is there: it would be overwritten by it.
    <fieldset disabled={session === null} aria-label="Settings" className="flex min-w-0 flex-col gap-4">
      <PromptField
        value={prompt}
        maxCharacters={maxPromptCharacters}
        onChange={(next) =>
          session?.update((current) => ({
            ...current,
            parameters: { ...current.parameters, prompt: next },
          }))
        }
        workspaceId={workspaceId}
        placeholder={promptPlaceholders[model.modality] ?? promptPlaceholders["image"] ?? ""}
        note={
          model.capabilities.textPrompt
            ? null
            : "This model does not read prompts: what is written here may change nothing."
        }
      />
      {choicesPattern.test(prompt) ? (
        <PromptCount workspaceId={workspaceId} modelId={model.id} prompt={prompt} />
      ) : null}
      <FieldsBesidePrompt {...form} draft={usePromptApart(draft)} />
    </fieldset>
  );
}

/** All but the prompt, which is typed a hundred times as often as anything else is set: a key draws none of these. */
const FieldsBesidePrompt = memo(function FieldsBesidePrompt({
  session,
  draft,
  model,
  workspaceId,
  madeBefore,
  sessionNames,
  refusals,
  onRefusalsRead,
  onFiles,
  question,
}: GenerateFormProps) {
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const uploads = useUploads(workspaceId);
  const inputs = useUploadInputs(workspaceId, "references");
  const fields = fieldsFor(model);
  const has = (key: ParameterKey) => fields.some((field) => field.key === key);
  const others = fields.filter((field) => !placedKeys.has(field.key));
  const main = others.filter((field) => field.place === "main");
  const more = others.filter((field) => field.place === "more");
  const moreChanged = changedCount(more, draft.parameters);
  const ignored = ignoredFields(model, (key) => isSet(draft.parameters, key));
  const lacking = ignored.filter(({ key }) => !isSet(draft.parameters, key));

  const setParameters = (change: Partial<Parameters>) =>
    session?.update((current) => ({ ...current, parameters: { ...current.parameters, ...change } }));
  const onValue = (key: ParameterKey, value: ParameterValue | undefined) => setParameters({ [key]: value });
  const onUnread = (key: ParameterKey, text: string | null) =>
    session?.update(({ unread: { [key]: _mended, ...unread }, ...current }) => ({
      ...current,
      unread: text === null ? unread : { ...unread, [key]: text },
    }));
  const setReferences = (change: (references: DraftReference[]) => DraftReference[]) =>
    session?.update((current) => ({ ...current, references: change(current.references) }));
  const putInPlace = (replaced: DraftReference, file: File) => {
    setReferences((references) => references.filter(({ key }) => key !== replaced.key));
    if (replaced.uploadId && !replaced.fileId) uploadDesk.opened()?.uploads.cancel(replaced.uploadId);
    onFiles([file], { role: replaced.role, weight: replaced.weight });
  };
  return (
    <>
      <ReferenceStrip
        model={model}
        references={draft.references}
        uploads={uploads}
        isReady={session !== null}
        workspaceId={workspaceId}
        onFiles={onFiles}
        onPicked={(files, replaced) =>
          session?.update((current) => {
            if (!replaced)
              return files.reduce(
                (draft, file) => withReference(draft, model, { ...file, uploadId: null }),
                current,
              );
            const [file] = files;
            if (!file) return current;
            const role = rolesFor(model, file.contentType).includes(replaced.role)
              ? replaced.role
              : roleFor(model, file.contentType, current.references);
            return {
              ...current,
              references: current.references.map((reference) =>
                reference.key === replaced.key ? { ...reference, ...file, uploadId: null, role } : reference,
              ),
            };
          })
        }
        onMove={(key, to) => setReferences((references) => reordered(references, key, to))}
        onChange={(key, change) =>
          setReferences((references) =>
            references.map((reference) => (reference.key === key ? { ...reference, ...change } : reference)),
          )
        }
        onRemove={(removed) => {
          setReferences((references) => references.filter(({ key }) => key !== removed.key));
          if (removed.uploadId && !removed.fileId) uploadDesk.opened()?.uploads.cancel(removed.uploadId);
        }}
        onCropped={putInPlace}
        waiting={
          <>
            {question}
            {inputs.length > 0 ? (
              <ul aria-label="Files to decide about" className="flex flex-col gap-1">
                <InputRows inputs={inputs} />
              </ul>
            ) : null}
          </>
        }
        notices={
          refusals.length > 0 ? (
            <div
              role="alert"
              className="flex items-start gap-2 rounded-control bg-warning-soft px-2.5 py-1.5 text-12"
            >
              <ul className="min-w-0 grow">
                {refusals.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
              <IconButton
                label="Dismiss"
                icon={<X size={13} />}
                size="s"
                className="-m-1"
                onClick={onRefusalsRead}
              />
            </div>
          ) : null
        }
      />
      {takesMask(model) || draft.mask || draft.references.length > 0 ? (
        <MaskSection
          session={session}
          draft={draft}
          model={model}
          workspaceId={workspaceId}
          uploads={uploads}
          onPicture={putInPlace}
        />
      ) : null}
      {has("width") && has("height") ? (
        <SizeField
          size={{ width: draft.parameters.width, height: draft.parameters.height }}
          onChange={({ width, height }) => setParameters({ width, height })}
          unread={draft.unread}
          onUnread={onUnread}
          madeBefore={madeBefore}
        />
      ) : null}
      <div className="grid grid-cols-2 items-start gap-3">
        {has("batchSize") ? (
          <BatchField
            value={draft.parameters.batchSize}
            onChange={(batchSize) => setParameters({ batchSize })}
            unread={draft.unread.batchSize}
            onUnread={(text) => onUnread("batchSize", text)}
          />
        ) : null}
        {has("seed") ? (
          <SeedField
            value={draft.parameters.seed}
            onChange={(seed) => setParameters({ seed })}
            unread={draft.unread.seed}
            onUnread={(text) => onUnread("seed", text)}
          />
        ) : null}
      </div>
      <ParameterGroups
        fields={main}
        draft={draft}
        onValue={onValue}
        onUnread={onUnread}
        last={
          <SessionField
            value={draft.sessionName}
            suggestions={sessionNames}
            onChange={(sessionName) => session?.update((current) => ({ ...current, sessionName }))}
          />
        }
      />
      <UnusedSettings
        ignored={ignored.filter(({ key }) => isSet(draft.parameters, key))}
        parameters={draft.parameters}
        onRemove={(key) => onValue(key, undefined)}
      />
      {more.length > 0 || lacking.length > 0 ? (
        <div className="flex flex-col gap-3">
          <button
            type="button"
            aria-expanded={isMoreOpen}
            onClick={() => setIsMoreOpen(!isMoreOpen)}
            className="-mx-1 flex h-8 items-center gap-1 rounded-control px-1 text-12 font-medium text-soft transition-colors hover:text-text touch:h-11"
          >
            <ChevronRight
              size={14}
              aria-hidden="true"
              className={classNames("transition-transform", isMoreOpen && "rotate-90")}
            />
            More
            {moreChanged > 0 ? (
              <span className="text-accent-text tabular">({moreChanged} changed)</span>
            ) : null}
          </button>
          {isMoreOpen ? (
            <>
              <ParameterGroups fields={more} draft={draft} onValue={onValue} onUnread={onUnread} isTitled />
              <LackingFields ignored={lacking} />
            </>
          ) : null}
        </div>
      ) : null}
    </>
  );
});
