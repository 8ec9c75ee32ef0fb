import { expect, test } from "vitest";
import { EnvError, parseEnv } from "./env";

const secret = "0123456789abcdef0123456789abcdef";
const databaseUrl = "postgres://easel:hunter2@db.example:5432/easel";
const enough = { AUTH_SECRET: secret, DATABASE_URL: databaseUrl };

function refusal(source: Record<string, string | undefined>): string {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  throw new Error("the environment was accepted");
}

test("the secret and the database are enough; everything else has Layer's own addresses", () => {
  expect(parseEnv(enough)).toEqual({
    layerApiUrl: "https://api.app.layer.ai/api/v1",
    storageOrigins: ["https://storage.googleapis.com"],
    mediaOrigins: ["https://media.app.layer.ai"],
    uploadTransport: "relay",
    adminIds: [],
    authSecret: secret,
    appOrigin: "http://localhost:3000",
    databaseUrl,
    oauth: null,
    isDevelopment: false,
  });
});

test("one message names every wrong variable and repeats no secret", () => {
  const message = refusal({
    AUTH_SECRET: "too-short-secret",
    DATABASE_URL: "mysql://easel:hunter2@db.example/easel",
    APP_URL: "http://easel.studio.example",
    LAYER_API_URL: "ftp://api.example",
    LAYER_MEDIA_ORIGINS: "https://media.example/files",
    PORT: "eighty",
    LAYER_OAUTH_CLIENT_ID: "easel",
  });
  expect(
    message
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/[ ,]/)[0]),
  ).toEqual([
    "LAYER_API_URL",
    "LAYER_MEDIA_ORIGINS",
    "AUTH_SECRET",
    "APP_URL",
    "DATABASE_URL",
    "PORT",
    "LAYER_OAUTH_ISSUER",
  ]);
  expect(message).not.toContain("hunter2");
  expect(message).not.toContain("too-short-secret");
});

test("an empty environment is told what to set", () => {
  const message = refusal({});
  expect(message).toMatch(/AUTH_SECRET is missing\. Set it to at least 32/);
  expect(message).toMatch(/DATABASE_URL is missing\. Set it to .*postgres:\/\//);
});

test.each(["http://localhost:4010/v1", "http://127.0.0.1:4010/v1", "http://[::1]:4010/v1"])(
  "plain http is accepted for the loopback address %s",
  (url) => {
    expect(parseEnv({ ...enough, LAYER_API_URL: url }).layerApiUrl).toBe(url);
  },
);

test.each([
  "http://localhost.evil.example",
  "http://127.0.0.1.evil.example",
  "http://10.0.0.1",
  "http://user@localhost",
])("plain http is refused for %s", (url) => {
  expect(refusal({ ...enough, LAYER_STORAGE_ORIGINS: url })).toContain("LAYER_STORAGE_ORIGINS");
});

test("several origins may be given, with commas or spaces, and are kept as exact origins", () => {
  const { mediaOrigins } = parseEnv({
    ...enough,
    LAYER_MEDIA_ORIGINS: "https://media.example/, https://Cdn.example:443 http://localhost:4012",
  });
  expect(mediaOrigins).toEqual(["https://media.example", "https://cdn.example", "http://localhost:4012"]);
});

test("Sign in with Layer is configured by all of its variables or none", () => {
  const oauth = {
    LAYER_OAUTH_ISSUER: "https://auth.layer.example/",
    LAYER_OAUTH_CLIENT_ID: "easel",
    LAYER_OAUTH_CLIENT_SECRET: "oauth-secret",
  };
  expect(parseEnv({ ...enough, ...oauth }).oauth).toEqual({
    issuer: "https://auth.layer.example",
    clientId: "easel",
    clientSecret: "oauth-secret",
    scope: "openid profile email",
  });
  expect(refusal({ ...enough, ...oauth, LAYER_OAUTH_CLIENT_SECRET: "" })).toContain(
    "LAYER_OAUTH_CLIENT_SECRET missing",
  );
});
