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
  if (time && /^\d{1,15}$/.test(time) && id && isUuid(id) && rest.length === 0 && !Number.isNaN(at.getTime()))
    return { at, id };
  throw new ProblemError(
    problemOf("invalid_request", {
      field: "cursor",
      detail: "This place in the list is not known. Start from the top.",
    }),
  );
}
