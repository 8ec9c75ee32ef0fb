import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

// What Node publishes on the channels; its types say `unknown`.
interface Exchange {
  server: Server;
  response: ServerResponse;
}

/** As long as a question may be on its way over a connection that is open. */
const graceMs = 5_000;

/**
 * Closed, Node's server still answers over every connection that was busy then, as long as its browser goes on asking, which
 * a gallery does every two seconds; and it waits for those that browsers opened in advance and never used. A deploy would
 * end by being killed. So once this process is told to end, each answer is the last on its connection, and what is silent
 * for five seconds is let go.
 */
export function drainOnSignal(): void {
  const open = new Set<Socket>();
  subscribe("net.server.socket", (accepted) => {
    const { socket } = accepted as { socket: Socket };
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  const drain = () => {
    subscribe("http.server.request.start", (exchange) => {
      (exchange as Exchange).response.shouldKeepAlive = false;
    });
    subscribe("http.server.response.finish", (exchange) => {
      (exchange as Exchange).server.keepAliveTimeout = graceMs;
    });
    const letGoOfUnused = () => {
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    };
    setTimeout(letGoOfUnused, graceMs).unref();
  };
  process.once("SIGTERM", drain);
  process.once("SIGINT", drain);
}
