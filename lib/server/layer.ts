import "server-only";
import { createLayerClient, type LayerClient } from "@/lib/layer/client";
import { env } from "./env";
import { processWide } from "./process-wide";

/** Layer's client, one connection pool a process. */
export function layer(): LayerClient {
  return processWide("layer", () => {
    const { layerApiUrl, mediaOrigins } = env();
    return createLayerClient({ baseUrl: layerApiUrl, mediaOrigins: [...mediaOrigins] });
  });
}
