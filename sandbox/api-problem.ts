const problems = {
  UNAUTHENTICATED: [401, "Unauthenticated"],
  INSUFFICIENT_BALANCE: [402, "Insufficient balance"],
  FORBIDDEN: [403, "Forbidden"],
  NOT_FOUND: [404, "Not found"],
  WORKSPACE_NOT_FOUND: [404, "Workspace not found"],
  MODEL_NOT_FOUND: [404, "Model not found"],
  WORKFLOW_NOT_FOUND: [404, "Workflow not found"],
  RUN_NOT_FOUND: [404, "Run not found"],
  METHOD_NOT_ALLOWED: [405, "Method not allowed"],
  INVALID_INPUTS: [422, "Invalid input"],
  RATE_LIMITED: [429, "Too many concurrent requests"],
  INTERNAL_ERROR: [500, "Internal error"],
} as const;

type ProblemCode = keyof typeof problems;

/** Thrown anywhere below a route; the API turns it into application/problem+json. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.code = code;
    this.headers = headers;
  }

  toResponse(): Response {
    const [status, title] = problems[this.code];
    return new Response(
      JSON.stringify({
        type: `https://api.layer.ai/errors/${this.code}`,
        title,
        status,
        detail: this.message,
      }),
      { status, headers: { ...this.headers, "content-type": "application/problem+json" } },
    );
  }
}
