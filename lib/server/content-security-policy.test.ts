import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { NextRequest } from "next/server";
import { beforeAll, expect, test } from "vitest";
import { config, proxy } from "@/proxy";
import { contentSecurityPolicy } from "./content-security-policy";

beforeAll(() => {
  process.env.AUTH_SECRET = "0123456789abcdef0123456789abcdef";
  process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/none";
  process.env.LAYER_MEDIA_ORIGINS = "https://media.example";
  process.env.LAYER_STORAGE_ORIGINS = "https://storage.example";
  process.env.UPLOAD_TRANSPORT = "auto";
});

const visit = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`http://localhost:3000${path}`, { headers }));

/** What the server behind the proxy is told. */
const told = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`);

const directives = (policy: string | null) =>
  new Map((policy ?? "").split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1)]));

test("only scripts that carry this view's nonce run, and styles likewise", () => {
  const response = visit("/w/1/models");
  const policy = directives(response.headers.get("content-security-policy"));
  const nonce = `'nonce-${told(response, "x-nonce")}'`;
  expect(policy.get("script-src")).toEqual(["'self'", nonce, "'strict-dynamic'", "'wasm-unsafe-eval'"]);
  expect(policy.get("style-src")).toEqual(["'self'", nonce, expect.stringMatching(/^'sha256-/)]);
  expect(told(response, "content-security-policy")).toBe(response.headers.get("content-security-policy"));
});

test("the one style that is allowed by its hash is that of the installed mesh viewer", () => {
  const template = readFileSync("node_modules/@google/model-viewer/lib/template.js", "utf8");
  const style = /<style>([\s\S]*?)<\/style>/.exec(template)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = directives(visit("/").headers.get("content-security-policy"));
  expect(policy.get("style-src")).toContain(`'sha256-${hash}'`);
});

test("no two views share a nonce", () => {
  expect(new Set(Array.from({ length: 100 }, () => told(visit("/"), "x-nonce"))).size).toBe(100);
});

test("a page can be framed by nobody, base itself nowhere else and speak to its own server and storage alone", () => {
  const policy = directives(visit("/").headers.get("content-security-policy"));
  expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
  expect(policy.get("base-uri")).toEqual(["'none'"]);
  expect(policy.get("object-src")).toEqual(["'none'"]);
  expect(policy.get("form-action")).toEqual(["'self'"]);
  expect(policy.get("connect-src")).toEqual(["'self'", "blob:", "data:", "https://storage.example"]);
  expect(policy.get("img-src")).toEqual(["'self'", "blob:", "data:", "https://media.example"]);
});

test("eval is allowed in development alone", () => {
  const origins = {
    mediaOrigins: ["https://media.example"],
    storageOrigins: ["https://storage.example"],
    uploadTransport: "auto",
  } as const;
  expect(contentSecurityPolicy("1", { ...origins, isDevelopment: true })).toContain("'unsafe-eval'");
  expect(contentSecurityPolicy("1", { ...origins, isDevelopment: false })).not.toContain("'unsafe-eval'");
});

test("where every byte of an upload goes through Easel, a page speaks to nobody else", () => {
  const policy = directives(
    contentSecurityPolicy("1", {
      mediaOrigins: ["https://media.example"],
      storageOrigins: ["https://storage.example"],
      uploadTransport: "relay",
      isDevelopment: false,
    }),
  );
  expect(policy.get("connect-src")).toEqual(["'self'", "blob:", "data:"]);
});

test("the server learns the path from the address, not from what a browser claims", () => {
  const response = visit("/w/1/gallery?tag=a%2Fb&_rsc=xyz", { "x-easel-path": "/evil", "x-nonce": "known" });
  expect(told(response, "x-easel-path")).toBe("/w/1/gallery?tag=a%2Fb");
  expect(told(response, "x-nonce")).not.toBe("known");
});

test.each([
  ["/", true],
  ["/sign-in", true],
  ["/w/1/gallery/2", true],
  ["/w/1/gallery/2.png", true],
  ["/api/workspaces/1/uploads/chunk", false],
  ["/api/auth/session", false],
  ["/_next/static/chunks/a.js", false],
  ["/favicon.svg", false],
  ["/favicon.ico", false],
  ["/robots.txt", true],
  ["/nowhere.png", true],
])("%s comes by the proxy: %s", (path, isMatched) => {
  expect(config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path))).toBe(isMatched);
});
