import { type DraftSession, withReference } from "@/lib/browser/drafts-session";
import type { Upload } from "@/lib/browser/upload-engine";
import { tabUploads } from "@/lib/browser/uploads";
import type { Model } from "@/lib/domain/model";
import { maxReferences } from "@/lib/domain/reference-roles";

type ReferencedModel = Pick<Model, "name" | "capabilities">;

/**
 * Uploads files and puts them on the form at once; each becomes usable when its upload has ended. Returns a sentence for
 * every file that was not taken; files that turn out not to be Layer's kind are told through `onRefused`.
 */
export function addReferenceFiles(
  session: DraftSession,
  model: ReferencedModel,
  files: readonly File[],
  onRefused: (sentence: string) => void,
): void {
  if (model.capabilities.referenceRoles.length === 0)
    return onRefused(`${model.name} takes no references. Nothing was uploaded.`);
  const room = maxReferences - (session.get()?.references.length ?? 0);
  const accepted = files.slice(0, Math.max(0, room));
  if (accepted.length < files.length)
    onRefused(
      `Layer takes at most ${maxReferences} references; ${files.length - accepted.length} of these were left out.`,
    );
  for (const upload of tabUploads().add(session.workspaceId, accepted)) {
    const file = accepted.find(({ name }) => name === upload.name);
    session.update((draft) =>
      withReference(draft, model, {
        fileId: null,
        uploadId: upload.id,
        name: upload.name,
        contentType: file?.type ?? "",
        thumbnail: null,
      }),
    );
    followUpload(session, upload.id, onRefused);
  }
}

/** Carries what becomes of an upload into the draft, also while another page is looked at. */
function followUpload(session: DraftSession, uploadId: string, onRefused: (sentence: string) => void): void {
  const uploads = tabUploads();
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
