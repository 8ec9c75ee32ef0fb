import type { DraftMask } from "@/lib/browser/drafts";
import type { DraftSession } from "@/lib/browser/drafts-session";
import { keepPicture } from "@/lib/browser/picture-store";
import { uploadDesk } from "@/lib/browser/upload-desk";
import type { PictureSize } from "@/lib/domain/picture-size";

interface PaintedFile {
  file: File;
  size: PictureSize;
  thumbnail: string | null;
  edgeRadiusPixels: number;
  /** Which part changes, as it was chosen on the form. */
  flags: Pick<DraftMask, "forTransparency" | "forNontransparency">;
}

/** Puts a painted mask on the form at once, keeps it in this browser, and uploads it. */
export function addMask(
  session: DraftSession,
  { file, size, thumbnail, edgeRadiusPixels, flags }: PaintedFile,
  onRefused: (sentence: string) => void,
): void {
  const copyKey = crypto.randomUUID();
  void keepPicture(copyKey, { blob: file, size });
  session.update((draft) => ({
    ...draft,
    mask: {
      ...flags,
      edgeRadiusPixels,
      fileId: null,
      uploadId: copyKey,
      sizePixels: size,
      thumbnail,
      copyKey,
    },
  }));
  sendMask(session, copyKey, file, onRefused);
}

/**
 * Uploads the mask that the form has under this key. The same bytes are never sent twice: where the workspace has them,
 * that file is used.
 */
export function sendMask(
  session: DraftSession,
  copyKey: string,
  file: File,
  onRefused: (sentence: string) => void,
): void {
  const change = (next: Partial<DraftMask>) =>
    session.update((draft) =>
      // Another mask, or none, may be on the form by now.
      draft.mask?.copyKey === copyKey ? { ...draft, mask: { ...draft.mask, ...next } } : draft,
    );
  // On its way already, though it is not yet known under which upload.
  change({ uploadId: copyKey });
  // By its id as well: the settings of a run know a mask by nothing else.
  const arrive = (fileId: string | null, uploadId: string | null) => {
    if (fileId) void keepPicture(fileId, { blob: file, size: null });
    change({ fileId, uploadId });
  };
  const refuse = (sentence: string) => {
    change({ uploadId: null });
    onRefused(sentence);
  };
  void uploadDesk.take(session.workspaceId, [file], {
    purpose: "references",
    onRefused: refuse,
    onKnown: ({ fileId }) => arrive(fileId, null),
    onUpload: (upload) => {
      change({ uploadId: upload.id });
      const uploads = uploadDesk.opened()?.uploads;
      if (!uploads) return;
      const look = () => {
        const now = uploads.snapshot().find(({ id }) => id === upload.id);
        if (!now) {
          end();
          return change({ uploadId: null });
        }
        if (now.state.phase === "done") {
          end();
          return arrive(now.fileId, now.id);
        }
        if (now.state.phase === "failed" && !now.state.canRetry) {
          end();
          refuse(now.state.problem.detail);
          uploads.dismiss(upload.id);
        }
      };
      const end = uploads.subscribe(look);
      // What was on its way already may have arrived by now.
      look();
    },
  });
}
