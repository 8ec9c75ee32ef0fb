import * as z from "zod/mini";
import { uuid } from "./identifier";

export const referenceSchema = z.object({
  fileId: uuid,
  role: z.string().check(z.minLength(1), z.maxLength(100)),
  weight: z.nullable(z.number().check(z.gte(0), z.lte(1))),
});

/** A file of the workspace with the role it plays in a request. */
export type Reference = z.infer<typeof referenceSchema>;

export const maskSchema = z.object({
  fileId: uuid,
  /** Transparent areas are the part that changes. */
  forTransparency: z.boolean(),
  /** Opaque areas are the part that changes. */
  forNontransparency: z.boolean(),
  edgeRadiusPixels: z.int().check(z.gte(0)),
});

export type Mask = z.infer<typeof maskSchema>;
