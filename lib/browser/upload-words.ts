import { type Problem, problemWords } from "../domain/problem";
import type { Upload } from "./upload-engine";

/** What went wrong and what to do: others' words do not say both. */
function problemSentences({ code, title, detail }: Problem): string {
  const { action } = problemWords[code];
  const isOurs = code.startsWith("upload_") || code.startsWith("storage_");
  const told = isOurs || detail === action ? detail : `${title} ${detail}`;
  const happened = detail === action ? `${title} ${action}` : told;
  return happened.includes(action) || /again|choose/i.test(detail) ? happened : `${happened} ${action}`;
}

/** What a person reads beside the bar; `nowMs` is Date.now(), or null while there is no clock. */
export function uploadStateWords(upload: Upload, nowMs: number | null): string {
  const { state } = upload;
  switch (state.phase) {
    case "checking":
      return "Checking";
    case "queued":
      return "Waiting for its turn";
    case "elsewhere":
      return "This file is being sent already, perhaps in another tab";
    case "uploading": {
      const percent = Math.floor((upload.sentBytes / upload.sizeBytes) * 100);
      const note = upload.note === null ? "" : ` · ${upload.note}`;
      if (!upload.bytesPerSecond) return `${percent} %${note}`;
      const leftSeconds = Math.ceil((upload.sizeBytes - upload.sentBytes) / upload.bytesPerSecond);
      return `${percent} % · ${formatBytes(upload.bytesPerSecond)}/s · ${timeLeftWords(leftSeconds)}${note}`;
    }
    case "paused":
      return "Paused";
    case "offline":
      return "Waiting for the network";
    case "retrying":
      return nowMs === null
        ? "Trying again soon"
        : `Trying again in ${Math.max(1, Math.ceil((state.retryAtMs - nowMs) / 1_000))} s`;
    case "needs_file":
      return state.detail;
    case "failed":
      return problemSentences(state.problem);
    case "done":
      return "Uploaded";
    case "cancelled":
      return "Cancelled";
  }
}

/** "20 s left", "3 min left", "2 h left". */
export function timeLeftWords(seconds: number): string {
  if (seconds < 90) return `${seconds} s left`;
  return seconds < 5_400 ? `${Math.ceil(seconds / 60)} min left` : `${Math.ceil(seconds / 3_600)} h left`;
}

/** "820 KB", "4.2 MB"; decimal, as Layer counts its limit. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${Math.round(bytes)} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
