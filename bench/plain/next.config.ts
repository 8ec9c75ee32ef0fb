import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

// The yardstick of the proxy bench: the least a Next server can do for the same bytes.
const config: NextConfig = {
  output: "standalone",
  poweredByHeader: false,
  outputFileTracingRoot: root,
  turbopack: { root },
};

export default config;
