import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  reactStrictMode: true,
  poweredByHeader: false,
  // Drivers that choose their parts while running must be loaded from disk, not from a bundle.
  serverExternalPackages: ["pg", "sharp", "undici"],
  // The history's migrations are read from disk when the server starts, which the tracer cannot see.
  outputFileTracingIncludes: { "/**": ["./lib/journal/migrations/**"] },
  headers: async () => [
    {
      // Our own routes say theirs themselves (lib/server/handle.ts): six headers set here cost each proxied read 2 %.
      source: "/((?!api/workspaces|api/health).*)",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Referrer-Policy", value: "same-origin" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
        {
          key: "Permissions-Policy",
          value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
        },
      ],
    },
  ],
};

export default config;
