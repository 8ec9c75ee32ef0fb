// `npm start`: the production server, configured by environment only.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { endOnSignal, root, start } from "./processes.mjs";

const server = join(root, ".next", "standalone", "server.js");
if (!existsSync(server)) {
  process.stderr.write("There is no build yet: run `npm run build` first.\n");
  process.exit(1);
}
// A paid call may take two minutes; the server drains, and is not cut off while Layer's answer is on its way.
endOnSignal({ graceMs: 130_000 });
start([server], {
  // Containers and shells export HOSTNAME as the machine's own name, which Next would bind to.
  env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...process.env, HOSTNAME: "0.0.0.0" },
  onExit: (code) => process.exit(typeof code === "number" ? code : 1),
});
