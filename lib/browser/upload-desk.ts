import { patiently } from "./patiently";
import type { TabUploads } from "./tab-uploads";
import type { Upload } from "./upload-engine";
import type { TakeOptions, UploadInput, UploadInputs } from "./upload-input";

/** What takes files and sends them: much script, of which most visits need nothing. */
export interface UploadParts {
  uploads: TabUploads;
  inputs: UploadInputs;
}

/** Where files are given before what sends them is there, and what can be asked about those that are on their way. */
export interface UploadDesk {
  subscribe: (listener: () => void) => () => void;
  /** The same array until something changes. */
  uploads: () => readonly Upload[];
  /** Those that wait for the script stand here as well, as being checked. */
  inputs: () => readonly UploadInput[];
  /** The parts where they have been fetched: wherever an upload is on the screen, they have. */
  opened: () => UploadParts | null;
  /** Fetches the parts once; through a gap of the network it asks again. */
  open: () => Promise<UploadParts>;
  /** Takes files at once and for good; each is told through `options` what becomes of it. */
  take: (workspaceId: string, files: readonly File[], options?: TakeOptions) => Promise<void>;
  /** Takes a file that has not been sent off the list, or what was said about it. */
  dismiss: (id: string) => void;
}

const none: readonly never[] = [];
const guard = (event: BeforeUnloadEvent) => event.preventDefault();

/** A desk whose parts come from `fetchParts`. */
export function createUploadDesk(fetchParts: () => Promise<UploadParts>): UploadDesk {
  const listeners = new Set<() => void>();
  let parts: UploadParts | null = null;
  let opening: Promise<UploadParts> | null = null;
  let held: readonly UploadInput[] = none;
  let inputList: readonly UploadInput[] = none;

  const publish = () => {
    const given = parts?.inputs.snapshot() ?? none;
    inputList = held.length === 0 ? given : [...held, ...given];
    for (const listener of listeners) listener();
  };
  const hold = (next: readonly UploadInput[]) => {
    held = next;
    // A file that nothing has taken yet is lost by leaving.
    if (held.some(({ state }) => state.phase === "checking")) window.addEventListener("beforeunload", guard);
    else window.removeEventListener("beforeunload", guard);
  };
  const open = () => {
    opening ??= fetchParts().then(
      (fetched) => {
        parts = fetched;
        fetched.uploads.subscribe(publish);
        fetched.inputs.subscribe(publish);
        publish();
        return fetched;
      },
      (error: unknown) => {
        // The next file asks anew.
        opening = null;
        throw error;
      },
    );
    return opening;
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    uploads: () => parts?.uploads.snapshot() ?? none,
    inputs: () => inputList,
    opened: () => parts,
    open,
    async take(workspaceId, files, options = {}) {
      if (parts) return parts.inputs.take(workspaceId, files, options);
      const waiting = files.map(
        (file): UploadInput => ({
          id: crypto.randomUUID(),
          workspaceId,
          name: file.name || "Pasted picture",
          sizeBytes: file.size,
          file,
          purpose: options.purpose ?? "files",
          askedBy: options.askedBy ?? null,
          state: { phase: "checking" },
        }),
      );
      const ids = new Set(waiting.map(({ id }) => id));
      hold([...held, ...waiting]);
      publish();
      try {
        const { inputs } = await open();
        // What was cancelled meanwhile is not given on.
        const kept = held.flatMap(({ id, file }) => (ids.has(id) && file ? [file] : []));
        // Not published here: the rows that come in their place are, in the same moment.
        hold(held.filter(({ id }) => !ids.has(id)));
        if (kept.length > 0) await inputs.take(workspaceId, kept, options);
      } catch {
        const tell = (name: string) =>
          `${name} was not taken: a part of Easel could not be loaded. Reload the page and add it again.`;
        const lost = held.filter(({ id }) => ids.has(id));
        const { onRefused } = options;
        if (onRefused) for (const { name } of lost) onRefused(tell(name));
        hold(
          held.flatMap((input) =>
            !ids.has(input.id)
              ? [input]
              : onRefused
                ? []
                : [
                    {
                      ...input,
                      state: { phase: "refused" as const, sentence: tell(input.name), isHarmless: false },
                    },
                  ],
          ),
        );
        publish();
      }
    },
    dismiss(id) {
      if (!held.some((input) => input.id === id)) return parts?.inputs.dismiss(id);
      hold(held.filter((input) => input.id !== id));
      publish();
    },
  };
}

/** The one of this tab. */
export const uploadDesk = createUploadDesk(() =>
  patiently(async () => {
    const [{ tabInputs }, { tabUploads }] = await Promise.all([
      import("./upload-input"),
      import("./tab-uploads"),
      // Asked for by the first file: here already, a row does not vanish for a moment in between.
      import("../domain/upload-check"),
    ]);
    return { uploads: tabUploads(), inputs: tabInputs() };
  }),
);
