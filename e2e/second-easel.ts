import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { freePort, root, waitForAnswer } from "../scripts/processes.mjs";
import { ground } from "./fixtures";

async function serve(port: number): Promise<ChildProcess> {
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [join(root, ".next", "standalone", "server.js")], {
    env: { ...ground().environment, NODE_ENV: "production", PORT: String(port), APP_URL: url },
    stdio: "ignore",
  });
  await waitForAnswer(`${url}/api/health`);
  return child;
}

/** Another Easel on the same history and the same Layer, which a test may kill. */
export class SecondEasel {
  private constructor(
    private child: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(): Promise<SecondEasel> {
    const port = await freePort();
    return new SecondEasel(await serve(port), port);
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  private async end(signal: NodeJS.Signals) {
    const ended = once(this.child, "exit");
    this.child.kill(signal);
    await ended;
  }

  /** Without warning, as when the machine dies. */
  async kill() {
    await this.end("SIGKILL");
  }

  /** Told to end, and given the time it takes. */
  async stop() {
    await this.end("SIGTERM");
  }

  /** As a new version is put in place: told to end, then started again at the same address. */
  async restart() {
    await this.stop();
    this.child = await serve(this.port);
  }
}

const answerTo = async (outgoing: ClientRequest): Promise<IncomingMessage> => {
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  answer.resume();
  await once(answer, "end");
  return answer;
};

/** A question whose server has read its head and waits for its body, over a connection that is kept. */
export class HeldQuestion {
  private constructor(
    private readonly agent: Agent,
    private readonly outgoing: ClientRequest,
    private readonly url: string,
  ) {}

  static async ask(url: string): Promise<HeldQuestion> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const outgoing = request(`${url}/api/auth/callback/credentials`, {
      method: "POST",
      agent,
      headers: { origin: url, expect: "100-continue", "content-type": "application/x-www-form-urlencoded" },
    });
    outgoing.flushHeaders();
    await once(outgoing, "continue");
    return new HeldQuestion(agent, outgoing, url);
  }

  async finish(): Promise<IncomingMessage> {
    return await answerTo(this.outgoing.end("token=nobody"));
  }

  /** Asks something else over the same connection. */
  async askOn(): Promise<IncomingMessage> {
    return await answerTo(request(`${this.url}/api/health`, { agent: this.agent }).end());
  }
}

/** One person's calls to one Easel, with the cookie a browser would have. */
export class Caller {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  static async signIn(url: string, token: string): Promise<Caller> {
    const jar = new Map<string, string>();
    const keep = (response: Response) => {
      for (const line of response.headers.getSetCookie()) {
        const pair = line.split(";")[0] ?? "";
        jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
      }
    };
    const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const start = await fetch(`${url}/api/auth/csrf`);
    keep(start);
    const { csrfToken } = (await start.json()) as { csrfToken: string };
    const answer = await fetch(`${url}/api/auth/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded", cookie: cookies(), origin: url },
      body: new URLSearchParams({ csrfToken, token, json: "true", callbackUrl: url }),
    });
    keep(answer);
    return new Caller(url, cookies());
  }

  async get<Answer>(path: string): Promise<Answer> {
    const response = await fetch(`${this.url}/api${path}`, { headers: { cookie: this.cookie } });
    return (await response.json()) as Answer;
  }

  async post<Answer>(path: string, body: unknown): Promise<Answer> {
    const response = await fetch(`${this.url}/api${path}`, {
      method: "POST",
      headers: { cookie: this.cookie, origin: this.url, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answer;
  }
}
