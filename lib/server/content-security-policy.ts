import "server-only";
import type { Env } from "./env";

/**
 * The one style element of the mesh viewer's own template (@google/model-viewer 4.4.0), which has no way to be given a
 * nonce. A test compares it with the installed package.
 */
const meshViewerStyleHash = "sha256-PXtZZkJMMyc18o/DN1ZEFOJ2qEGq95IQbVaJFMOXOb0=";

/** The policy of one page view. The nonce must be new each time; only what carries it may run or style. */
export function contentSecurityPolicy(
  nonce: string,
  {
    mediaOrigins,
    storageOrigins,
    uploadTransport,
    isDevelopment,
  }: Pick<Env, "mediaOrigins" | "storageOrigins" | "uploadTransport" | "isDevelopment">,
): string {
  const media = mediaOrigins.join(" ");
  // Only where uploads may go straight to the storage host does a page speak to anyone but us.
  const storage = uploadTransport === "relay" ? "" : ` ${storageOrigins.join(" ")}`;
  return [
    "default-src 'self'",
    // React rebuilds server stacks with eval, in development only.
    // The mesh viewer unpacks compressed meshes with WebAssembly of its own; no text becomes script by that.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}' '${meshViewerStyleHash}'`,
    // A style attribute can move and colour, it cannot run; server-rendered sizes and next/image need it.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' blob: data: ${media}`,
    `media-src 'self' blob: data: ${media}`,
    "font-src 'self'",
    // A mesh's textures are unpacked into blob: addresses and fetched from there.
    `connect-src 'self' blob: data:${storage}${isDevelopment ? " ws:" : ""}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}
