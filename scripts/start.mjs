// `npm start`: the production server, configured by environment only.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { endOnSignal, root, start } from "./processes.mjs";

const server = join(root, ".next", "standalone", "server.js");
if (!existsSync(server)) {
  process.stderr.write("There is no build yet: run `npm run build` first.\n");
  process.exit(1);
}
endOnSignal();
start([server], {
  env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...process.env },
  onExit: (code) => process.exit(typeof code === "number" ? code : 1),
});
