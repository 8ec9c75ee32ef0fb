import { type DraftReference, rolesFor, untakenKind } from "@/lib/browser/drafts";
import { type DraftSession, withReference } from "@/lib/browser/drafts-session";
import { keepPicture } from "@/lib/browser/picture-store";
import { uploadThumbnailPath } from "@/lib/browser/queries";
import { uploadDesk } from "@/lib/browser/upload-desk";
import type { Upload } from "@/lib/browser/upload-engine";
import type { Model } from "@/lib/domain/model";
import { maxReferences } from "@/lib/domain/reference-roles";

type ReferencedModel = Pick<Model, "name" | "capabilities">;

/** The role and weight files are given; what is absent is the model's first that fits. */
export interface ReferenceUse {
  role?: string;
  weight?: number | null;
  /** Told the key of each as it comes onto the form. */
  onAdded?: (key: string) => void;
}

/** Why a file cannot be a reference of this model, or null. */
export function untakenSentence(
  model: Pick<Model, "capabilities">,
  name: string,
  contentType: string,
): string | null {
  const kind = untakenKind(model, contentType);
  return kind && `This model takes no ${kind} as a reference. ${name} was left out.`;
}

/**
 * Checks files, uploads them and puts them on the form as each begins; each becomes usable when its upload has ended.
 * Every file that is not taken is told through `onRefused` in a sentence; what can be converted waits beside the form.
 */
export function addReferenceFiles(
  session: DraftSession,
  model: ReferencedModel,
  files: readonly File[],
  onRefused: (sentence: string) => void,
  use: ReferenceUse = {},
): void {
  if (model.capabilities.referenceRoles.length === 0)
    return onRefused(`${model.name} takes no references. Nothing was uploaded.`);
  // By the browser's word for now, so that nothing is uploaded in vain; the form asks again once the bytes were read.
  const fitting = files.filter(({ name, type }) => {
    const sentence = untakenSentence(model, name, type);
    if (sentence) onRefused(sentence);
    return sentence === null;
  });
  const room = maxReferences - (session.get()?.references.length ?? 0);
  const accepted = fitting.slice(0, Math.max(0, room));
  if (accepted.length < fitting.length)
    onRefused(
      `Layer takes at most ${maxReferences} references; ${fitting.length - accepted.length} of these were left out.`,
    );
  if (accepted.length === 0) return;
  const put = (file: Pick<DraftReference, "fileId" | "uploadId" | "name" | "contentType" | "thumbnail">) => {
    let key: string | null = null;
    session.update((draft) => {
      const next = withReference(draft, model, file);
      const added = next.references.at(-1);
      key = added?.key ?? null;
      if (!added || (use.role === undefined && use.weight === undefined)) return next;
      const isFitting = use.role !== undefined && rolesFor(model, file.contentType).includes(use.role);
      const used: DraftReference = {
        ...added,
        ...(isFitting && use.role !== undefined ? { role: use.role } : {}),
        weight: use.weight ?? null,
      };
      return { ...next, references: [...next.references.slice(0, -1), used] };
    });
    if (key !== null) use.onAdded?.(key);
  };
  void uploadDesk.take(session.workspaceId, accepted, {
    purpose: "references",
    onRefused,
    onUpload(upload, file) {
      put({ fileId: null, uploadId: upload.id, name: upload.name, contentType: file.type, thumbnail: null });
      followUpload(session, upload.id, onRefused);
    },
    onKnown({ fileId, name, contentType, hasThumbnail }, own) {
      const sentence = untakenSentence(model, name, contentType);
      if (sentence) return onRefused(sentence);
      // A mask is painted over the picture itself, which nobody gives back once this file is let go of.
      if (own && contentType.startsWith("image/")) void keepPicture(fileId, { blob: own, size: null });
      const thumbnail = hasThumbnail ? uploadThumbnailPath(session.workspaceId, fileId) : null;
      put({ fileId, uploadId: null, name, contentType, thumbnail });
    },
  });
}

/** Carries what becomes of an upload into the draft, also while another page is looked at. */
function followUpload(session: DraftSession, uploadId: string, onRefused: (sentence: string) => void): void {
  const uploads = uploadDesk.opened()?.uploads;
  if (!uploads) return;
  const drop = () =>
    session.update((draft) => ({
      ...draft,
      references: draft.references.filter((reference) => reference.uploadId !== uploadId),
    }));
  const settle = (upload: Upload) => {
    const thumbnail = uploads.thumbnailOf(uploadId);
    const fileId = upload.state.phase === "done" ? upload.fileId : null;
    session.update((draft) => {
      const known = draft.references.find((reference) => reference.uploadId === uploadId);
      if (!known || (known.fileId === fileId && known.thumbnail === thumbnail)) return draft;
      return {
        ...draft,
        references: draft.references.map((reference) =>
          reference.uploadId === uploadId
            ? { ...reference, fileId, thumbnail, contentType: upload.contentType ?? reference.contentType }
            : reference,
        ),
      };
    });
  };
  const end = uploads.subscribe(() => {
    const upload = uploads.snapshot().find(({ id }) => id === uploadId);
    if (!upload) {
      end();
      // Taken off the list before it was done: it will not come any more.
      return session.update((draft) =>
        draft.references.some((reference) => reference.uploadId === uploadId && reference.fileId === null)
          ? {
              ...draft,
              references: draft.references.filter((reference) => reference.uploadId !== uploadId),
            }
          : draft,
      );
    }
    if (upload.state.phase === "failed" && !upload.state.canRetry) {
      end();
      onRefused(upload.state.problem.detail);
      drop();
      return uploads.dismiss(uploadId);
    }
    settle(upload);
  });
}
