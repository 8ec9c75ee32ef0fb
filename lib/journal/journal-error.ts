import { ProblemError, problemOf } from "../domain/problem";

/** The database could not be reached or did not answer; nothing is known about what was asked of it. */
export class JournalError extends ProblemError {
  constructor(cause: unknown) {
    super(problemOf("history_unavailable"), { cause });
    this.name = "JournalError";
  }
}

// SQLSTATE classes in which the database, not the statement, is at fault: connection, resources, operator's doing,
// system, internal. 40 (serialization, deadlock) and 25006 (a standby that cannot write) pass with another try as well.
const faultClasses = new Set(["08", "40", "53", "57", "58", "XX"]);

/** Driver errors as JournalError; errors in our own statements stay what they are, without the values they were about. */
export function journalErrorFrom(error: unknown): unknown {
  // Drizzle wraps the driver's error in one whose text repeats every value.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof ProblemError || !(cause instanceof Error)) return cause;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : null;
  const isSqlState = code !== null && /^[0-9A-Z]{5}$/.test(code) && "severity" in cause;
  if (isSqlState)
    return faultClasses.has(code.slice(0, 2)) || code === "25006" ? new JournalError(cause) : cause;
  const isDriver = code !== null || /connection|timeout|terminated|pool/i.test(cause.message);
  return isDriver ? new JournalError(cause) : cause;
}
