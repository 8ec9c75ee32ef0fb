import { z } from "zod";
import { type Modality, modalities } from "@/lib/domain/modality";
import { domainKey } from "./wire-casing";

// Absent, null and a value of the wrong type mean the same where a field is not needed: it is not known.
const orNull = <Output>(schema: z.ZodType<Output>) =>
  schema
    .nullish()
    .catch(null)
    .transform((value) => value ?? null);

// The service counts in decimals, and decimals are often written as text so that they keep their digits.
export const amount = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(z.number()),
]);

export const optionalId = orNull(z.string().min(1).max(200));
export const optionalText = orNull(z.string());
export const optionalAmount = orNull(amount);
export const optionalCount = orNull(z.number().int().nonnegative());
export const optionalPositive = orNull(z.number().positive());
export const flag = z.boolean().catch(false);
export const optionalObject = orNull(z.record(z.string(), z.unknown()));

/** Text that is shown but not needed: empty where it is missing. */
export const text = optionalText.transform((value) => value ?? "");

/** The members that fit, the rest left out; nothing where there is no list. */
export const listOf = <Output>(member: z.ZodType<Output>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((members) =>
      members.flatMap((value) => {
        const parsed = member.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    );

/**
 * A list that is the answer itself. One malformed member does not cost the others; a list of nothing but malformed
 * members is an answer that could not be read.
 */
export const requiredListOf = <Output>(member: z.ZodType<Output>) =>
  z.array(z.unknown()).transform((members, context) => {
    const good = members.flatMap((value) => {
      const parsed = member.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    });
    if (members.length > 0 && good.length === 0) {
      context.addIssue({ code: "custom", message: "no member of the list could be read" });
    }
    return good;
  });

/**
 * An ISO moment in UTC, or null. A moment without a zone is Layer's own, which is UTC. Years that no run can lie in are
 * null: JavaScript writes those beyond 9999 in a form that PostgreSQL refuses.
 */
export const optionalMoment = optionalText.transform((value) => {
  if (value === null) return null;
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/i.test(value);
  const moment = new Date(hasZone ? value : `${value}Z`);
  const year = moment.getUTCFullYear();
  return year >= 2000 && year <= 9999 ? moment.toISOString() : null;
});

/** A kind of media in our spelling; a word that is new to us is kept as it is. */
export function modalityOf(wire: string): Modality {
  const ours = domainKey(wire.toLowerCase());
  return (modalities as readonly string[]).includes(ours) ? ours : wire;
}

/** Layer's spelling of a kind of media. */
export function wireModality(modality: Modality): string {
  return modality === "threeD" ? "three_d" : modality;
}
