// The sandbox's control endpoint: what a test may arrange behind Easel's back, and what it may count there.

export interface StudioAccess {
  workspaceId: string;
  token: string;
}

interface Fault {
  match: { method?: string; path?: string; token?: string };
  times?: number;
  fault: Record<string, unknown>;
}

export interface LoggedRequest {
  at: number;
  method: string;
  path: string;
  status: number;
  /** The body of a paid call. */
  asked: Record<string, unknown> | null;
}

export class Sandbox {
  constructor(private readonly controlUrl: string) {}

  private async call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.controlUrl}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as Answer;
  }

  createWorkspace(workspace: { name?: string; balance?: number }): Promise<StudioAccess> {
    return this.call("POST", "/workspaces", workspace);
  }

  /** Another token of another person, reaching the same workspaces. */
  createToken(workspaceIds: string[]): Promise<{ token: string }> {
    return this.call("POST", "/tokens", { workspaceIds });
  }

  revoke(token: string): Promise<void> {
    return this.call("DELETE", `/tokens/${token}`);
  }

  fault(fault: Fault): Promise<{ id: string }> {
    return this.call("POST", "/faults", fault);
  }

  /** Has the next workflow run of a workspace fail, or be cancelled, in one of its steps; the first is 0. */
  planEnd(
    workspaceId: string,
    end: { kind: "fails" | "cancelled"; inStep: number; error?: string },
  ): Promise<void> {
    return this.call("POST", "/ends", { workspaceId, end });
  }

  async requests(filter: { token: string; path?: string }): Promise<LoggedRequest[]> {
    const { requests } = await this.call<{ requests: LoggedRequest[] }>(
      "GET",
      `/requests?${new URLSearchParams(filter)}`,
    );
    return requests;
  }

  /** What the store holds as a file. */
  async storedBytes(fileId: string): Promise<Buffer> {
    const response = await fetch(`${this.controlUrl}/storage/objects/${fileId}/bytes`);
    if (!response.ok) throw new Error(`The store holds no file ${fileId}.`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** The paid calls that reached Layer with this token: what "a click spends once" is counted by. */
  async paidPosts(token: string): Promise<LoggedRequest[]> {
    const requests = await this.requests({ token });
    return requests.filter(({ method, path }) => method === "POST" && /\/(inferences|runs)$/.test(path));
  }
}
