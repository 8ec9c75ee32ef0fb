"use client";

import { type ReactNode, useId } from "react";
import type { FileValue } from "@/lib/browser/input-control";
import { FileInput } from "./file-input";

interface FileListInputProps {
  workspaceId: string;
  label: string;
  labelNode: ReactNode;
  help: string | null;
  error: string | null;
  max: number | null;
  value: FileValue[];
  onChange: (change: (last: FileValue[]) => FileValue[]) => void;
}

/** Several files for a workflow, in their order: the chosen ones, and a place for the next while there is room. */
export function FileListInput({
  workspaceId,
  label,
  labelNode,
  help,
  error,
  max,
  value,
  onChange,
}: FileListInputProps) {
  const id = useId();
  const hasRoom = max === null || value.length < max;
  // The empty place keeps its place in the list when it is filled, so the one that was chosen in goes on as it was.
  const places: Array<FileValue | null> = hasRoom ? [...value, null] : value;
  return (
    <fieldset aria-describedby={help ? `${id}-help` : undefined} className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-12 font-medium text-soft">{labelNode}</legend>
      {help ? (
        <p id={`${id}-help`} className="text-12 text-muted">
          {help}
        </p>
      ) : null}
      {places.map((file, position) => (
        <FileInput
          // oxlint-disable-next-line react/no-array-index-key -- A file has no id of its own until it is uploaded, and may be there twice.
          key={position}
          workspaceId={workspaceId}
          label={`${label} ${position + 1}`}
          labelNode={`File ${position + 1}`}
          help={null}
          error={position === places.length - 1 ? error : null}
          value={file}
          onChange={(next) =>
            onChange((last) => {
              if (file === null) return next ? [...last, next] : last;
              // By the file, not its position: others may have been removed since this was drawn.
              return last.flatMap((other) => (other === file ? (next ? [next] : []) : [other]));
            })
          }
        />
      ))}
    </fieldset>
  );
}
