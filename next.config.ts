import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  reactStrictMode: true,
  poweredByHeader: false,
  // The history's migrations are read from disk when the server starts, which the tracer cannot see.
  outputFileTracingIncludes: { "/**": ["./lib/journal/migrations/**"] },
};

export default config;
