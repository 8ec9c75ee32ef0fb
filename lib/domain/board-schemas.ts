import * as z from "zod/mini";
import { uuid } from "./identifier";
import { assetPlaceSchema } from "./mark-schemas";
import { maxDecisions } from "./marks";

const nameSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(120));

export const newBoardSchema = z.object({ id: uuid, name: nameSchema, parentId: z.nullable(uuid) });

export const boardChangeSchema = z.object({
  name: z.optional(nameSchema),
  /** Moves it: under that board, or to the top, before `beforeId` or last. */
  move: z.optional(z.object({ parentId: z.nullable(uuid), beforeId: z.nullable(uuid) })),
});

const placesSchema = z.array(assetPlaceSchema).check(z.minLength(1), z.maxLength(maxDecisions));

export const boardItemsChangeSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("add"), assets: placesSchema }),
  z.object({ action: z.literal("remove"), assets: placesSchema }),
  /** Puts them, in the order given, before an asset of the board or last. */
  z.object({ action: z.literal("move"), assets: placesSchema, before: z.nullable(assetPlaceSchema) }),
]);
