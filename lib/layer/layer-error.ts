import { type Problem, type ProblemCode, problemOf } from "@/lib/domain/problem";

interface LayerErrorOptions {
  detail: string;
  field?: string;
  retryAfterSeconds?: number;
  layerCode?: string;
  status?: number;
  reason?: string;
  mayHaveRun: boolean;
}

/**
 * Layer said no, or did not say anything that could be understood. It carries neither the token nor an address, and no
 * `cause`, whose texts could carry both.
 */
export class LayerError extends Error {
  readonly code: ProblemCode;
  /** Plain text for a person, at most 500 characters. */
  readonly detail: string;
  /** The field it is about, in our own words, such as `parameters.width`. */
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** Layer's own code, such as `MODEL_NOT_FOUND`. */
  readonly layerCode: string | undefined;
  /** The HTTP status, when there was an answer. */
  readonly status: number | undefined;
  /** The connection's error code, such as `ECONNRESET`, for logs. */
  readonly reason: string | undefined;
  /** For a start: false only when it is certain that nothing runs and nothing is reserved. Always false for a read. */
  readonly mayHaveRun: boolean;

  constructor(code: ProblemCode, options: LayerErrorOptions) {
    super(`${code}: ${options.detail}`);
    this.name = "LayerError";
    this.code = code;
    this.detail = options.detail;
    this.field = options.field;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.layerCode = options.layerCode;
    this.status = options.status;
    this.reason = options.reason;
    this.mayHaveRun = options.mayHaveRun;
  }

  toProblem(): Problem {
    return problemOf(this.code, {
      detail: this.detail,
      field: this.field,
      retryAfterSeconds: this.retryAfterSeconds,
    });
  }
}
