import { createSign, generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { NextApiRequest, NextApiResponse } from "next";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { POST } from "@/app/api/auth/[...nextauth]/route";
import { type Sandbox, startSandbox } from "@/sandbox/sandbox";
import { authOptions } from "./auth";
import { sessionOf } from "./session";

const secret = "0123456789abcdef0123456789abcdef";
const appOrigin = "http://localhost:3000";
let sandbox: Sandbox;
let server: Server;
let base: string;
let issuer: { server: Server; url: string; accessToken: string };

function cookiesIn(header: string): Record<string, string> {
  return Object.fromEntries(
    header
      .split("; ")
      .filter(Boolean)
      .map((pair) => [
        pair.slice(0, pair.indexOf("=")),
        decodeURIComponent(pair.slice(pair.indexOf("=") + 1)),
      ]),
  );
}

/** next-auth behind a plain HTTP server, asked as a browser asks it. */
async function answerAuth(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", appOrigin);
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const apiRequest = Object.assign(request, {
    query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split("/").slice(3) },
    cookies: cookiesIn(request.headers.cookie ?? ""),
    body: Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString())),
  }) as unknown as NextApiRequest;
  const apiResponse = Object.assign(response, {
    status: (code: number) => Object.assign(response, { statusCode: code }),
    json: (value: unknown) => response.end(JSON.stringify(value)),
    send: (value: unknown) => response.end(typeof value === "string" ? value : JSON.stringify(value)),
  }) as unknown as NextApiResponse;
  await NextAuth(apiRequest, apiResponse, authOptions());
}

async function serveAuth(): Promise<void> {
  server = createServer((request, response) => void answerAuth(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/auth`;
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A small OpenID provider that signs in whoever comes, and gives out `accessToken`. */
async function serveIssuer(): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const idToken = (url: string) => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: url, aud: "easel", sub: "layer|42", name: "Grace Hopper", iat: now, exp: now + 60 };
    const signed = `${base64({ alg: "RS256", kid: "1" })}.${base64(claims)}`;
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
  };
  const answers: Record<string, () => unknown> = {
    "/.well-known/openid-configuration": () => ({
      issuer: issuer.url,
      authorization_endpoint: `${issuer.url}/authorize`,
      token_endpoint: `${issuer.url}/token`,
      jwks_uri: `${issuer.url}/jwks`,
    }),
    "/jwks": () => ({
      keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" }],
    }),
    "/token": () => ({
      access_token: issuer.accessToken,
      token_type: "Bearer",
      id_token: idToken(issuer.url),
    }),
  };
  const issuing = createServer((request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answers[request.url ?? ""]?.() ?? {}));
  });
  issuing.listen(0, "127.0.0.1");
  await once(issuing, "listening");
  const url = `http://127.0.0.1:${(issuing.address() as AddressInfo).port}`;
  issuer = { server: issuing, url, accessToken: "" };
}

beforeAll(async () => {
  sandbox = await startSandbox();
  await serveIssuer();
  process.env.LAYER_OAUTH_ISSUER = issuer.url;
  process.env.LAYER_OAUTH_CLIENT_ID = "easel";
  process.env.LAYER_OAUTH_CLIENT_SECRET = "oauth-client-secret";
  process.env.AUTH_SECRET = secret;
  process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/none";
  process.env.LAYER_API_URL = sandbox.apiUrl;
  await serveAuth();
});

afterAll(async () => {
  server.close();
  issuer.server.close();
  await sandbox.close();
});

const cookieHeader = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

interface SignIn {
  error: string | null;
  setCookies: string[];
  cookie: string;
  text: string;
}

async function signIn(fields: Record<string, string>): Promise<SignIn> {
  const csrf = await fetch(`${base}/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await fetch(`${base}/callback/credentials`, {
    method: "POST",
    headers: { cookie: cookieHeader(csrf) },
    body: new URLSearchParams({ csrfToken, json: "true", callbackUrl: appOrigin, ...fields }),
  });
  const text = await response.text();
  const { url } = JSON.parse(text) as { url: string };
  return {
    error: new URL(url).searchParams.get("error"),
    setCookies: response.headers.getSetCookie(),
    cookie: cookieHeader(response),
    text,
  };
}

async function planFault(fault: Record<string, unknown>, times = 1): Promise<void> {
  await fetch(`${sandbox.controlUrl}/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ match: { path: "/workspaces" }, times, fault }),
  });
}

const apiRequests = async () => {
  const answer = await fetch(`${sandbox.controlUrl}/requests?origin=api`);
  return ((await answer.json()) as { requests: unknown[] }).requests.length;
};

const request = (cookie: string, headers: Record<string, string> = {}) =>
  new Request(`${appOrigin}/api/workspaces`, { headers: { cookie, ...headers } });

test("a token that Layer accepts becomes a session that knows it, and the name the person gave", async () => {
  const { cookie, error } = await signIn({ token: `  ${sandbox.tokens.artist}\n`, name: " Ada  Lovelace " });
  expect(error).toBeNull();
  expect(await sessionOf(request(cookie))).toEqual({
    token: sandbox.tokens.artist,
    personId: expect.stringMatching(/^[0-9a-f]{32}$/),
    personName: "Ada Lovelace",
  });
});

test("a person without a name is someone, and the same token is the same person", async () => {
  const first = await sessionOf(request((await signIn({ token: sandbox.tokens.artist })).cookie));
  const again = await sessionOf(
    request((await signIn({ token: sandbox.tokens.artist, name: "Ada" })).cookie),
  );
  const other = await sessionOf(request((await signIn({ token: sandbox.tokens.viewer })).cookie));
  expect(first?.personName).toBe("Someone");
  expect(again?.personId).toBe(first?.personId);
  expect(other?.personId).not.toBe(first?.personId);
});

test("the session's cookie cannot be read by scripts or sent by other sites, and hides the token", async () => {
  const { setCookies, text } = await signIn({ token: sandbox.tokens.artist, name: "Ada" });
  const sealed = setCookies.find((cookie) => cookie.startsWith("next-auth.session-token="));
  expect(sealed).toMatch(/; HttpOnly/);
  expect(sealed).toMatch(/; SameSite=Lax/i);
  expect(`${setCookies.join()}${text}`).not.toContain(sandbox.tokens.artist);
});

test("what a browser can ask about its session is the name, never the token", async () => {
  const { cookie } = await signIn({ token: sandbox.tokens.artist, name: "Ada" });
  const response = await fetch(`${base}/session`, { headers: { cookie } });
  const text = await response.text();
  expect(JSON.parse(text)).toEqual({ user: { name: "Ada" }, expires: expect.any(String) });
  expect(`${text}${[...response.headers].join()}`).not.toContain(sandbox.tokens.artist);
});

test("a wrong token is refused as such and leaves no session", async () => {
  const { error, setCookies } = await signIn({ token: "pat_wrong" });
  expect(error).toBe("token_refused");
  expect(setCookies.filter((cookie) => cookie.includes("session-token="))).toEqual([]);
});

test.each([
  ["empty", ""],
  ["two words", "pat one"],
  ["with a line break inside", "pat_a\r\nX-Evil: 1"],
  ["beyond any length", "p".repeat(5_000)],
  ["not ASCII", "pat_ö"],
])("a token that is %s is refused before anything is sent", async (_, token) => {
  const before = await apiRequests();
  expect((await signIn({ token })).error).toBe("token_refused");
  expect(await apiRequests()).toBe(before);
});

test("Layer having a fault is not told as a wrong token", async () => {
  await planFault({ status: 500 }, 3);
  expect((await signIn({ token: sandbox.tokens.artist })).error).toBe("layer_failed");
});

test("Layer not being there is not told as a wrong token", async () => {
  await planFault({ reset: "before" }, 3);
  expect((await signIn({ token: sandbox.tokens.artist })).error).toBe("layer_unreachable");
});

test("a long token is kept whole over several cookies", async () => {
  const long = `opaque.${"x".repeat(6_000)}`;
  const sealed = await encode({
    secret,
    token: { layerToken: long, personId: "0".repeat(32), personName: "Ada" },
  });
  const cookie = [
    `next-auth.session-token.1=${sealed.slice(3_900, 7_800)}`,
    `next-auth.session-token.0=${sealed.slice(0, 3_900)}`,
    `next-auth.session-token.2=${sealed.slice(7_800)}`,
  ].join("; ");
  expect((await sessionOf(request(cookie)))?.token).toBe(long);
});

test("a cookie that was forged, altered or has lapsed is no session", async () => {
  const token = { layerToken: "pat_1", personId: "0".repeat(32), personName: "Ada" };
  const foreign = await encode({ secret: "another secret of thirty-two chars", token });
  const lapsed = await encode({ secret, token, maxAge: -60 });
  const good = await encode({ secret, token });
  const altered = `${good.slice(0, -4)}AAAA`;
  const sessions = await Promise.all(
    [foreign, lapsed, altered, "nonsense"].map((sealed) =>
      sessionOf(request(`next-auth.session-token=${sealed}`)),
    ),
  );
  expect(sessions).toEqual([null, null, null, null]);
  expect(await sessionOf(request(`next-auth.session-token=${good}`))).not.toBeNull();
});

test("a sealed session in an Authorization header is not a session", async () => {
  const sealed = await encode({
    secret,
    token: { layerToken: "pat_1", personId: "0".repeat(32), personName: "Ada" },
  });
  expect(await sessionOf(request("", { authorization: `Bearer ${sealed}` }))).toBeNull();
});

test("after sign-in nobody is sent to another site", async () => {
  const { redirect } = authOptions().callbacks ?? {};
  const targets = [
    "https://evil.example/",
    "//evil.example",
    `${appOrigin}.evil.example/`,
    `${appOrigin}/w/1?a=b`,
  ];
  const sent = await Promise.all(targets.map(async (url) => await redirect?.({ url, baseUrl: appOrigin })));
  expect(sent).toEqual([`${appOrigin}/`, `${appOrigin}/`, `${appOrigin}/`, `${appOrigin}/w/1?a=b`]);
});

test("sign-out clears the session's cookie", async () => {
  const { cookie } = await signIn({ token: sandbox.tokens.artist });
  const csrf = await fetch(`${base}/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await fetch(`${base}/signout`, {
    method: "POST",
    headers: { cookie: `${cookie}; ${cookieHeader(csrf)}` },
    body: new URLSearchParams({ csrfToken, json: "true", callbackUrl: appOrigin }),
  });
  expect(response.headers.getSetCookie()).toContainEqual(
    expect.stringMatching(/^next-auth\.session-token=; Max-Age=0/),
  );
});

/** Goes to Layer's sign-in and comes back, as a browser would. */
async function signInWithLayer(accessToken: string): Promise<Response> {
  issuer.accessToken = accessToken;
  const csrf = await fetch(`${base}/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const leaving = await fetch(`${base}/signin/layer`, {
    method: "POST",
    headers: { cookie: cookieHeader(csrf) },
    body: new URLSearchParams({ csrfToken, json: "true", callbackUrl: `${appOrigin}/w/1` }),
  });
  const { url } = (await leaving.json()) as { url: string };
  const asked = new URL(url);
  expect(asked.origin).toBe(issuer.url);
  expect(asked.searchParams.get("code_challenge_method")).toBe("S256");
  const back = new URLSearchParams({ code: "1", state: asked.searchParams.get("state") ?? "" });
  return await fetch(`${base}/callback/layer?${back}`, {
    headers: { cookie: `${cookieHeader(csrf)}; ${cookieHeader(leaving)}` },
    redirect: "manual",
  });
}

test("signing in with Layer makes the access token the session's, under the profile's name", async () => {
  const first = await signInWithLayer(sandbox.tokens.artist);
  const session = await sessionOf(request(cookieHeader(first)));
  const again = await sessionOf(request(cookieHeader(await signInWithLayer(sandbox.tokens.secondArtist))));
  expect(first.headers.get("location")).toBe(`${appOrigin}/w/1`);
  expect(session).toMatchObject({ token: sandbox.tokens.artist, personName: "Grace Hopper" });
  // Access tokens change with each sign-in; whose work it is does not.
  expect(again?.personId).toBe(session?.personId);
  expect([...first.headers].join()).not.toContain(sandbox.tokens.artist);
});

test("an access token that Layer's API refuses makes no session", async () => {
  const response = await signInWithLayer("not_for_layer");
  expect(new URL(response.headers.get("location") ?? "").searchParams.get("error")).toBe("token_refused");
  expect(cookieHeader(response)).not.toContain("session-token=ey");
});

test("a sign-in larger than any token is refused before it is read, and asks nobody", async () => {
  const before = await apiRequests();
  const posted = new NextRequest(`${appOrigin}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { origin: appOrigin, "content-type": "application/x-www-form-urlencoded" },
    body: `token=${"x".repeat(70_000)}`,
  });
  const refusal = await POST(posted, {
    params: Promise.resolve({ nextauth: ["callback", "credentials"] }),
  });
  expect([refusal.status, await refusal.json()]).toEqual([
    422,
    expect.objectContaining({ code: "invalid_request", url: `${appOrigin}/sign-in?error=invalid_request` }),
  ]);
  expect(await apiRequests()).toBe(before);
});

test("a sign-in at another address than APP_URL is told as that by next-auth's own script", async () => {
  const refuse = async (path: string, response: ServerResponse) => {
    const posted = new NextRequest(`${appOrigin}${path}`, {
      method: "POST",
      headers: { origin: "http://127.0.0.1:3000" },
    });
    const refusal = await POST(posted, { params: Promise.resolve({ nextauth: path.split("/").slice(3) }) });
    response.writeHead(refusal.status, Object.fromEntries(refusal.headers)).end(await refusal.text());
  };
  const elsewhere = createServer(
    (asked, response) =>
      void (asked.method === "GET" ? answerAuth(asked, response) : refuse(asked.url ?? "/", response)),
  ).listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  vi.stubEnv("NEXTAUTH_URL", `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`);
  const { signIn: signInFromPage } = await import("next-auth/react");
  vi.unstubAllEnvs();

  const answer = await signInFromPage("credentials", {
    token: "pat_whoever",
    callbackUrl: appOrigin,
    redirect: false,
  });

  expect(answer).toMatchObject({ ok: false, status: 403, error: "origin_refused" });
  elsewhere.close();
});
