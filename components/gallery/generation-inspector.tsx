"use client";

import { useQuery } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { Cost } from "@/components/ui/cost";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { fileSizeWords, fileTypeWords } from "@/components/viewers/file-words";
import { outcomeWords, statusWords } from "@/components/viewers/outcome-words";
import { StepsTimeline } from "@/components/viewers/steps-timeline";
import { clockWords } from "@/components/viewers/time-words";
import { patiently } from "@/lib/browser/patiently";
import { modelQuery } from "@/lib/browser/queries";
import { useTimeZone } from "@/lib/browser/time-zone";
import type { Asset } from "@/lib/domain/asset";
import { type Generation, isActive } from "@/lib/domain/generation";
import { maskRuleOf, maskRules } from "@/lib/domain/mask-rule";
import { ignoredOptions, receiptOf } from "@/lib/domain/receipt";
import { referenceRoleLabel } from "@/lib/domain/reference-roles";
import { chargedWords, chargeNote, timeTaken } from "./generation-facts";

// A script of its own: no result waits for what is said about it.
const AssetNotes = lazy(() =>
  patiently(() => import("./asset-notes")).then((part) => ({ default: part.AssetNotes })),
);

interface GenerationInspectorProps {
  generation: Generation;
  /** The one in sight. */
  asset: Asset | null;
}

/** What was asked, what ran, what it cost. */
export function GenerationInspector({ generation, asset }: GenerationInspectorProps) {
  const { request, source } = generation;
  const prompt = request.kind === "model" ? request.parameters.prompt?.trim() : undefined;
  const steps = "steps" in generation ? generation.steps : [];
  const outcome = outcomeWords(generation);
  return (
    <div className="flex flex-col gap-6 p-4">
      {prompt ? (
        <Section title="Prompt" aside={<CopyButton text={prompt} what="Prompt" />}>
          <p className="text-13 wrap-anywhere whitespace-pre-wrap text-text">{prompt}</p>
        </Section>
      ) : null}
      {asset ? (
        <Suspense fallback={<Skeleton className="h-40" />}>
          {/* What is being written belongs to the one it was begun for. */}
          <AssetNotes key={`${generation.id}:${asset.position}`} generation={generation} asset={asset} />
        </Suspense>
      ) : null}
      {steps.length > 0 ? (
        <Section title="Steps">
          <StepsTimeline steps={steps} isOver={!isActive(generation)} />
        </Section>
      ) : null}
      <Receipt generation={generation} />
      {request.kind === "workflow" ? <WorkflowInputs inputs={request.inputs} /> : null}
      {request.kind === "model" && (request.references.length > 0 || request.mask) ? (
        <Section title="References">
          <ul className="flex flex-col gap-1">
            {request.references.map((reference) => (
              <li key={`${reference.fileId}:${reference.role}`} className="flex justify-between gap-3">
                <span className="text-soft">{referenceRoleLabel(reference.role)}</span>
                <span className="text-muted tabular">
                  {reference.weight === null ? "Usual weight" : `${Math.round(reference.weight * 100)} %`}
                </span>
              </li>
            ))}
            {request.mask ? (
              <li className="flex justify-between gap-3">
                <span className="text-soft">Mask</span>
                <span className="text-muted">
                  {maskRules[maskRuleOf(request.mask)].label}
                  {request.mask.edgeRadiusPixels > 0 ? `, feather ${request.mask.edgeRadiusPixels} px` : ""}
                </span>
              </li>
            ) : null}
          </ul>
        </Section>
      ) : null}
      <Section title="Run">
        <Facts>
          <Fact label={source.kind === "workflow" ? "Workflow" : "Model"}>{source.name}</Fact>
          <Fact label="State">
            <Badge
              tone={
                isActive(generation)
                  ? "info"
                  : generation.status === "complete"
                    ? "success"
                    : (outcome?.tone ?? "neutral")
              }
            >
              {generation.status === "refused" ? "Refused" : statusWords(generation)}
            </Badge>
          </Fact>
          <Fact label="Started">
            <Moment at={generation.createdAt} />
          </Fact>
          <Fact label="By">
            {generation.isMine ? `${generation.personName} (you)` : generation.personName}
          </Fact>
          {generation.sessionName ? <Fact label="Session">{generation.sessionName}</Fact> : null}
          {"runId" in generation ? (
            <Fact label="Run id">
              <span className="inline-flex min-w-0 items-center gap-1">
                <code className="truncate font-mono text-11" title={generation.runId}>
                  {generation.runId}
                </code>
                <CopyButton text={generation.runId} what="Run id" />
              </span>
            </Fact>
          ) : null}
        </Facts>
      </Section>
      {asset ? (
        <Section title="File">
          <Facts>
            <Fact label="Type">{fileTypeWords(asset.contentType, asset.url)}</Fact>
            {asset.widthPixels && asset.heightPixels ? (
              <Fact label="Size">
                {asset.widthPixels} × {asset.heightPixels}
              </Fact>
            ) : null}
            {asset.durationSeconds === null ? null : (
              <Fact label="Length">{clockWords(asset.durationSeconds)}</Fact>
            )}
            {asset.sizeBytes === null ? null : <Fact label="Weight">{fileSizeWords(asset.sizeBytes)}</Fact>}
            {asset.fileId ? (
              <Fact label="File id">
                <span className="inline-flex min-w-0 items-center gap-1">
                  <code className="truncate font-mono text-11" title={asset.fileId}>
                    {asset.fileId}
                  </code>
                  <CopyButton text={asset.fileId} what="File id" />
                </span>
              </Fact>
            ) : null}
          </Facts>
        </Section>
      ) : null}
    </div>
  );
}

function Receipt({ generation }: { generation: Generation }) {
  const lines = receiptOf(generation);
  const charged = chargedWords(generation);
  const note = chargeNote(generation);
  const { request, workspaceId } = generation;
  const modelId = request.kind === "model" ? request.modelId : null;
  const model = useQuery({
    ...modelQuery(workspaceId, modelId ?? ""),
    enabled: modelId !== null,
    retry: false,
  });
  const ignored = model.data ? ignoredOptions(generation, model.data) : [];
  const took = timeTaken(generation);
  const changed = lines.filter((line) => line.isChanged).length;
  return (
    <Section
      title="Receipt"
      aside={
        changed > 0 ? (
          <Badge tone="warning">{changed === 1 ? "1 changed" : `${changed} changed`}</Badge>
        ) : null
      }
    >
      <div className="overflow-hidden rounded-control bg-well text-12">
        {lines.length > 0 ? (
          <table className="w-full tabular">
            <thead className="text-left text-11 text-muted">
              <tr>
                <th scope="col" className="px-2.5 py-1.5 font-medium">
                  <span className="sr-only">Setting</span>
                </th>
                <th scope="col" className="px-2.5 py-1.5 text-right font-medium">
                  Asked
                </th>
                <th scope="col" className="px-2.5 py-1.5 text-right font-medium">
                  Ran
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr
                  key={line.key}
                  className={classNames("border-t border-line", line.isChanged && "bg-warning-soft")}
                >
                  <th scope="row" className="px-2.5 py-1.5 text-left font-normal text-soft">
                    {line.label}
                  </th>
                  <td className="px-2.5 py-1.5 text-right wrap-anywhere text-text">{line.asked ?? "–"}</td>
                  <td
                    className={classNames(
                      "px-2.5 py-1.5 text-right wrap-anywhere",
                      line.isChanged ? "font-medium text-warning" : "text-text",
                    )}
                  >
                    {line.ran ?? "–"}
                    {line.isChanged ? <span className="sr-only"> (changed by Layer)</span> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
        <dl className={classNames("tabular", lines.length > 0 && "border-t border-edge")}>
          <div className="flex justify-between gap-3 px-2.5 py-1.5">
            <dt className="text-soft">Estimated</dt>
            <dd>
              <Cost creativeUnits={generation.estimateCreativeUnits} />
            </dd>
          </div>
          <div className="flex justify-between gap-3 border-t border-line px-2.5 py-1.5 font-medium">
            <dt className="text-text">Charged</dt>
            <dd>{charged.words ?? <Cost creativeUnits={charged.creativeUnits} />}</dd>
          </div>
          {took ? (
            <div className="flex justify-between gap-3 border-t border-line px-2.5 py-1.5">
              <dt className="text-soft">Time taken</dt>
              <dd>{took}</dd>
            </div>
          ) : null}
        </dl>
      </div>
      {note ? <p className="text-12 text-muted">{note}</p> : null}
      {ignored.length > 0 ? (
        <p className="text-12 text-warning">
          {generation.source.name} does nothing with: {ignored.join(", ")}.
        </p>
      ) : null}
    </Section>
  );
}

function WorkflowInputs({ inputs }: { inputs: Record<string, unknown> }) {
  const entries = Object.entries(inputs);
  if (entries.length === 0) return null;
  return (
    <Section title="Inputs">
      <dl className="flex flex-col gap-2">
        {entries.map(([name, value]) => (
          <div key={name} className="flex flex-col">
            <dt className="text-12 text-muted">{name}</dt>
            <dd className="text-13 wrap-anywhere whitespace-pre-wrap text-text">
              {typeof value === "string" ? value : JSON.stringify(value)}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <div className="flex min-h-6 items-center justify-between">
        <h2 className="text-12 font-medium text-muted">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className="flex flex-col gap-1.5 text-12 tabular">{children}</dl>;
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-5 items-center justify-between gap-4">
      <dt className="shrink-0 text-muted">{label}</dt>
      <dd className="flex min-w-0 justify-end text-right wrap-anywhere text-text">{children}</dd>
    </div>
  );
}

/** A moment in the viewer's own time; the server, which does not know it, draws the day's moment in UTC. */
function Moment({ at }: { at: string }) {
  const timeZone = useTimeZone("UTC");
  const words = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(at));
  return <time dateTime={at}>{words}</time>;
}

function CopyButton({ text, what }: { text: string; what: string }) {
  return (
    <IconButton
      label={`Copy ${what.toLowerCase()}`}
      size="s"
      className="-my-1.5"
      icon={<Copy size={13} />}
      onClick={() => {
        navigator.clipboard
          .writeText(text)
          .then(() => toast(`${what} copied`))
          // Without the right to the clipboard the text can still be selected.
          .catch(() => toast(`${what} could not be copied; select it instead`));
      }}
    />
  );
}
