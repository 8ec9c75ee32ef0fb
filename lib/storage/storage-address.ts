import { isLoopback } from "@/lib/http/loopback";
import { StorageError } from "./storage-error";

/**
 * The address, once it is certain that it points to an allowed origin. Origins are compared whole, scheme and port
 * included: patterns and prefixes are how other relays were talked into calling internal hosts. Throws
 * `upload_refused`, which names the origin for whoever runs Easel and nothing else of the address.
 */
export function allowedAddress(address: string, allowedOrigins: readonly string[], base?: URL): URL {
  if (!URL.canParse(address, base?.href)) {
    throw new StorageError("upload_refused", { detail: "The upload's address is not an address." });
  }
  const url = new URL(address, base?.href);
  const isSecure = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  if (!isSecure || url.username !== "" || url.password !== "" || !allowedOrigins.includes(url.origin)) {
    throw new StorageError("upload_refused", {
      detail: `The upload's address points to ${url.origin}, where Easel is not set up to send files.`,
    });
  }
  return url;
}
