import * as z from "zod/mini";
import { uuid } from "./identifier";
import { maxDecisions, maxTags } from "./marks";

const maxTagCharacters = 60;

const tagSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(maxTagCharacters));

const markChangeSchema = z.object({
  rating: z.optional(z.nullable(z.int().check(z.gte(1), z.lte(5)))),
  verdict: z.optional(z.nullable(z.enum(["pick", "reject"]))),
  review: z.optional(z.nullable(z.enum(["proposed", "changes", "approved"]))),
  isFavourite: z.optional(z.boolean()),
  isTrashed: z.optional(z.boolean()),
  addTags: z.optional(z.array(tagSchema).check(z.maxLength(maxTags))),
  removeTags: z.optional(z.array(tagSchema).check(z.maxLength(maxTags))),
});

export const assetPlaceSchema = z.object({
  generationId: uuid,
  position: z.int().check(z.gte(0), z.lte(9_999)),
});

export const decisionsSchema = z.object({
  decisions: z
    .array(z.object({ ...assetPlaceSchema.shape, change: markChangeSchema }))
    .check(z.minLength(1), z.maxLength(maxDecisions)),
});
