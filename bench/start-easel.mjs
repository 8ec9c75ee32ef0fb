// A production build of Easel as the benches start it; it needs the build.
import { join } from "node:path";
import { freePort, root, start } from "../scripts/processes.mjs";

/** Starts Easel on a port of its own. `environment` names its Layer, and whatever else is asked of it. */
export async function startEasel({ databaseUrl, environment }) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = start([join(root, ".next", "standalone", "server.js")], {
    output: "ignore",
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOSTNAME: "localhost",
      PORT: String(port),
      APP_URL: url,
      AUTH_SECRET: "bench-bench-bench-bench-bench-bench",
      DATABASE_URL: databaseUrl,
      ...environment,
    },
  });
  return { child, url };
}
