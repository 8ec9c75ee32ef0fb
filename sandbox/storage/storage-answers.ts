import type { Context } from "hono";
import type { StorageFault } from "./fault-plan";
import type { UploadSession } from "./upload-session";
import { type XmlError, xmlErrorResponse } from "./xml-error";

export const invalidArgument: XmlError = {
  status: 400,
  code: "InvalidArgument",
  message: "Invalid argument.",
};
export const entityTooLarge: XmlError = {
  status: 400,
  code: "EntityTooLarge",
  message: "Your proposed upload is larger than the maximum object size specified in your Policy Document.",
};
export const accessDenied: XmlError = {
  status: 403,
  code: "AccessDenied",
  message: "Access denied.",
  details: "Anonymous caller does not have storage.objects.get access to the Google Cloud Storage object.",
};

export function text(status: number, body: string): Response {
  return new Response(body, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}

export function empty(status: number, headers: Record<string, string>): Response {
  return new Response(null, { status, headers: { "Content-Length": "0", ...headers } });
}

/** The sentence live storage answers with, byte for byte; a client that knows it asks for the status. */
export function gapResponse(offset: number, persisted: number): Response {
  return new Response(
    `Invalid request.  According to the Content-Range header, the upload offset is ${offset} byte(s), which exceeds already uploaded size of ${persisted} byte(s).`,
    { status: 503, headers: { "Content-Type": "text/plain" } },
  );
}

export function startFaultResponse(fault: StorageFault | null, nowMs: number): Response | null {
  if (fault?.kind === "redirect") return empty(307, { Location: fault.url });
  if (fault?.kind === "expired") {
    const details = `Request signature expired at: ${new Date(nowMs).toISOString()}`;
    return xmlErrorResponse({ ...invalidArgument, code: "ExpiredToken", details });
  }
  if (fault?.kind === "signature") {
    return xmlErrorResponse({ status: 403, code: "SignatureDoesNotMatch", message: "Access denied." });
  }
  if (fault?.kind === "malformed") {
    return xmlErrorResponse({
      status: 400,
      code: "MalformedSecurityHeader",
      message: "Your request has a malformed header.",
      details: "Header was included in signedheaders, but not in the request.",
      elements: { ParameterName: "x-goog-content-length-range" },
    });
  }
  return null;
}

export function statusFaultResponse(fault: StorageFault & { kind: "status" }): Response {
  return new Response(fault.status === 204 ? null : (fault.body ?? ""), {
    status: fault.status,
    headers: {
      "Content-Type": fault.contentType ?? "text/plain; charset=utf-8",
      ...(fault.retryAfter === undefined ? {} : { "Retry-After": String(fault.retryAfter) }),
    },
  });
}

export function finishedResponse(session: UploadSession): Response {
  const object = session.finished;
  if (!object) return text(500, "The object is not finished.");
  return empty(200, {
    "Content-Type": "text/html; charset=UTF-8",
    ETag: object.etag,
    "X-Goog-Generation": object.generation,
    "X-Goog-Metageneration": "1",
    "X-Goog-Hash": `crc32c=${object.crc32c},md5=${object.md5}`,
    "X-Goog-Stored-Content-Length": String(object.sizeBytes),
    "X-Goog-Stored-Content-Encoding": "identity",
    "X-GUploader-UploadID": session.uploadId,
  });
}

/** 308 with the true Range, or what the fault or the No-308 header make of it. */
export function progressResponse(c: Context, session: UploadSession, fault: StorageFault | null): Response {
  const claimed = session.persistedBytes + (fault?.kind === "range-beyond" ? fault.by : 0);
  const range: Record<string, string> =
    claimed === 0 || fault?.kind === "no-range" ? {} : { Range: `bytes=0-${claimed - 1}` };
  const headers = { ...range, "X-GUploader-UploadID": session.uploadId };
  return c.req.header("x-guploader-no-308") === "yes"
    ? empty(200, { ...headers, "X-Http-Status-Code-Override": "308" })
    : empty(308, headers);
}
