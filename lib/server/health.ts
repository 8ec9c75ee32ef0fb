import "server-only";
import { json } from "./handle";
import { journal } from "./journal";
import { logFault } from "./log";

/** Whether this server can do its work, for a load balancer: 200 when it can, 503 while the history cannot be reached. */
export async function healthResponse(): Promise<Response> {
  try {
    await journal().ping();
    return json({ status: "ok", database: "ok" });
  } catch (error) {
    logFault("health", error);
    return json({ status: "degraded", database: "unreachable" }, 503);
  }
}
