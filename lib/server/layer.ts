import "server-only";
import { createLayerClient, type LayerClient } from "@/lib/layer/layer-client";
import { env } from "./env";
import { processWide } from "./process-wide";

/** Layer's client, one connection pool a process. */
export function layer(): LayerClient {
  return processWide("layer", () => {
    const { layerApiUrl } = env();
    return createLayerClient({ baseUrl: layerApiUrl });
  });
}
