import { isUuid } from "../domain/identifier";
import { ProblemError, problemOf } from "../domain/problem";

/** A place in a list that is ordered by time and id: the last row that was given out. */
export interface Place {
  at: Date;
  id: string;
}

/** A place as an opaque text. */
export function cursorOf({ at, id }: Place): string {
  return Buffer.from(`${at.getTime()} ${id}`).toString("base64url");
}

/** The inverse of `cursorOf`. Throws `invalid_request` for anything it did not make. */
export function placeOf(cursor: string): Place {
  const [time, id, ...rest] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  const at = new Date(Number(time));
  // JavaScript writes later years in a form that PostgreSQL refuses.
  const isMoment = time !== undefined && /^\d{1,15}$/.test(time) && at.getUTCFullYear() <= 9999;
  if (isMoment && id && isUuid(id) && rest.length === 0) return { at, id };
  throw new ProblemError(
    problemOf("invalid_request", {
      field: "cursor",
      detail: "This place in the list is not known. Start from the top.",
    }),
  );
}
