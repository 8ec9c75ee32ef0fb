import "server-only";
import { createHmac } from "node:crypto";
import { env } from "./env";

const anonymousName = "Someone";
const maxNameCharacters = 80;

/** A person's id in rows and caches: keyed, so that a copy of the database neither holds nor confirms a token. */
export function personIdOf(proof: string): string {
  return createHmac("sha256", env().authSecret).update(`person:${proof}`).digest("hex").slice(0, 32);
}

/** A display name as it may stand beside work in the gallery; a neutral one where none was given. */
export function personNameOf(name: string | null | undefined): string {
  const plain = (name ?? "")
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return Array.from(plain).slice(0, maxNameCharacters).join("").trim() || anonymousName;
}
