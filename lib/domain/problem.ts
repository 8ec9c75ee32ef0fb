/** Everything that can go wrong, as far as a person needs to tell it apart. */
export const problemCodes = [
  "signed_out",
  "token_refused",
  "sign_in_incomplete",
  "forbidden",
  "origin_refused",
  "not_found",
  "not_enough_creative_units",
  "budget_reached",
  "invalid_request",
  "too_many_running",
  "layer_busy",
  "easel_busy",
  "layer_unreachable",
  "layer_failed",
  "layer_timed_out",
  "layer_unreadable",
  "outcome_unknown",
  "interrupted",
  "upload_type",
  "upload_size",
  "upload_ticket",
  "upload_expired",
  "upload_corrupt",
  "upload_refused",
  "storage_unreachable",
  "asset_unavailable",
  "history_unavailable",
  "offline",
  "easel_unreachable",
  "internal",
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** The body of every refusal of ours, `application/problem+json`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  /** The field of the request it is about, such as `parameters.width`. */
  field?: string;
  retryAfterSeconds?: number;
}

interface ProblemWords {
  status: number;
  /** What happened, in a sentence. */
  title: string;
  /** What to do next, in a sentence. */
  action: string;
}

/** One table of words; the compiler keeps it complete. */
export const problemWords: Record<ProblemCode, ProblemWords> = {
  signed_out: {
    status: 401,
    title: "You are signed out.",
    action: "Sign in again; nothing you typed is lost.",
  },
  token_refused: {
    status: 401,
    title: "Layer does not accept this token.",
    action: "Check that it was copied whole, or make a new one in Layer.",
  },
  sign_in_incomplete: {
    status: 401,
    title: "Signing in with Layer did not finish.",
    action: "Try again. If it stays, tell whoever runs Easel; its log says why.",
  },
  forbidden: {
    status: 403,
    title: "Your token may not do this in this workspace.",
    action: "Ask who runs the workspace in Layer for the right.",
  },
  origin_refused: {
    status: 403,
    title: "This request came from another site.",
    action: "Open Easel at its own address. If you run it, check that APP_URL is that address.",
  },
  not_found: {
    status: 404,
    title: "This is not here.",
    action: "It may have been removed, or belong to another workspace.",
  },
  not_enough_creative_units: {
    status: 402,
    title: "Not enough Creative Units.",
    action: "Lower the size or batch, or top up the workspace in Layer.",
  },
  budget_reached: {
    status: 402,
    title: "This would cross a budget.",
    action: "Ask the lead who sets budgets to raise it, or make it smaller.",
  },
  invalid_request: {
    status: 422,
    title: "Something in the request is not right.",
    action: "Correct what is named and try again.",
  },
  too_many_running: {
    status: 429,
    title: "Layer has as many runs of yours as it takes at once.",
    action: "Wait for one to finish, then try again.",
  },
  layer_busy: {
    status: 429,
    title: "Layer is asked too much at once.",
    action: "Wait a moment, then try again.",
  },
  easel_busy: {
    status: 429,
    title: "Easel is asked too much at once.",
    action: "Wait a moment, then try again.",
  },
  layer_unreachable: { status: 502, title: "Layer cannot be reached.", action: "Try again in a moment." },
  layer_failed: { status: 502, title: "Layer had a fault of its own.", action: "Try again in a moment." },
  layer_timed_out: { status: 504, title: "Layer did not answer in time.", action: "Try again in a moment." },
  layer_unreadable: {
    status: 502,
    title: "Layer's answer could not be read.",
    action: "Try again; if it stays, tell whoever runs Easel.",
  },
  outcome_unknown: {
    status: 502,
    title: "Layer may have started this.",
    action: "Compare the balance and look in Layer before you run it again.",
  },
  interrupted: {
    status: 502,
    title: "Easel stopped before Layer answered, so Layer may have started this.",
    action: "Compare the balance and look in Layer before you run it again.",
  },
  upload_type: {
    status: 415,
    title: "Layer does not take files of this type.",
    action: "Use JPEG, PNG, WebP, MP4, MP3 or WAV.",
  },
  upload_size: {
    status: 413,
    title: "The file is empty or larger than 64 MB.",
    action: "Use a file between 1 byte and 64 MB.",
  },
  upload_ticket: {
    status: 403,
    title: "This upload does not belong to you or is not valid.",
    action: "Start the upload again.",
  },
  upload_expired: {
    status: 410,
    title: "The upload's session at the storage host has ended.",
    action: "Start the upload again.",
  },
  upload_corrupt: {
    status: 409,
    title: "What was stored is not what was sent.",
    action: "Upload the file again; it was not used.",
  },
  upload_refused: {
    status: 502,
    title: "The storage host refused the upload.",
    action: "Start the upload again.",
  },
  storage_unreachable: {
    status: 502,
    title: "The storage host cannot be reached.",
    action: "The upload goes on when it answers again.",
  },
  asset_unavailable: {
    status: 502,
    title: "The file cannot be fetched.",
    action: "Try again; it may be gone at Layer.",
  },
  history_unavailable: {
    status: 503,
    // Not "nothing was started": it may answer a click that is told again, whose first telling did start.
    title: "Easel's history cannot be reached.",
    action: "Nothing new starts without it. Try again in a moment.",
  },
  offline: {
    status: 503,
    title: "You are offline.",
    action: "What you typed is kept; it works again with the network.",
  },
  easel_unreachable: {
    status: 503,
    title: "Easel's server cannot be reached.",
    action: "What you typed is kept; try again in a moment.",
  },
  internal: {
    status: 500,
    title: "Easel had a fault of its own.",
    action: "Try again; if it stays, tell whoever runs Easel.",
  },
};

export interface ProblemDetails {
  detail?: string;
  field?: string;
  retryAfterSeconds?: number;
}

/** A problem as a value; `detail` defaults to the table's words. */
export function problemOf(code: ProblemCode, details: ProblemDetails = {}): Problem {
  const words = problemWords[code];
  return {
    type: `urn:easel:problem:${code}`,
    title: words.title,
    status: words.status,
    detail: details.detail ?? words.action,
    code,
    ...(details.field === undefined ? {} : { field: details.field }),
    ...(details.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: details.retryAfterSeconds }),
  };
}

const digestPrefix = "easel:";

/** A problem on its way up through code that may throw. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** In production a page's error reaches the browser without its message; the digest is all that crosses. */
  readonly digest: string;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(`${problem.code}: ${problem.detail}`, options);
    this.name = "ProblemError";
    this.problem = problem;
    this.digest = `${digestPrefix}${problem.code}`;
  }
}

/** The problem behind the error that an error boundary was given; `internal` where it is not one of ours. */
export function problemFromDigest(digest: string | undefined): Problem {
  const code = problemCodes.find((known) => digest === `${digestPrefix}${known}`);
  return problemOf(code ?? "internal");
}
