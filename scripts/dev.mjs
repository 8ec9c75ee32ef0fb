// `npm run dev`: the same studio as the demo's, with reload.
import { join } from "node:path";
import { endAll, endOnSignal, ensureInstalled, freePortFrom, program, start } from "./processes.mjs";

ensureInstalled();
const { allowUploadsFrom, database, dataFolder, localSecret, sandbox } = await import("./studio.mjs");

const postgres = await database({ dataDir: join(dataFolder(), "postgres") });
endOnSignal({ cleanUp: postgres.stop });
const layer = process.env.LAYER_API_URL ? { environment: {} } : await sandbox();
const port = await freePortFrom(Number(process.env.PORT ?? 3000));
const url = process.env.APP_URL ?? `http://localhost:${port}`;
if (layer.controlUrl) await allowUploadsFrom(url, layer);
start([program("next"), "dev", "-p", String(port)], {
  env: {
    ...process.env,
    NODE_ENV: "development",
    NEXT_TELEMETRY_DISABLED: "1",
    ...layer.environment,
    AUTH_SECRET: process.env.AUTH_SECRET ?? localSecret(),
    APP_URL: url,
    DATABASE_URL: postgres.databaseUrl,
  },
  onExit: async (code) => {
    await endAll();
    await postgres.stop();
    process.exit(typeof code === "number" ? code : 1);
  },
});
