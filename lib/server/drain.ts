import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";

// What Node publishes on the two channels; its types say `unknown`.
interface Exchange {
  server: Server;
  response: ServerResponse;
}

/**
 * Closed, Node's server still answers over every connection that was busy then, as long as its browser goes on asking, which
 * a gallery does every two seconds: a deploy would end by being killed, and a paid call with it. So once this process is
 * told to end, each answer is the last on its connection, and one whose answer was already leaving is kept five seconds for
 * the question that may be on its way.
 */
export function letGoWhenToldToEnd(): void {
  const letGo = () => {
    subscribe("http.server.request.start", (exchange) => {
      (exchange as Exchange).response.shouldKeepAlive = false;
    });
    subscribe("http.server.response.finish", (exchange) => {
      (exchange as Exchange).server.keepAliveTimeout = 5_000;
    });
  };
  process.once("SIGTERM", letGo);
  process.once("SIGINT", letGo);
}
