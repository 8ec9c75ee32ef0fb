import * as z from "zod/mini";
import { uuidPattern } from "./is-uuid";

/** A UUID in any version; everything that goes into a path of Layer's is checked with it first. */
export const uuid = z.string().check(z.regex(uuidPattern, "must be a UUID"));

export { isUuid } from "./is-uuid";
