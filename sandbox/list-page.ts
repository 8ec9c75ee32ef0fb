import { createHash, createHmac } from "node:crypto";
import { ApiProblem } from "./api-problem";

// The cursor is opaque by contract; the seal makes a client that builds or edits one notice at once.
const cursorKey = "layer-sandbox-cursor";

function sealOf(offset: string, query: string): string {
  return createHmac("sha256", cursorKey).update(`${offset}|${query}`).digest("base64url").slice(0, 16);
}

function cursorFor(offset: number, query: string): string {
  const place = String(offset);
  return Buffer.from(`${place}.${sealOf(place, query)}`).toString("base64url");
}

function offsetOf(cursor: string, query: string): number {
  const [place = "", seal = ""] = Buffer.from(cursor, "base64url").toString("latin1").split(".");
  if (!/^\d{1,9}$/.test(place) || seal !== sealOf(place, query)) {
    throw new ApiProblem("INVALID_INPUTS", "cursor: The cursor is not valid for this list.");
  }
  return Number(place);
}

/**
 * One page of a list and its pagination object.
 * A cursor belongs to the list and the filters it came from; only the limit may change from page to page.
 */
export function pageOf<Item>(
  items: readonly Item[],
  url: URL,
): {
  items: readonly Item[];
  pagination: { has_more_results: boolean; next_cursor: string | null; total_count: number };
} {
  const limit = readLimit(url.searchParams.get("limit"));
  const filters = [...url.searchParams]
    .filter(([name]) => name !== "limit" && name !== "cursor")
    .map(([name, value]) => `${name}=${value}`)
    .toSorted((one, other) => one.localeCompare(other, "en"));
  const query = createHash("sha1")
    .update(JSON.stringify([url.pathname, filters]))
    .digest("hex");
  const cursor = url.searchParams.get("cursor");
  const offset = cursor === null ? 0 : offsetOf(cursor, query);
  const end = offset + limit;
  const hasMore = end < items.length;
  return {
    items: items.slice(offset, end),
    pagination: {
      has_more_results: hasMore,
      next_cursor: hasMore ? cursorFor(end, query) : null,
      total_count: items.length,
    },
  };
}

function readLimit(text: string | null): number {
  if (text === null) {
    return 20;
  }
  const limit = Number(text);
  if (!/^-?\d+$/.test(text) || limit < 1 || limit > 100) {
    throw new ApiProblem("INVALID_INPUTS", "limit: Input should be an integer from 1 to 100.");
  }
  return limit;
}
