import { startSandbox } from "./sandbox";

function numberFrom(name: string, fallback: number): number {
  const text = process.env[name];
  const value = text === undefined || text === "" ? fallback : Number(text);
  if (!Number.isFinite(value) || value < 0) {
    throw new Error(`${name} must be a number of at least 0; it is "${text}".`);
  }
  return value;
}

const sandbox = await startSandbox({
  apiPort: numberFrom("SANDBOX_API_PORT", 4010),
  storagePort: numberFrom("SANDBOX_STORAGE_PORT", 4011),
  mediaPort: numberFrom("SANDBOX_MEDIA_PORT", 4012),
  speed: numberFrom("SANDBOX_SPEED", 4) || 4,
}).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `The sandbox could not start: ${reason}\n` +
      "If a port is taken, set SANDBOX_API_PORT, SANDBOX_STORAGE_PORT or SANDBOX_MEDIA_PORT.\n",
  );
  process.exit(1);
});

const people: ReadonlyArray<readonly [string, string]> = [
  [sandbox.tokens.artist, "an artist in two workspaces"],
  [sandbox.tokens.secondArtist, "a colleague in the first of them"],
  [sandbox.tokens.viewer, "may look but not run (403)"],
  [sandbox.tokens.lowBalance, "a workspace with 2.5 Creative Units (402)"],
  [sandbox.tokens.agency, "130 workspaces"],
  [sandbox.tokens.revoked, "revoked (401)"],
];

process.stdout.write(
  `The sandbox, a local Layer, is running.

  API      ${sandbox.apiUrl}
  Storage  ${sandbox.storageOrigin}
  Media    ${sandbox.mediaOrigin}
  Control  ${sandbox.controlUrl}

Point Easel at it:
  LAYER_API_URL=${sandbox.apiUrl}
  LAYER_STORAGE_ORIGINS=${sandbox.storageOrigin}
  LAYER_MEDIA_ORIGINS=${sandbox.mediaOrigin}

Tokens:
${people.map(([token, who]) => `  ${token.padEnd(28)} ${who}`).join("\n")}
`,
);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
}
