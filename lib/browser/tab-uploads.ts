import { writeKnownFile } from "./drafts-store";
import { handleOf } from "./dropped-handles";
import {
  createUploadEngine,
  type DirectMemory,
  isUploading,
  type Upload,
  type UploadEngine,
} from "./upload-engine";
import { tabLocks } from "./upload-locks";
import { browserUploadStore } from "./upload-store";
import { pictureThumbnail } from "./uploads-thumbnail";
import { httpUploadTransport } from "./uploads-transport";

export interface TabUploads extends UploadEngine {
  /** A picture of an upload made on this machine, or null while there is none. */
  thumbnailOf: (id: string) => string | null;
}

let tab: TabUploads | null = null;

const directKey = "easel-direct-refused";
let isDirectRefused = false;

/** What this tab has learnt about the storage host's rules between origins, across reloads where the browser lets it. */
const directMemory: DirectMemory = {
  isRefused() {
    try {
      return isDirectRefused || sessionStorage.getItem(directKey) !== null;
    } catch {
      return isDirectRefused;
    }
  },
  refuse() {
    isDirectRefused = true;
    try {
      sessionStorage.setItem(directKey, "1");
    } catch {
      // Storage is blocked: the page remembers by itself for as long as it lives.
    }
  },
};

const isPicture = (upload: Upload) => upload.contentType?.startsWith("image/") ?? false;

/** The one engine of this tab: uploads go on while the person moves between pages. */
export function tabUploads(): TabUploads {
  if (tab) return tab;
  const engine = createUploadEngine({
    transport: httpUploadTransport(),
    isOnline: () => navigator.onLine,
    // Each telling draws the page anew, on the processor that also has to send.
    tellEveryMs: 100,
    store: browserUploadStore(),
    locks: tabLocks(),
    direct: directMemory,
    handleOf,
  });
  // An empty text where there was nothing to draw.
  const thumbnails = new Map<string, string>();
  const drawing = new Set<string>();
  const remembered = new Set<string>();
  const listeners = new Set<() => void>();
  const guard = (event: BeforeUnloadEvent) => event.preventDefault();
  let isGuarded = false;

  const remember = (upload: Upload) => {
    if (upload.state.phase !== "done" || !upload.fileId || remembered.has(upload.id)) return;
    if (isPicture(upload) && !thumbnails.has(upload.id)) return;
    remembered.add(upload.id);
    void writeKnownFile(upload.fileId, {
      name: upload.name,
      contentType: upload.contentType ?? "",
      thumbnail: thumbnails.get(upload.id) || null,
    });
  };
  // One after the other: each is unpacked whole for a moment, and a drop may bring hundreds.
  let drawn: Promise<void> = Promise.resolve();
  const draw = (upload: Upload) => {
    drawing.add(upload.id);
    drawn = drawn.then(async () => {
      if (!engine.snapshot().some(({ id }) => id === upload.id)) return;
      thumbnails.set(upload.id, (await pictureThumbnail(upload.file)) ?? "");
      notice();
      for (const listener of listeners) listener();
    });
  };
  let wakeLock: WakeLockSentinel | null = null;
  let isAskingForWakeLock = false;
  /** A machine that falls asleep ends every connection, so it is kept awake while bytes are on their way. */
  const keepAwake = async (isBusy: boolean) => {
    if (!isBusy) {
      void wakeLock?.release().catch(() => {});
      wakeLock = null;
      return;
    }
    if (isAskingForWakeLock || (wakeLock && !wakeLock.released) || document.visibilityState !== "visible")
      return;
    isAskingForWakeLock = true;
    try {
      wakeLock = (await (navigator.wakeLock as WakeLock | undefined)?.request("screen")) ?? null;
    } catch {
      // Low battery, or a browser without: the upload goes on after the sleep.
    } finally {
      isAskingForWakeLock = false;
    }
    if (!isUploading(engine.snapshot())) void keepAwake(false);
  };
  const notice = () => {
    const uploads = engine.snapshot();
    // The question before leaving is only asked while something would be lost by it.
    const mustGuard = isUploading(uploads);
    if (mustGuard !== isGuarded) {
      isGuarded = mustGuard;
      if (mustGuard) window.addEventListener("beforeunload", guard);
      else window.removeEventListener("beforeunload", guard);
      void keepAwake(mustGuard);
    }
    for (const upload of uploads) {
      // What an earlier page left unfinished may still wait for its file.
      const isThere = upload.file.size > 0 || upload.state.phase === "done";
      if (isPicture(upload) && isThere && !drawing.has(upload.id)) draw(upload);
      remember(upload);
    }
  };
  engine.subscribe(notice);
  window.addEventListener("online", engine.noteNetwork);
  document.addEventListener("visibilitychange", () => {
    engine.noteNetwork();
    // The browser takes the lock away from a hidden page.
    if (isGuarded) void keepAwake(true);
  });

  tab = {
    ...engine,
    subscribe(listener) {
      listeners.add(listener);
      const end = engine.subscribe(listener);
      return () => {
        listeners.delete(listener);
        end();
      };
    },
    thumbnailOf: (id) => thumbnails.get(id) || null,
  };
  return tab;
}
