"use client";

import { memo, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Select } from "@/components/ui/select";
import { uploadDesk } from "@/lib/browser/upload-desk";
import type { UploadInput } from "@/lib/browser/upload-input";
import { type PictureTarget, targetWords } from "@/lib/domain/upload-check";
import { FileGlyph } from "./reference-card";

interface InputRowsProps {
  inputs: readonly UploadInput[];
}

/** What came and cannot go up as it is, each with what can be done about it. Nothing of any of them has been sent. */
export function InputRows({ inputs }: InputRowsProps) {
  return inputs.map((input) => <InputRow key={input.id} input={input} />);
}

const pictureTargets: readonly PictureTarget[] = ["image/png", "image/webp", "image/jpeg"];

interface PlacedRowProps {
  input: UploadInput;
  /** Where it stands in a list that draws only what is on the screen, how many that has, and what measures it there. */
  index?: number;
  count?: number;
  measure?: (element: HTMLElement | null) => void;
}

// Drawn anew only when it has changed: a folder may bring hundreds.
export const InputRow = memo(function InputRow({ input, index, count, measure }: PlacedRowProps) {
  const { state } = input;
  const isKnown = state.phase === "known";
  return (
    <li
      ref={measure}
      data-index={index}
      aria-setsize={count}
      aria-posinset={index === undefined ? undefined : index + 1}
      aria-label={input.name}
      className={classNames(
        "flex items-center gap-x-3 gap-y-2 rounded-tile bg-panel",
        measure === undefined ? "flex-wrap p-3" : "p-2 max-sm:flex-wrap",
        // A list that draws only what is on the screen would play the entrance at every scroll.
        measure === undefined && "animate-enter [contain-intrinsic-size:auto_4rem] [content-visibility:auto]",
      )}
    >
      {measure === undefined ? null : (
        // Beside uploads, whose small pictures stand here, so that all names begin at one edge.
        <div className="flex size-12 shrink-0 items-center justify-center rounded-control bg-raised text-muted">
          <FileGlyph contentType={input.file?.type ?? ""} />
        </div>
      )}
      <div className={classNames("min-w-0 grow", measure === undefined ? "basis-56" : "basis-40")}>
        <p className="truncate text-13" title={input.name}>
          {input.name}
        </p>
        <InputWords input={input} />
        {state.phase === "checking" || state.phase === "converting" || state.phase === "fetching" ? (
          <ProgressBar label={`Upload of ${input.name}`} fraction={null} className="mt-1" />
        ) : null}
        {isKnown ? (
          <ProgressBar label={`Upload of ${input.name}`} fraction={1} tone="success" className="mt-1" />
        ) : null}
      </div>
      <div className="flex shrink-0 flex-wrap items-center justify-end gap-1 max-sm:w-full">
        {state.phase === "offered" ? <OfferActions input={input} offer={state.offer} /> : null}
        {isKnown && input.file ? (
          <Button size="s" variant="ghost" onClick={() => uploadDesk.opened()?.inputs.sendAnyway(input.id)}>
            Upload again
          </Button>
        ) : null}
        <Button size="s" variant="ghost" onClick={() => uploadDesk.dismiss(input.id)}>
          {state.phase === "offered"
            ? "Leave out"
            : state.phase === "checking" || state.phase === "converting" || state.phase === "fetching"
              ? "Cancel"
              : "Dismiss"}
        </Button>
      </div>
    </li>
  );
});

function InputWords({ input }: InputRowProps) {
  const { state } = input;
  switch (state.phase) {
    case "checking":
      return <p className="text-12 text-muted">Checking</p>;
    case "converting":
      return <p className="text-12 text-muted">Converting on this machine</p>;
    case "fetching":
      return <p className="text-12 text-muted">Fetching from the address</p>;
    case "known":
      return <p className="text-12 text-muted">Already here as {state.file.name}: nothing had to be sent.</p>;
    case "refused":
      return (
        <p
          role={state.isHarmless ? undefined : "alert"}
          className={`text-12 ${state.isHarmless ? "text-muted" : "text-danger"}`}
        >
          {state.sentence}
        </p>
      );
    case "offered":
      return (
        <p className="text-12 text-warning">
          {state.offer.why}{" "}
          {state.offer.kind === "convert"
            ? `It can become ${targetWords[state.offer.target]} here, before anything is sent. ${state.offer.loses}`
            : "Nothing in it changes but the name."}
        </p>
      );
  }
}

interface InputRowProps {
  input: UploadInput;
}

type Offered = Extract<UploadInput["state"], { phase: "offered" }>["offer"];

function OfferActions({ input, offer }: InputRowProps & { offer: Offered }) {
  const [chosen, setChosen] = useState<PictureTarget>(offer.kind === "convert" ? offer.target : "image/png");
  if (offer.kind === "rename")
    return (
      <Button size="s" variant="secondary" onClick={() => uploadDesk.opened()?.inputs.accept(input.id)}>
        {offer.action}
      </Button>
    );
  return (
    <>
      <Select
        label={`Format for ${input.name}`}
        isLabelHidden
        value={chosen}
        onChange={setChosen}
        choices={pictureTargets.map((target) => ({ value: target, label: targetWords[target] }))}
        className="w-24"
      />
      <Button
        size="s"
        variant="secondary"
        onClick={() => uploadDesk.opened()?.inputs.accept(input.id, chosen)}
      >
        Convert and upload
      </Button>
    </>
  );
}
