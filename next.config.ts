import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  reactStrictMode: true,
  poweredByHeader: false,
  // Drivers that choose their parts while running must be loaded from disk, not from a bundle.
  serverExternalPackages: ["pg", "sharp", "undici"],
  // The history's migrations are read from disk when the server starts, which the tracer cannot see.
  outputFileTracingIncludes: { "/**": ["./lib/journal/migrations/**"] },
  experimental: {
    turbopackChunking: {
      // Fewer, larger chunks: the scripts before a page is usable are 7 KB less in ten answers than in seventeen, at the
      // price of some code that two pages have each their own copy of.
      requestCost: 800_000,
      minChunkSize: 150_000,
    },
  },
  headers: async () => [
    {
      // What governs a page has no meaning on a script, of which a page loads twenty.
      source: "/_next/static/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
      ],
    },
    {
      // Our own routes say theirs themselves (lib/server/handle.ts): six headers set here cost each proxied read 2 %.
      source: "/((?!api/workspaces|api/health|_next/static).*)",
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
    {
      // next-auth answers with data and redirects; whatever page it may still draw can neither run nor be framed.
      source: "/api/auth/:path*",
      headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
    },
  ],
};

export default config;
