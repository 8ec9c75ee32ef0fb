// `npm run demo`: from a fresh clone to a studio one can sign in to.
import { join } from "node:path";
import {
  endAll,
  endOnSignal,
  ensureInstalled,
  freePortFrom,
  root,
  start,
  waitForAnswer,
} from "./processes.mjs";

ensureInstalled();
const { build } = await import("./build.mjs");
const { allowUploadsFrom, database, dataFolder, localSecret, sandbox } = await import("./studio.mjs");

process.stdout.write("Building …\n");
await build();

const postgres = await database({ dataDir: join(dataFolder(), "postgres") });
endOnSignal({ cleanUp: postgres.stop });
try {
  const layer = await sandbox({ output: "ignore" });
  const port = await freePortFrom(Number(process.env.PORT ?? 3000));
  const url = process.env.APP_URL ?? `http://localhost:${port}`;
  await allowUploadsFrom(url, layer);
  start([join(root, ".next", "standalone", "server.js")], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      ...layer.environment,
      AUTH_SECRET: process.env.AUTH_SECRET ?? localSecret(),
      APP_URL: url,
      DATABASE_URL: postgres.databaseUrl,
      PORT: String(port),
      HOSTNAME: "localhost",
    },
    onExit: async (code) => {
      process.stderr.write(`Easel ended by itself (${code}).\n`);
      await endAll();
      await postgres.stop();
      process.exit(1);
    },
  });
  await waitForAnswer(`${url}/api/health`, { hint: "It is Easel itself; what it printed above says why." });
  process.stdout.write(
    [
      "",
      "  Easel is ready, with a local Layer behind it.",
      "",
      `    Open     ${url}`,
      "    Token    pat_sandbox_artist",
      "",
      "  Ctrl+C ends everything. The history is kept in .easel and is there next time.",
      "",
    ].join("\n"),
  );
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  await endAll();
  await postgres.stop();
  process.exit(1);
}
