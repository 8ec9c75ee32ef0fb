import { expect, test } from "vitest";
import { problemCodes, problemOf, problemWords } from "./problem";

test("every problem says what happened and what to do, in whole sentences", () => {
  for (const code of problemCodes) {
    const { title, action, status } = problemWords[code];
    expect(title, code).toMatch(/^[A-Z].*\.$/);
    expect(action, code).toMatch(/^[A-Z].*\.$/);
    expect(`${title}${action}`, code).not.toContain("!");
    expect(status, code).toBeGreaterThanOrEqual(400);
  }
});

test("no refusal claims that nothing was started: it may answer a click whose first telling did start", () => {
  for (const { title, action } of Object.values(problemWords))
    expect(`${title} ${action}`).not.toMatch(/nothing (was|has been) started/i);
});

test("a problem survives the way through JSON, with what it names and nothing absent", () => {
  const problem = problemOf("invalid_request", {
    detail: "Width must be above 0.",
    field: "parameters.width",
  });
  expect(JSON.parse(JSON.stringify(problem))).toEqual({
    type: "urn:easel:problem:invalid_request",
    title: problemWords.invalid_request.title,
    status: 422,
    detail: "Width must be above 0.",
    code: "invalid_request",
    field: "parameters.width",
  });
});
