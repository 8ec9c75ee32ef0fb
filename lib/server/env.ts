import "server-only";
import * as z from "zod";
import { isLoopback } from "../http/loopback";

// This is the only file that reads the environment. It is read when first asked, never on import, because `next build`
// loads every module and must not need a variable.

/** Parses an http(s) address, or says in words what is wrong with it. */
function addressProblem(text: string): string | null {
  if (!URL.canParse(text)) return "is not an address";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "must start with https://";
  // A token or an upload would cross the network readable to all between.
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    return "may use plain http: for localhost, 127.0.0.1 or [::1] only; use https:";
  if (url.username || url.password) return "must not hold a user name or password";
  if (url.search || url.hash) return "must not hold ? or #";
  return null;
}

function originProblem(text: string): string | null {
  const problem = addressProblem(text);
  if (problem) return problem;
  if (new URL(text).pathname !== "/") return "must be an origin: no path after the host";
  return null;
}

const address = z.string().transform((text, context) => {
  const problem = addressProblem(text);
  if (!problem) return text.replace(/\/+$/, "");
  context.addIssue({ code: "custom", message: problem });
  return z.NEVER;
});

const origin = z.string().transform((text, context) => {
  const problem = originProblem(text);
  if (!problem) return new URL(text).origin;
  context.addIssue({ code: "custom", message: problem });
  return z.NEVER;
});

const origins = z.string().transform((text, context): readonly string[] => {
  const parts = text.split(/[\s,]+/).filter((part) => part !== "");
  if (parts.length === 0) context.addIssue({ code: "custom", message: "must name at least one origin" });
  return parts.flatMap((part) => {
    const problem = originProblem(part);
    if (!problem) return [new URL(part).origin];
    context.addIssue({ code: "custom", message: `"${part}" ${problem}` });
    return [];
  });
});

const databaseUrl = z
  .string({
    error: "is missing. Set it to the history's PostgreSQL, such as postgres://user:password@host:5432/easel",
  })
  // The value is never repeated in a message: it holds a password.
  .refine(
    (text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text),
    "must be an address that starts with postgres://",
  );

const authSecret = z
  .string({
    error:
      "is missing. Set it to at least 32 random characters, such as the output of: openssl rand -base64 32",
  })
  .min(32, "must have at least 32 characters");

const personIds = z.string().transform((text, context): readonly string[] => {
  const parts = text.split(/[\s,]+/).filter((part) => part !== "");
  for (const part of parts)
    if (!/^[0-9a-f]{32}$/.test(part))
      context.addIssue({
        code: "custom",
        message: `"${part}" is not an Easel id: 32 of 0-9 and a-f, as Usage, Budgets shows each person's own`,
      });
  return parts;
});

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number")
  .transform(Number)
  .refine((number) => number <= 65_535, "must be a port number");

const variables = z.object({
  LAYER_API_URL: address.default("https://api.app.layer.ai/api/v1"),
  LAYER_STORAGE_ORIGINS: origins.default(["https://storage.googleapis.com"]),
  UPLOAD_TRANSPORT: z
    .enum(["auto", "relay", "direct"], { error: "must be auto, relay or direct" })
    .default("relay"),
  LAYER_MEDIA_ORIGINS: origins.default(["https://media.app.layer.ai"]),
  AUTH_SECRET: authSecret,
  APP_URL: origin.default("http://localhost:3000"),
  DATABASE_URL: databaseUrl,
  PORT: port.optional(),
  EASEL_ADMINS: personIds.default([]),
  LAYER_OAUTH_ISSUER: address.optional(),
  LAYER_OAUTH_CLIENT_ID: z.string().optional(),
  LAYER_OAUTH_CLIENT_SECRET: z.string().optional(),
  LAYER_OAUTH_SCOPE: z.string().optional(),
});

export interface Env {
  layerApiUrl: string;
  storageOrigins: readonly string[];
  mediaOrigins: readonly string[];
  /** The way of the bytes: through this server, from the browser straight to storage, or whichever works. */
  uploadTransport: "auto" | "relay" | "direct";
  authSecret: string;
  /** The deployment's own origin; every state-changing request must come from it. */
  appOrigin: string;
  databaseUrl: string;
  /** Those who may set budgets, by the ids that their sign-in gives them: names can be typed by anybody. */
  adminIds: readonly string[];
  /** "Sign in with Layer"; null where it is not configured. */
  oauth: { issuer: string; clientId: string; clientSecret: string; scope: string } | null;
  /** True under `next dev`, where React needs eval and the reload socket. */
  isDevelopment: boolean;
}

/** Several wrong variables are one error whose message names each on its own line. */
export class EnvError extends Error {
  constructor(lines: readonly string[]) {
    super(`Easel cannot start with this environment:\n${lines.map((line) => `  ${line}`).join("\n")}`);
    this.name = "EnvError";
  }
}

const oauthNames = ["LAYER_OAUTH_ISSUER", "LAYER_OAUTH_CLIENT_ID", "LAYER_OAUTH_CLIENT_SECRET"] as const;

/** Checks a whole environment. Throws `EnvError` with all that is wrong; no message repeats a secret. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  // An empty line in a compose or .env file means "not set", for every variable alike.
  const given = Object.fromEntries(
    Object.entries(source)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = variables.safeParse(given);
  const lines = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  const absent = oauthNames.filter((name) => given[name] === undefined);
  if (absent.length > 0 && (absent.length < oauthNames.length || given.LAYER_OAUTH_SCOPE !== undefined))
    lines.push(`${absent.join(", ")} missing: "Sign in with Layer" needs all LAYER_OAUTH_ variables or none`);
  if (!parsed.success || lines.length > 0) throw new EnvError(lines);
  const { data } = parsed;
  const { LAYER_OAUTH_ISSUER: issuer, LAYER_OAUTH_CLIENT_ID: clientId } = data;
  const clientSecret = data.LAYER_OAUTH_CLIENT_SECRET;
  return {
    layerApiUrl: data.LAYER_API_URL,
    storageOrigins: data.LAYER_STORAGE_ORIGINS,
    mediaOrigins: data.LAYER_MEDIA_ORIGINS,
    uploadTransport: data.UPLOAD_TRANSPORT,
    authSecret: data.AUTH_SECRET,
    appOrigin: data.APP_URL,
    databaseUrl: data.DATABASE_URL,
    adminIds: data.EASEL_ADMINS,
    oauth:
      issuer && clientId && clientSecret
        ? { issuer, clientId, clientSecret, scope: data.LAYER_OAUTH_SCOPE ?? "openid profile email" }
        : null,
    isDevelopment: source.NODE_ENV === "development",
  };
}

let parsedEnv: Env | null = null;

/** The environment, checked once a process. Throws `EnvError`. */
export function env(): Env {
  if (parsedEnv) return parsedEnv;
  // Next has put the port it listens on in PORT's place by now; our build keeps the one that was given.
  const { EASEL_GIVEN_PORT: givenPort } = process.env;
  const checked = parseEnv(givenPort === undefined ? process.env : { ...process.env, PORT: givenPort });
  // next-auth takes its own address from here and from nowhere else; without it every sign-in would redirect by Host.
  process.env.NEXTAUTH_URL = checked.appOrigin;
  parsedEnv = checked;
  return checked;
}
