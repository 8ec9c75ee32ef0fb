import { ProblemError, problemOf } from "../domain/problem";
import { uploadDesk } from "./upload-desk";

/** Uploads one file and gives its id at Layer once the storage host has all of it. Throws ProblemError. */
export async function uploadOnce(workspaceId: string, file: File): Promise<string> {
  const { uploads } = await uploadDesk.open();
  const [upload] = uploads.add(workspaceId, [file]);
  if (!upload) throw new ProblemError(problemOf("upload_refused"));
  return await new Promise<string>((resolve, reject) => {
    const look = () => {
      const now = uploads.snapshot().find(({ id }) => id === upload.id);
      if (!now)
        return settle(() =>
          reject(new ProblemError(problemOf("upload_refused", { detail: "The upload was cancelled." }))),
        );
      const { state, fileId } = now;
      if (state.phase === "done" && fileId) settle(() => resolve(fileId));
      else if (state.phase === "failed") settle(() => reject(new ProblemError(state.problem)));
    };
    const end = uploads.subscribe(look);
    const settle = (finish: () => void) => {
      end();
      finish();
    };
    look();
  });
}
