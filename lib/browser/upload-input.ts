import type { Offer, PictureTarget } from "../domain/upload-check";
import type { UploadedFile } from "../domain/upload-rules";
import { api, problemFrom, workspacePath } from "./api";
import { setFileRemoved } from "./file-removal";
import { Slots } from "./slots";
import { tabUploads } from "./tab-uploads";
import { isUploading, type Upload } from "./upload-engine";
import type { ContentSums } from "./upload-input-work";
import { forgetWaiting, keepWaiting, waitingFiles } from "./upload-waiting";

/** Where a file stands before the engine has it. Nothing of it has been sent in any of these. */
export type InputState =
  | { phase: "checking" }
  | { phase: "offered"; offer: Offer }
  | { phase: "converting" }
  /** `isHarmless` where nothing is missing, such as a file that is on its way already. */
  | { phase: "refused"; sentence: string; isHarmless: boolean }
  /** Its bytes are in the workspace: that file is used, and nothing is sent. */
  | { phase: "known"; file: UploadedFile }
  /** Our server fetches it from the address it was named by. */
  | { phase: "fetching" };

export interface UploadInput {
  id: string;
  workspaceId: string;
  name: string;
  sizeBytes: number;
  /** Null for an address. */
  file: File | null;
  /** What it was brought for. */
  purpose: "files" | "references" | "workflow";
  /** The one field that asked for it, where there may be several. */
  askedBy: string | null;
  state: InputState;
}

export interface TakeOptions {
  purpose?: UploadInput["purpose"];
  askedBy?: string;
  /** The engine has it now. */
  onUpload?: (upload: Upload, file: File) => void;
  /** It is in the workspace already; `own` is what this machine has of it. */
  onKnown?: (file: UploadedFile, own: File | null) => void;
  /** Told instead of keeping a row, where given. */
  onRefused?: (sentence: string) => void;
}

interface Entry {
  input: UploadInput;
  options: TakeOptions;
}

// What reads, hashes and converts is only fetched with the first file: most visits bring none.
const loadWork = () => import("./upload-input-work");

/** The files of one tab that are on their way to the engine. */
export interface UploadInputs {
  subscribe: (listener: () => void) => () => void;
  /** The same array until something changes. */
  snapshot: () => readonly UploadInput[];
  /** Checks every file, and hands on what may go up. Each that may not says why; the rest go on. */
  take: (workspaceId: string, files: readonly File[], options?: TakeOptions) => Promise<void>;
  /** Has our server fetch an address into the workspace. */
  takeUrl: (workspaceId: string, url: string, options?: TakeOptions) => Promise<void>;
  /** Does what was offered; `target` is another format than the one proposed. */
  accept: (id: string, target?: PictureTarget) => void;
  /** Sends a file whose bytes are in the workspace once more, as a file of its own. */
  sendAnyway: (id: string) => void;
  /** Puts another file in its place, such as a cropped one. */
  replace: (id: string, file: File) => void;
  dismiss: (id: string) => void;
  /** Takes up what waited for a word when the page was left. */
  restore: (workspaceId: string) => Promise<void>;
}

const busyPhases = new Set<InputState["phase"]>(["checking", "converting", "fetching"]);
const guard = (event: BeforeUnloadEvent) => event.preventDefault();

let tab: UploadInputs | null = null;

/** The one of this tab. */
export function tabInputs(): UploadInputs {
  tab ??= createUploadInputs();
  return tab;
}

function createUploadInputs(): UploadInputs {
  const entries = new Map<string, Entry>();
  const listeners = new Set<() => void>();
  /** By workspace and hash: the upload that carries these bytes, once it is settled whether there is one. */
  const claims = new Map<string, Promise<string | null>>();
  const hashByUpload = new Map<string, string>();
  const described = new Set<string>();
  const restored = new Set<string>();
  let list: readonly UploadInput[] = [];
  let isFollowing = false;
  let isGuarded = false;
  // One after the other: each may hold its whole file in memory for a moment.
  let chain: Promise<void> = Promise.resolve();

  const publish = () => {
    list = [...entries.values()].map(({ input }) => input);
    // What was dropped and has not reached the engine would be lost by leaving.
    const mustGuard = list.some(({ state }) => busyPhases.has(state.phase));
    if (mustGuard !== isGuarded) {
      isGuarded = mustGuard;
      if (mustGuard) window.addEventListener("beforeunload", guard);
      else window.removeEventListener("beforeunload", guard);
    }
    for (const listener of listeners) listener();
  };
  const change = (entry: Entry, next: Partial<UploadInput>) => {
    const { id, workspaceId } = entry.input;
    entry.input = { ...entry.input, ...next };
    if (!entries.has(id)) return;
    if (entry.input.state.phase === "offered" && entry.input.file)
      void keepWaiting(id, workspaceId, entry.input.file);
    if (entry.input.state.phase === "refused" || entry.input.state.phase === "known") void forgetWaiting(id);
    publish();
  };
  const drop = (entry: Entry) => {
    entries.delete(entry.input.id);
    void forgetWaiting(entry.input.id);
    publish();
  };
  const isGone = (entry: Entry) => !entries.has(entry.input.id);
  const refuse = (entry: Entry, sentence: string, isHarmless = false) => {
    if (!entry.options.onRefused) return change(entry, { state: { phase: "refused", sentence, isHarmless } });
    drop(entry);
    entry.options.onRefused(sentence);
  };

  const queue = (entry: Entry, work: () => Promise<void>) => {
    const run = async () => {
      if (isGone(entry)) return;
      try {
        await work();
      } catch (error) {
        refuse(
          entry,
          error instanceof Error && error.name === "InputError"
            ? error.message
            : `${entry.input.name} cannot be read. It may have been moved, or be a folder. Choose it again.`,
        );
      }
    };
    chain = chain.then(run);
    return chain;
  };

  const check = async (entry: Entry) => {
    const { file } = entry.input;
    if (!file) return;
    const work = await loadWork();
    const verdict = await work.checkedFile(file);
    if (isGone(entry)) return;
    if (verdict.outcome === "refused") return refuse(entry, verdict.sentence);
    if (verdict.outcome === "offered")
      return change(entry, { state: { phase: "offered", offer: verdict.offer } });
    await handOver(entry, file);
  };

  const convert = async (entry: Entry, offer: Extract<Offer, { kind: "convert" }>, target: PictureTarget) => {
    const { file } = entry.input;
    if (!file) return;
    const work = await loadWork();
    try {
      const made = await work.convertPicture(file, target, offer.size);
      if (isGone(entry)) return;
      change(entry, { file: made, name: made.name, sizeBytes: made.size });
      await handOver(entry, made);
    } catch (error) {
      if (!(error instanceof work.InputError)) throw error;
      // Another format may still do.
      change(entry, { state: { phase: "offered", offer: { ...offer, why: error.message } } });
    }
  };

  /** Reads what is in a checked file; what follows needs the network, and must not hold up the next file. */
  const handOver = async (entry: Entry, file: File, mustSend = false) => {
    const work = await loadWork();
    const sums = await work.contentSums(file);
    // One file's bytes are kept until they are sent; those of several at once could be more than the machine has room for.
    const isAlone = entries.size === 1 && !isUploading(tabUploads().snapshot());
    if (!isGone(entry)) void settle(entry, file, isAlone ? sums : { ...sums, bytes: null }, mustSend);
  };

  /** Gives a file to the engine, unless the workspace or the engine has its bytes already. */
  const settle = async (entry: Entry, file: File, sums: ContentSums, mustSend: boolean) => {
    const { workspaceId } = entry.input;
    const { sha256: hash } = sums;
    if (hash === null || mustSend) return void send(entry, file, sums);
    const key = `${workspaceId} ${hash}`;
    const claimedBy = await claims.get(key);
    if (isGone(entry)) return;
    const twin = liveUpload(claimedBy);
    if (twin) {
      if (!entry.options.onUpload)
        return refuse(
          entry,
          `${file.name} holds the same bytes as ${twin.name}, which is on its way: it is sent once.`,
          true,
        );
      drop(entry);
      return entry.options.onUpload(twin, file);
    }
    const ended = endedUpload(claimedBy);
    if (ended) return reuse(entry, ended);
    let claim: (uploadId: string | null) => void = () => {};
    claims.set(key, new Promise<string | null>((resolve) => (claim = resolve)));
    const known = await knownFile(workspaceId, hash, file.size);
    if (isGone(entry)) return claim(null);
    if (!known) return claim(send(entry, file, sums));
    claim(null);
    reuse(entry, known);
  };

  const reuse = (entry: Entry, known: UploadedFile) => {
    if (!entry.options.onKnown) return change(entry, { state: { phase: "known", file: known } });
    drop(entry);
    entry.options.onKnown(known, entry.input.file);
  };

  /** The file of an upload of this tab that has ended well: the history may not have been told its hash yet. */
  const endedUpload = (uploadId: string | null | undefined): UploadedFile | null => {
    const upload = tabUploads()
      .snapshot()
      .find(({ id, state }) => id === uploadId && state.phase === "done");
    if (!upload?.fileId) return null;
    return {
      fileId: upload.fileId,
      name: upload.name,
      contentType: upload.contentType ?? "",
      sizeBytes: upload.sizeBytes,
      personName: "",
      isMine: true,
      uploadedAt: new Date().toISOString(),
      hasThumbnail: false,
      usedCount: 0,
      lastUsedIn: null,
    };
  };

  const liveUpload = (uploadId: string | null | undefined) =>
    tabUploads()
      .snapshot()
      .find(({ id, state }) => id === uploadId && !["failed", "cancelled", "done"].includes(state.phase));

  const send = (entry: Entry, file: File, sums: ContentSums): string | null => {
    const { sha256: hash } = sums;
    const [upload] = tabUploads().add(entry.input.workspaceId, [file], new Map([[file, sums]]));
    drop(entry);
    if (!upload) return null;
    if (hash !== null) hashByUpload.set(upload.id, hash);
    entry.options.onUpload?.(upload, file);
    return upload.id;
  };

  /** Tells the history what is in each file that has gone up: nothing but this browser ever saw it whole. */
  const follow = () => {
    if (isFollowing) return;
    isFollowing = true;
    const look = () => {
      for (const upload of tabUploads().snapshot()) {
        if (upload.state.phase !== "done" || !upload.fileId || described.has(upload.id)) continue;
        described.add(upload.id);
        void describe(upload, hashByUpload.get(upload.id) ?? null);
      }
    };
    tabUploads().subscribe(look);
    look();
  };

  const enter = (
    workspaceId: string,
    name: string,
    file: File | null,
    state: InputState,
    options: TakeOptions,
    id: string = crypto.randomUUID(),
  ): Entry => {
    const entry: Entry = {
      input: {
        id,
        workspaceId,
        name,
        sizeBytes: file?.size ?? 0,
        file,
        purpose: options.purpose ?? "files",
        askedBy: options.askedBy ?? null,
        state,
      },
      options,
    };
    entries.set(entry.input.id, entry);
    return entry;
  };

  const restart = (entry: Entry, file: File) => {
    change(entry, { file, name: file.name, sizeBytes: file.size, state: { phase: "checking" } });
    void queue(entry, () => check(entry));
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      follow();
      return () => listeners.delete(listener);
    },
    snapshot: () => list,
    async take(workspaceId, files, options = {}) {
      follow();
      const { sortDrop } = await import("../domain/upload-check");
      const { files: taken, sentences } = sortDrop(files);
      const added = taken.map((file) =>
        enter(workspaceId, file.name || "Pasted picture", file, { phase: "checking" }, options),
      );
      for (const sentence of sentences) {
        const rest = enter(
          workspaceId,
          `${files.length - taken.length} more files`,
          null,
          { phase: "checking" },
          options,
        );
        refuse(rest, sentence);
      }
      publish();
      await Promise.all(added.map((entry) => queue(entry, () => check(entry))));
    },
    async takeUrl(workspaceId, url, options = {}) {
      const entry = enter(workspaceId, nameOfAddress(url), null, { phase: "fetching" }, options);
      publish();
      try {
        const { file } = await api<{ file: UploadedFile }>(
          workspacePath(workspaceId, "uploads", "from-url"),
          {
            method: "POST",
            body: { url },
          },
        );
        if (isGone(entry)) return;
        if (!options.onKnown)
          return change(entry, {
            name: file.name,
            sizeBytes: file.sizeBytes,
            state: { phase: "known", file },
          });
        drop(entry);
        options.onKnown(file, null);
      } catch (error) {
        refuse(entry, problemFrom(error).detail);
      }
    },
    accept(id, target) {
      const entry = entries.get(id);
      if (entry?.input.state.phase !== "offered" || !entry.input.file) return;
      const { offer } = entry.input.state;
      if (offer.kind === "rename") {
        const { file } = entry.input;
        return restart(
          entry,
          new File([file], offer.name, { type: file.type, lastModified: file.lastModified }),
        );
      }
      change(entry, { state: { phase: "converting" } });
      void queue(entry, () => convert(entry, offer, target ?? offer.target));
    },
    sendAnyway(id) {
      const entry = entries.get(id);
      if (entry?.input.state.phase !== "known" || !entry.input.file) return;
      const { file } = entry.input;
      change(entry, { state: { phase: "checking" } });
      void queue(entry, () => handOver(entry, file, true));
    },
    replace(id, file) {
      const entry = entries.get(id);
      if (entry) restart(entry, file);
    },
    dismiss(id) {
      const entry = entries.get(id);
      if (entry) drop(entry);
    },
    async restore(workspaceId) {
      if (restored.has(workspaceId)) return;
      restored.add(workspaceId);
      const waiting = await waitingFiles(workspaceId);
      // What asked for them is gone with the page: they wait among the files.
      const added = waiting
        .filter(({ id }) => !entries.has(id))
        .map(({ id, file }) => enter(workspaceId, file.name, file, { phase: "checking" }, {}, id));
      if (added.length === 0) return;
      publish();
      await Promise.all(added.map((entry) => queue(entry, () => check(entry))));
    },
  };
}

// On a line this slow the engine should have the file, which it keeps through a reload.
const knownWithinMs = 2_000;

const nameOfAddress = (url: string) =>
  (URL.canParse(url) ? new URL(url).pathname.split("/").findLast((part) => part !== "") : null) ?? url;

// A drop of hundreds must leave the browser's few connections to the bytes.
const asking = new Slots(3);

// Where one question went unanswered the files behind it do not wait as long again, each for its own.
const unansweredMs = 10_000;
let askAgainAtMs = 0;

/** The workspace's file with these bytes, put back on the list; null where there is none, or nobody to ask. */
async function knownFile(
  workspaceId: string,
  sha256: string,
  sizeBytes: number,
): Promise<UploadedFile | null> {
  return await asking.run(new AbortController().signal, async () => {
    if (!navigator.onLine || performance.now() < askAgainAtMs) return null;
    try {
      const query = new URLSearchParams({ sha256, sizeBytes: String(sizeBytes) });
      const { file } = await api<{ file: UploadedFile | null }>(
        `${workspacePath(workspaceId, "uploads", "known")}?${query}`,
        // To send bytes twice costs less than to wait for long.
        { signal: AbortSignal.timeout(knownWithinMs) },
      );
      if (file) await setFileRemoved(workspaceId, file.fileId, false).catch(() => {});
      return file;
    } catch {
      askAgainAtMs = performance.now() + unansweredMs;
      return null;
    }
  });
}

/** Says what a file that has arrived holds, for the next time its bytes come. */
async function describe(upload: Upload, knownHash: string | null): Promise<void> {
  const tell = (body: { sha256?: string; thumbnail?: string }) =>
    api<void>(workspacePath(upload.workspaceId, "uploads", upload.fileId ?? ""), {
      method: "PUT",
      body,
      isKeptAlive: true,
    });
  try {
    // At once, before its picture is drawn: a reload now must not cost a second sending.
    if (knownHash !== null) await tell({ sha256: knownHash });
    const work = await loadWork();
    const sha256 = knownHash === null ? (await work.contentSums(upload.file)).sha256 : null;
    const thumbnail = upload.contentType?.startsWith("image/") ? await work.smallPicture(upload.file) : null;
    if (sha256 === null && thumbnail === null) return;
    await tell({ ...(sha256 === null ? {} : { sha256 }), ...(thumbnail === null ? {} : { thumbnail }) });
  } catch {
    // The file is uploaded and listed; it only lacks its small picture, and would be sent again.
  }
}
