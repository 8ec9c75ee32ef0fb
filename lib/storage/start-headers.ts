import { StorageError } from "./storage-error";

/**
 * The headers of a session's start, read out of the signed URL: a signed header that is missing is refused by the host
 * with 400, one with another value or one too many with 403. Throws `upload_refused` for a header it cannot fill in.
 */
export function startHeaders(
  uploadUrl: URL,
  file: { contentType: string; sizeBytes: number },
): Record<string, string> {
  const known: Record<string, string> = {
    "content-type": file.contentType,
    "x-goog-content-length-range": `0,${file.sizeBytes}`,
    "x-goog-resumable": "start",
  };
  const signed = [...uploadUrl.searchParams]
    .find(([name]) => name.toLowerCase() === "x-goog-signedheaders")?.[1]
    .toLowerCase()
    .split(";")
    .filter((name) => name !== "" && name !== "host");
  // A host that signs no headers takes what Layer's own documents and its clients send.
  if (signed === undefined) return known;
  const unknown = signed.find((name) => !(name in known));
  if (unknown !== undefined) {
    throw new StorageError("upload_refused", {
      detail: `The upload's address asks for a header that Easel does not know: ${unknown.slice(0, 60)}.`,
    });
  }
  // These two open a resumable session of the right type whether they are signed or not.
  const names = new Set([...signed, "content-type", "x-goog-resumable"]);
  return Object.fromEntries(Object.entries(known).filter(([name]) => names.has(name)));
}
