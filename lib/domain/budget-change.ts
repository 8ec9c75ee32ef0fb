import * as z from "zod/mini";
import { budgetScopes } from "./budget";

// Apart from the rules of budgets: the form says those before a click, and must not bring the schema library with them.
export const budgetChangeSchema = z.object({
  scope: z.enum(budgetScopes),
  subject: z.string().check(z.maxLength(255), z.regex(/^[^\0]*$/, "must be text")),
  subjectName: z.string().check(z.maxLength(255), z.regex(/^[^\0]*$/, "must be text")),
  limitCreativeUnits: z
    .number()
    .check(z.gte(0, "must be at least 0"), z.lte(1e9, "must be at most 1,000,000,000")),
  timeZone: z.string().check(z.maxLength(100)),
});

export type BudgetChange = z.infer<typeof budgetChangeSchema>;
