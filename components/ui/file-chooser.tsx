"use client";

import type { Ref } from "react";

interface FileChooserProps {
  /** Its `click` opens the browser's own dialog. */
  ref: Ref<HTMLInputElement>;
  label: string;
  /** Absent where any file may be chosen. */
  accept?: string | undefined;
  isMultiple?: boolean;
  isFolder?: boolean;
  onFiles: (files: File[]) => void;
}

/** The browser's dialog for files, opened by a button that stands elsewhere. */
export function FileChooser({
  ref,
  label,
  accept,
  isMultiple = false,
  isFolder = false,
  onFiles,
}: FileChooserProps) {
  return (
    <input
      ref={ref}
      type="file"
      multiple={isMultiple}
      accept={accept}
      // React knows the property by its own name only; without it a folder cannot be chosen.
      {...(isFolder ? { webkitdirectory: "" } : {})}
      tabIndex={-1}
      aria-label={label}
      className="sr-only"
      onChange={(event) => {
        const files = [...(event.currentTarget.files ?? [])];
        // Else the same file, chosen again after it was removed or refused, would not be heard of.
        event.currentTarget.value = "";
        onFiles(files);
      }}
    />
  );
}
