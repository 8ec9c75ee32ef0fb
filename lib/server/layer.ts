import "server-only";
import { createLayerClient } from "@/lib/layer/layer-client";
import { env } from "./env";
import { once } from "./once";

/** Layer's client with its pool of connections. */
export const layer = once(() => createLayerClient({ baseUrl: env().layerApiUrl }));
