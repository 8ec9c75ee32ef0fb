"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { type CSSProperties, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { PresetsButton } from "@/components/presets/presets-button";
import {
  addReferenceFiles,
  type ReferenceUse,
  untakenSentence,
} from "@/components/references/add-references";
import { DropOverlay } from "@/components/references/drop-overlay";
import { findKnownFiles } from "@/components/references/known-files";
import { referenceOf } from "@/components/references/reference-of";
import { useFileDrop } from "@/components/references/use-file-drop";
import { useRoleQuestion } from "@/components/references/use-role-question";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import {
  type Draft,
  draftFromRequest,
  emptyDraft,
  isEmptyDraft,
  type KnownFile,
  requestFromDraft,
} from "@/lib/browser/drafts";
import type { CarryReport } from "@/lib/browser/drafts-carry";
import {
  draftSession,
  replaceDraft,
  useDraft,
  useDraftSession,
  withReference,
} from "@/lib/browser/drafts-session";
import { patiently } from "@/lib/browser/patiently";
import { rememberPreference } from "@/lib/browser/preferences";
import { generationsQuery, modelQuery } from "@/lib/browser/queries";
import { useShortcuts } from "@/lib/browser/shortcuts";
import type { Asset } from "@/lib/domain/asset";
import type { Generation, GenerationPage } from "@/lib/domain/generation";
import type { Model } from "@/lib/domain/model";
import { parameterDefinitions } from "@/lib/domain/parameters";
import { preferenceCookies } from "@/lib/domain/preferences";
import type { Preset } from "@/lib/domain/preset";
import type { GenerationRequest } from "@/lib/domain/request";
import { sizeMadeBefore } from "@/lib/domain/size-before";
import { ColumnHandle } from "./column-handle";
import { type ColumnWidths, columnLimits, columnWidthsText } from "./column-widths";
import { GenerateBar } from "./generate-bar";
import { GenerateForm } from "./generate-form";
import { ModelCard } from "./model-card";
import { Recents } from "./recents";
import { Stage } from "./stage";
import { stagedGenerations } from "./staged";
import { useCarriedFrom } from "./use-carried-from";
import { showModel, useChosenModel } from "./use-chosen-model";
import { useGenerate } from "./use-generate";
import { useRoom } from "./use-room";
import { useSettings } from "./use-settings";

// Comes with the picker, so that a pick never waits for it.
const loadCarry = () => import("@/lib/browser/drafts-carry");
const ModelPicker = dynamic(
  () =>
    patiently(() => Promise.all([import("./model-picker"), loadCarry()])).then(([part]) => part.ModelPicker),
  { ssr: false },
);

const CarryNotice = dynamic(
  () => patiently(() => import("./carry-notice")).then((part) => part.CarryNotice),
  { ssr: false },
);
const DifferenceDialog = dynamic(
  () =>
    patiently(() => import("@/components/presets/difference-dialog")).then((part) => part.DifferenceDialog),
  { ssr: false },
);

/** What a change of model took along, as long as it is of interest. */
interface Carried {
  modelId: string;
  report: CarryReport;
  undo: () => void;
}

export interface GenerateScreenProps {
  workspaceId: string;
  /** The model of the address, where the server could read it. */
  initialModel: Model | null;
  initialGenerations: GenerationPage;
  /** A generation whose settings are to be put on the form: `?from=`. */
  restored: Generation | null;
  /** A preset to be put on the form: `?preset=`. */
  preset: Preset | null;
  initialWidths: ColumnWidths;
}

/** The main page: the form, what it makes, and what was made before. */
export function GenerateScreen({
  workspaceId,
  initialModel,
  initialGenerations,
  restored,
  preset,
  initialWidths,
}: GenerateScreenProps) {
  const client = useQueryClient();
  const restoredModelId =
    [preset?.request, restored?.request].find((request) => request?.kind === "model")?.modelId ?? null;
  const chosen = useChosenModel(workspaceId, initialModel, restoredModelId);
  const [isPickerOpen, setIsPickerOpen] = useState(false);
  const [carried, setCarried] = useState<Carried | null>(null);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [widths, setWidths] = useState(initialWidths);
  const list = useInfiniteQuery({
    ...generationsQuery(workspaceId),
    initialData: { pages: [initialGenerations], pageParams: [null] },
  });
  const generations = useMemo(() => list.data.pages.flatMap((page) => page.generations), [list.data]);

  const carriedFrom = useCarriedFrom(workspaceId);
  const pick = useCallback(
    async (modelId: string) => {
      setIsPickerOpen(false);
      if (modelId === chosen.modelId) return;
      const from = carriedFrom(chosen.modelId, modelId);
      showModel(modelId, "push");
      if (!from) return;
      // Where the model cannot be read now, its form says so, with its own draft.
      const [model, carry] = await Promise.all([
        client.fetchQuery(modelQuery(workspaceId, modelId)).catch(() => null),
        loadCarry().catch(() => null),
      ]);
      if (!model || !carry) return;
      const session = draftSession(workspaceId, modelId);
      await session.whenRead;
      const own = session.get() ?? emptyDraft;
      const next = carry.carryOver(from, own, model);
      session.update(() => next);
      if (!isEmptyDraft(from))
        setCarried({
          modelId,
          report: carry.carryReport(from, next, model),
          undo: () => {
            replaceDraft(session, own);
            setCarried(null);
            if (chosen.modelId) showModel(chosen.modelId, "push");
          },
        });
    },
    [chosen.modelId, client, workspaceId, carriedFrom],
  );

  const settings = useSettings(workspaceId);
  const { use } = settings;
  const restoredKey = useRef<string | null>(null);
  // An effect, because the form's draft and the address are outside React. Once for each: development runs it twice.
  useEffect(() => {
    const [key, request] = preset
      ? [preset.id, preset.request]
      : restored
        ? [restored.id, restored.request]
        : [null];
    if (key === null || restoredKey.current === key || request?.kind !== "model") return;
    restoredKey.current = key;
    void use(request, "replace");
  }, [restored, preset, use]);

  const resize = (change: Partial<ColumnWidths>) => setWidths({ ...widths, ...change });
  const settle = (change: Partial<ColumnWidths>) =>
    rememberPreference(preferenceCookies.generateColumns, columnWidthsText({ ...widths, ...change }));
  const putSettings = useCallback(
    (generation: Generation) => {
      if (generation.request.kind === "model") void use(generation.request, "push");
    },
    [use],
  );
  const select = useCallback(
    (generation: Generation) => setSelectedId((id) => (id === generation.id ? null : generation.id)),
    [],
  );

  // The form brings this key with its others; while there is none, it is here.
  useShortcuts(
    "Generate",
    chosen.model
      ? []
      : [
          {
            keys: "mod+m",
            label: "Choose a model",
            run: () => setIsPickerOpen(true),
            worksWhileTyping: true,
          },
        ],
  );

  return (
    <div
      className="flex min-h-full flex-col lg:h-full lg:flex-row"
      style={
        {
          "--form": `${widths.formPixels}px`,
          "--recents": `${widths.recentsPixels}px`,
        } as CSSProperties
      }
    >
      <h1 className="sr-only">Generate</h1>
      {chosen.model ? (
        <Workbench
          key={chosen.model.id}
          workspaceId={workspaceId}
          model={chosen.model}
          generations={generations}
          selectedId={selectedId}
          onSelected={setSelectedId}
          onChangeModel={() => setIsPickerOpen(true)}
          onUseSettings={putSettings}
          widths={widths}
          onResize={resize}
          onSettle={settle}
          onUsePreset={({ request }) => {
            if (request.kind === "model") void use(request, "push");
          }}
          notice={
            carried?.modelId === chosen.model.id ? (
              <CarryNotice report={carried.report} onUndo={carried.undo} onClose={() => setCarried(null)} />
            ) : null
          }
        />
      ) : (
        <div className="flex w-full shrink-0 flex-col bg-panel p-4 lg:w-[min(var(--form),34vw)]">
          {chosen.problem ? (
            <ProblemNotice
              problem={chosen.problem}
              tone="warning"
              isLive={false}
              charge="What you set for this model is kept."
              onRetry={chosen.retry}
              actions={
                <Button size="s" variant="ghost" onClick={() => setIsPickerOpen(true)}>
                  Choose another model
                </Button>
              }
            />
          ) : chosen.isNoneChosen ? (
            <EmptyState
              icon={<Sparkles size={28} strokeWidth={1.5} aria-hidden="true" />}
              title="Choose a model to begin"
              action={
                <Button variant="primary" onClick={() => setIsPickerOpen(true)}>
                  Choose a model
                </Button>
              }
            >
              The form then asks for what that model needs, and says the price before you spend it.
            </EmptyState>
          ) : (
            <FormSkeleton />
          )}
        </div>
      )}
      {chosen.model ? null : <div className="hidden grow bg-canvas lg:block" />}
      <div className="hidden shrink-0 lg:contents">
        <ColumnHandle
          label="Width of the recent column"
          widthPixels={widths.recentsPixels}
          {...columnLimits.recents}
          direction={-1}
          onResize={(recentsPixels) => resize({ recentsPixels })}
          onSettle={(recentsPixels) => settle({ recentsPixels })}
        />
      </div>
      <aside
        aria-label="History"
        className="shrink-0 lg:w-[min(var(--recents),18vw)] lg:overflow-y-auto lg:bg-panel max-lg:border-t max-lg:border-line"
      >
        <Recents
          generations={generations}
          selectedId={selectedId}
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          onLoadMore={() => void list.fetchNextPage()}
          onSelect={select}
          onUseSettings={putSettings}
        />
      </aside>
      {isPickerOpen ? (
        <ModelPicker
          workspaceId={workspaceId}
          currentId={chosen.modelId}
          onPick={({ id }) => void pick(id)}
          onClose={() => setIsPickerOpen(false)}
        />
      ) : null}
      {settings.asked ? (
        <DifferenceDialog
          lines={settings.asked.lines}
          onReplace={settings.asked.replace}
          onClose={settings.asked.keep}
        />
      ) : null}
    </div>
  );
}

const RoleQuestion = dynamic(
  () =>
    patiently(() => import("@/components/references/role-question")).then((module) => module.RoleQuestion),
  { ssr: false },
);

/** What a preset is made of, or why not yet: a form without a prompt is worth keeping, one with a value that Layer would refuse is not. */
function keepableRequest(draft: Draft, model: Model): GenerationRequest | string {
  const { request, blockers } = requestFromDraft(draft, model);
  const broken = blockers.find(({ field }) => field !== "prompt" || request.parameters.prompt !== undefined);
  return broken?.message ?? request;
}

const isOfModel = ({ request }: Preset) => request.kind === "model";

interface WorkbenchProps {
  workspaceId: string;
  model: Model;
  generations: readonly Generation[];
  selectedId: string | null;
  onSelected: (generationId: string | null) => void;
  onChangeModel: () => void;
  onUseSettings: (generation: Generation) => void;
  widths: ColumnWidths;
  onResize: (change: Partial<ColumnWidths>) => void;
  onSettle: (change: Partial<ColumnWidths>) => void;
  onUsePreset: (preset: Preset) => void;
  /** What has just happened to the form. */
  notice: ReactNode;
}

/** Form and stage of one model, around its draft. */
function Workbench({
  workspaceId,
  model,
  generations,
  selectedId,
  onSelected,
  onChangeModel,
  onUseSettings,
  widths,
  onResize,
  onSettle,
  onUsePreset,
  notice,
}: WorkbenchProps) {
  const client = useQueryClient();
  const session = useDraftSession(workspaceId, model.id);
  const stored = useDraft(session, { promptMayFollow: true });
  const draft: Draft = stored ?? emptyDraft;
  const ready = stored ? session : null;
  const form = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLElement>(null);
  const room = useRoom(stage);
  const [refusals, setRefusals] = useState<string[]>([]);
  const forgetRefusals = useCallback(() => setRefusals([]), []);
  const refuse = useCallback(
    (sentence: string) => setRefusals((known) => [...new Set([...known, sentence])]),
    [],
  );

  const state = useGenerate({
    session: ready,
    draft,
    model,
    workspaceId,
    generations,
    onStarted: () => {
      onSelected(null);
      // Beside the form it only has to be at its top; below it, on a phone, it has to be brought into sight.
      if (stage.current && getComputedStyle(stage.current).overflowY === "visible")
        stage.current.scrollIntoView({ block: "start" });
      else stage.current?.scrollTo({ top: 0 });
    },
    onBlocked: ({ field }) => {
      if (field === "prompt") form.current?.querySelector("textarea")?.focus();
    },
  });
  const { generate } = state;

  const addFiles = useCallback(
    (files: File[], use?: ReferenceUse) => {
      setRefusals([]);
      if (session) addReferenceFiles(session, model, files, refuse, use);
    },
    [session, model, refuse],
  );
  const roleQuestion = useRoleQuestion(session, model);
  const addOwnFile = useCallback(
    (fileId: string, file: KnownFile) => {
      if (!session) return;
      if (model.capabilities.referenceRoles.length === 0) return refuse(`${model.name} takes no references.`);
      const untaken = untakenSentence(model, file.name, file.contentType);
      if (untaken) return refuse(untaken);
      session.update((current) => withReference(current, model, { fileId, uploadId: null, ...file }));
    },
    [session, model, refuse],
  );
  const useReference = useCallback(
    (generation: Generation, asset: Asset) => {
      if (asset.fileId) addOwnFile(asset.fileId, referenceOf(generation, asset));
    },
    [addOwnFile],
  );
  const generateRef = useRef(generate);
  // An effect, because a memoised tile must call what the newest render knows.
  useEffect(() => {
    generateRef.current = generate;
  });
  const tryAgain = useCallback(
    (generation: Generation) => {
      if (!session || generation.request.kind !== "model") return;
      replaceDraft(session, draftFromRequest(generation.request));
      generateRef.current();
    },
    [session],
  );

  const isOver = useFileDrop({
    onFiles: (files, way) => addFiles(files, way === "drop" ? roleQuestion.ask(files) : undefined),
    onOwnFile: ({ fileId, ...file }) => addOwnFile(fileId, file),
  });

  const takenReference = useRef<string | null>(null);
  const askedReference = useSearchParams().get("reference");
  // An effect, because the draft and the address, from which the request is taken away, are outside React.
  useEffect(() => {
    if (!askedReference || !session || takenReference.current === askedReference) return;
    takenReference.current = askedReference;
    showModel(model.id, "replace");
    void findKnownFiles(client, workspaceId, [askedReference], []).then((files) =>
      addOwnFile(
        askedReference,
        files.get(askedReference) ?? { name: "File of this workspace", contentType: "", thumbnail: null },
      ),
    );
  }, [askedReference, session, model.id, client, workspaceId, addOwnFile]);

  useShortcuts("Generate", [
    { keys: "mod+enter", label: "Generate", run: generate, worksWhileTyping: true },
    { keys: "mod+m", label: "Change the model", run: onChangeModel, worksWhileTyping: true },
  ]);

  const sessionNames = useMemo(
    () => [...new Set(generations.flatMap(({ sessionName }) => sessionName ?? []))].slice(0, 30),
    [generations],
  );
  const { width, height } = draft.parameters;
  const madeBefore = useMemo(
    () => sizeMadeBefore(generations, model.id, { width, height }),
    [generations, model.id, width, height],
  );
  const staged = useMemo(() => stagedGenerations(generations, selectedId), [generations, selectedId]);

  return (
    <>
      <div
        ref={form}
        className="flex shrink-0 flex-col bg-panel max-lg:contents lg:h-full lg:w-[min(var(--form),34vw)]"
      >
        <div className="min-h-0 grow max-lg:bg-panel lg:overflow-y-auto">
          <div className="flex flex-col gap-4 p-4 max-md:p-3">
            <div className="flex flex-col gap-1">
              <ModelCard model={model} onChange={onChangeModel} />
              <PresetsButton
                workspaceId={workspaceId}
                sourceName={model.name}
                isOffered={isOfModel}
                request={() => keepableRequest(draft, model)}
                onUse={onUsePreset}
              />
            </div>
            {notice}
            <GenerateForm
              session={ready}
              draft={draft}
              model={model}
              workspaceId={workspaceId}
              madeBefore={madeBefore}
              sessionNames={sessionNames}
              refusals={refusals}
              onRefusalsRead={forgetRefusals}
              onFiles={addFiles}
              question={
                roleQuestion.question ? (
                  <RoleQuestion
                    {...roleQuestion.question}
                    onRole={roleQuestion.answer}
                    onClose={roleQuestion.close}
                  />
                ) : null
              }
            />
          </div>
        </div>
        <div className="z-10 shrink-0 border-t border-line bg-panel p-4 pb-2 max-lg:sticky max-lg:bottom-0 max-lg:order-last max-md:p-3 max-md:pb-1">
          <GenerateBar
            state={state}
            batchSize={draft.parameters.batchSize ?? parameterDefinitions.batchSize.layerDefault}
            isReady={ready !== null}
            workspaceId={workspaceId}
            modelId={model.id}
          />
        </div>
      </div>
      <ColumnHandle
        label="Width of the form"
        widthPixels={widths.formPixels}
        {...columnLimits.form}
        direction={1}
        onResize={(formPixels) => onResize({ formPixels })}
        onSettle={(formPixels) => onSettle({ formPixels })}
      />
      <section
        ref={stage}
        aria-label="Stage"
        className="min-w-0 grow scroll-mt-2 bg-canvas lg:overflow-y-auto"
      >
        {staged.length > 0 ? (
          <Stage
            generations={staged}
            modelId={model.id}
            room={room}
            onUseSettings={onUseSettings}
            onUseReference={useReference}
            onTryAgain={tryAgain}
          />
        ) : (
          <EmptyState
            icon={<Sparkles size={28} strokeWidth={1.5} aria-hidden="true" />}
            title="Nothing made here yet"
          >
            What you generate appears here, as large as it fits, from the moment Layer takes it.
          </EmptyState>
        )}
      </section>
      {isOver ? <DropOverlay text="Drop to use as reference" /> : null}
    </>
  );
}

/** The form's own shape, for the moment before it is known which. */
function FormSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-4">
      <Skeleton className="h-14 rounded-tile" />
      <Skeleton className="h-36" />
      <Skeleton className="h-14" />
      <Skeleton className="h-10" />
      <Skeleton className="h-8" />
      <Skeleton className="h-8" />
    </div>
  );
}
