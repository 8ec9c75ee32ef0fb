import { expect, test } from "vitest";
import { problemCodes, problemOf, problemSchema, problemWords } from "./problem";

test("every problem says what happened and what to do, in whole sentences", () => {
  for (const code of problemCodes) {
    const { title, action, status } = problemWords[code];
    expect(title, code).toMatch(/^[A-Z].*\.$/);
    expect(action, code).toMatch(/^[A-Z].*\.$/);
    expect(`${title}${action}`, code).not.toContain("!");
    expect(status, code).toBeGreaterThanOrEqual(400);
  }
});

test("a problem passes its own schema", () => {
  const problem = problemOf("invalid_request", {
    detail: "Width must be above 0.",
    field: "parameters.width",
  });
  expect(problemSchema.parse(JSON.parse(JSON.stringify(problem)))).toEqual(problem);
});
