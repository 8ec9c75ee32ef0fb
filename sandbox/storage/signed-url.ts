import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { XmlError } from "./xml-error";

// Layer hands out URLs that live fifteen minutes.
const lifetimeSeconds = 900;
const signedHeaderNames = ["content-type", "host", "x-goog-content-length-range", "x-goog-resumable"];
const serviceAccount = "uploads@easel-sandbox.iam.gserviceaccount.com";

/** RFC 3986 escaping, which is stricter than `encodeURIComponent` and is what the signature is computed over. */
function escapeStrictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `20260102T030405Z`, the basic ISO form of the signing protocol. */
function basicIso(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function epochMsOfBasicIso(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function stringToSign(request: {
  path: string;
  query: ReadonlyArray<readonly [string, string]>;
  headers: ReadonlyArray<readonly [string, string]>;
  date: string;
  scope: string;
}): string {
  const canonicalQuery = request.query
    .map(([name, value]) => `${escapeStrictly(name)}=${escapeStrictly(value)}`)
    .toSorted()
    .join("&");
  const canonicalHeaders = request.headers
    .map(([name, value]) => `${name}:${value.trim().replace(/\s+/g, " ")}\n`)
    .toSorted()
    .join("");
  const canonicalRequest = [
    "POST",
    request.path,
    canonicalQuery,
    canonicalHeaders,
    request.headers
      .map(([name]) => name)
      .toSorted()
      .join(";"),
    "UNSIGNED-PAYLOAD",
  ].join("\n");
  const digest = createHash("sha256").update(canonicalRequest).digest("hex");
  return ["GOOG4-HMAC-SHA256", request.date, request.scope, digest].join("\n");
}

function signatureOf(text: string, scope: string, secret: string): string {
  const signingKey = scope
    .split("/")
    .reduce<Buffer>(
      (key, part) => createHmac("sha256", key).update(part).digest(),
      Buffer.from(`GOOG4${secret}`),
    );
  return createHmac("sha256", signingKey).update(text).digest("hex");
}

/** A V4 signed URL for a resumable start (POST), good for 15 minutes from `nowMs`. */
export function signResumableStart(upload: {
  origin: string;
  path: string;
  contentType: string;
  sizeBytes: number;
  nowMs: number;
  secret: string;
}): string {
  const date = basicIso(upload.nowMs);
  const scope = `${date.slice(0, 8)}/auto/storage/goog4_request`;
  const query: Array<readonly [string, string]> = [
    ["X-Goog-Algorithm", "GOOG4-HMAC-SHA256"],
    ["X-Goog-Credential", `${serviceAccount}/${scope}`],
    ["X-Goog-Date", date],
    ["X-Goog-Expires", String(lifetimeSeconds)],
    ["X-Goog-SignedHeaders", signedHeaderNames.join(";")],
  ];
  const text = stringToSign({
    path: upload.path,
    query,
    headers: [
      ["content-type", upload.contentType],
      ["host", new URL(upload.origin).host],
      ["x-goog-content-length-range", `0,${upload.sizeBytes}`],
      ["x-goog-resumable", "start"],
    ],
    date,
    scope,
  });
  const printed = query.map(([name, value]) => `${name}=${escapeStrictly(value)}`).join("&");
  return `${upload.origin}${upload.path}?${printed}&X-Goog-Signature=${signatureOf(text, scope, upload.secret)}`;
}

/**
 * Why a start request must be refused, or null when its signature, age and headers are right.
 * The order of the checks is the one measured on live storage: missing header 400, age 400, value 403.
 */
export function refusalOfStart(request: {
  url: URL;
  header(name: string): string | undefined;
  headerNames: readonly string[];
  nowMs: number;
  secret: string;
}): XmlError | null {
  const { searchParams } = request.url;
  const signature = searchParams.get("X-Goog-Signature");
  const date = searchParams.get("X-Goog-Date") ?? "";
  const scope = (searchParams.get("X-Goog-Credential") ?? "").split("/").slice(1).join("/");
  if (signature === null) {
    return {
      status: 403,
      code: "AccessDenied",
      message: "Access denied.",
      details:
        "Anonymous caller does not have storage.objects.create access to the Google Cloud Storage object.",
    };
  }
  const names = (searchParams.get("X-Goog-SignedHeaders") ?? "").split(";").filter((name) => name !== "");
  const missing = names.find((name) => request.header(name) === undefined);
  if (missing !== undefined) {
    return {
      status: 400,
      code: "MalformedSecurityHeader",
      message: "Your request has a malformed header.",
      details: "Header was included in signedheaders, but not in the request.",
      elements: { ParameterName: missing },
    };
  }
  const expiresAt = epochMsOfBasicIso(date) + Number(searchParams.get("X-Goog-Expires")) * 1000;
  if (request.nowMs > expiresAt) {
    return {
      status: 400,
      code: "ExpiredToken",
      message: "Invalid argument.",
      details: `Request signature expired at: ${new Date(expiresAt).toISOString().replace(/\.\d{3}Z$/, "+00:00")}`,
    };
  }
  const text = stringToSign({
    path: request.url.pathname,
    query: [...searchParams].filter(([name]) => name !== "X-Goog-Signature"),
    headers: names.map((name) => [name, request.header(name) ?? ""] as const),
    date,
    scope,
  });
  const unsigned = request.headerNames.find((name) => name.startsWith("x-goog-") && !names.includes(name));
  const expected = Buffer.from(signatureOf(text, scope, request.secret));
  const given = Buffer.from(signature);
  if (unsigned !== undefined || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return {
      status: 403,
      code: "SignatureDoesNotMatch",
      message: "Access denied.",
      details:
        "The request signature we calculated does not match the signature you provided. Check your Google secret key and signing method.",
      elements: { StringToSign: text },
    };
  }
  return null;
}
