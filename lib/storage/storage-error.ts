import { type Problem, type ProblemCode, problemOf } from "@/lib/domain/problem";

interface StorageErrorOptions {
  detail: string;
  isRetryable?: boolean;
  retryAfterSeconds?: number;
  storageCode?: string;
  status?: number;
  reason?: string;
}

/**
 * The storage host said no, or nothing that could be understood. It carries no address: a session's address is itself
 * the right to write.
 */
export class StorageError extends Error {
  readonly code: ProblemCode;
  readonly detail: string;
  /** True where the session lives on: ask how far it is and go on from there. */
  readonly isRetryable: boolean;
  readonly retryAfterSeconds: number | undefined;
  /** The host's own code, such as `SignatureDoesNotMatch`. */
  readonly storageCode: string | undefined;
  readonly status: number | undefined;
  /** The connection's error code, such as `ECONNRESET`, for logs. */
  readonly reason: string | undefined;

  constructor(code: ProblemCode, options: StorageErrorOptions) {
    super(`${code}: ${options.detail}`);
    this.name = "StorageError";
    this.code = code;
    this.detail = options.detail;
    this.isRetryable = options.isRetryable ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.storageCode = options.storageCode;
    this.status = options.status;
    this.reason = options.reason;
  }

  toProblem(): Problem {
    return problemOf(this.code, { detail: this.detail, retryAfterSeconds: this.retryAfterSeconds });
  }
}
