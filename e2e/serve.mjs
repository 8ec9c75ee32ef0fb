// What the journeys run against: the production build, a fresh database, a sandbox that is in a hurry.
import { randomBytes } from "node:crypto";
import { openSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endAll, endOnSignal, root, start } from "../scripts/processes.mjs";
import { allowUploadsFrom, database, sandbox } from "../scripts/studio.mjs";

const port = process.argv[2];
const postgres = await database();
endOnSignal({ cleanUp: postgres.stop });
const layer = await sandbox({ speed: 8, output: "ignore", firstPort: 4400 });
const url = `http://localhost:${port}`;
await allowUploadsFrom(url, layer);
const environment = {
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
  ...layer.environment,
  AUTH_SECRET: randomBytes(32).toString("hex"),
  APP_URL: url,
  DATABASE_URL: postgres.databaseUrl,
  PORT: port,
  HOSTNAME: "localhost",
};
const logFile = join(tmpdir(), `easel-e2e-${port}.log`);
// The tests learn from this file where the sandbox's control is, and how to start a second Easel beside the first.
writeFileSync(
  join(tmpdir(), `easel-e2e-${port}.json`),
  JSON.stringify({ controlUrl: layer.controlUrl, environment, logFile }),
  { mode: 0o600 },
);
start([join(root, ".next", "standalone", "server.js")], {
  env: { PATH: process.env.PATH, ...environment },
  // Kept in a file, where a test looks for what must not be in it.
  output: openSync(logFile, "w", 0o600),
  onExit: async (code) => {
    process.stderr.write(`Easel ended by itself (${code}); its log is ${logFile}.\n`);
    await endAll();
    await postgres.stop();
    process.exit(1);
  },
});
