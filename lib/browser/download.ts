import { type Problem, ProblemError, problemOf } from "../domain/problem";
import { isProblem, noAnswer } from "./api";

/** Why a path of ours would not give a file now, or null where it would. */
async function refusalOf(path: string): Promise<Problem | null> {
  // One byte: it takes the same way as the whole, and costs nothing.
  const response = await fetch(path, { headers: { range: "bytes=0-0" } }).catch(() => null);
  if (!response) return noAnswer();
  // 416 is an empty file, which can be saved all the same.
  if (response.ok || response.status === 416) {
    await response.body?.cancel();
    return null;
  }
  const answer: unknown = await response.json().catch(() => null);
  return isProblem(answer) ? answer : problemOf("asset_unavailable");
}

/**
 * Saves what a path of ours answers with, under the name the server gives it. It is asked for first: a browser saves a
 * refusal too, as a file called "0". Throws ProblemError.
 */
export async function download(path: string): Promise<void> {
  const problem = await refusalOf(path);
  if (problem) throw new ProblemError(problem);
  const link = document.createElement("a");
  link.href = path;
  link.download = "";
  link.rel = "noopener";
  document.body.append(link);
  link.click();
  link.remove();
}
