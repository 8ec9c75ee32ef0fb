/** One bucket's CORS entry, in the words of Cloud Storage's own configuration. */
export interface BucketCors {
  origins: readonly string[];
  methods: readonly string[];
  /** Feeds both Access-Control-Allow-Headers and Access-Control-Expose-Headers, as measured on live storage. */
  responseHeaders: readonly string[];
  maxAgeSeconds: number;
}

const alwaysExposed = ["Content-Length", "Content-Type", "Date", "Server", "Transfer-Encoding"];

/** The configuration that lets a browser run a whole resumable upload from the given origins. */
export function uploadCors(origins: readonly string[]): BucketCors {
  return {
    origins,
    methods: ["POST", "PUT", "DELETE"],
    responseHeaders: [
      "Content-Type",
      "Content-Range",
      "Range",
      "Location",
      "ETag",
      "X-Goog-Resumable",
      "X-Goog-Content-Length-Range",
      "X-Goog-Hash",
      "X-Goog-Generation",
      "X-Goog-Stored-Content-Length",
      "X-GUploader-UploadID",
      "X-GUploader-No-308",
      "X-Http-Status-Code-Override",
      "X-Goog-If-Generation-Match",
    ],
    maxAgeSeconds: 3600,
  };
}

/** What Access-Control-Allow-Origin will say for this origin and method, or null when the bucket does not allow it. */
export function allowedOrigin(
  cors: BucketCors | null,
  origin: string | undefined,
  method: string,
): string | null {
  if (!cors || origin === undefined || !cors.methods.includes(method)) return null;
  if (cors.origins.includes("*")) return "*";
  return cors.origins.includes(origin) ? origin : null;
}

/** The headers that make an answer readable by the page; `hidden` names are left out of the exposed list. */
export function readableBy(
  cors: BucketCors,
  allowed: string,
  hidden: readonly string[],
): Record<string, string> {
  const exposed = [...new Set([...cors.responseHeaders, ...alwaysExposed])].filter(
    (name) => !hidden.includes(name.toLowerCase()),
  );
  return {
    "Access-Control-Allow-Origin": allowed,
    "Access-Control-Expose-Headers": exposed.join(", "),
    ...(allowed === "*" ? {} : { Vary: "Origin" }),
  };
}

/** A preflight's answer. A refused one is 200 without any CORS header, which is what live storage does. */
export function preflightResponse(cors: BucketCors | null, request: Headers): Response {
  const method = request.get("access-control-request-method") ?? "";
  const allowed = allowedOrigin(cors, request.get("origin") ?? undefined, method);
  if (!cors || allowed === null)
    return new Response(null, { status: 200, headers: { "Content-Length": "0" } });
  const asked = (request.get("access-control-request-headers") ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const known = cors.responseHeaders.map((name) => name.toLowerCase());
  return new Response(null, {
    status: 200,
    headers: {
      "Content-Length": "0",
      "Access-Control-Allow-Origin": allowed,
      "Access-Control-Allow-Methods": cors.methods.join(","),
      "Access-Control-Allow-Headers": asked.filter((name) => known.includes(name)).join(","),
      "Access-Control-Max-Age": String(cors.maxAgeSeconds),
      Vary: "Origin",
    },
  });
}
