// The cheapest possible upstream: one answer, made before the measurement, so that what is measured is the proxy.
import { createServer } from "node:http";

const uuid = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
export const workspaceId = uuid(1);

const workspace = {
  workspace_id: workspaceId,
  slug: "bench",
  name: "Bench",
  balance_creative_units: 1000,
  reserved_creative_units: 0,
  available_creative_units: 1000,
  last_active_at: null,
};

const models = Array.from({ length: 20 }, (_, index) => ({
  model_id: uuid(100 + index),
  name: `Model ${index}`,
  modality: "image",
  inference_timing: "5-15s",
  base_model_id: "bench",
  description: "A model that is only ever listed.",
}));

const answers = [
  [/\/models(\?|$)/, { models, pagination: { has_more_results: false, next_cursor: null, total_count: 20 } }],
  [/\/workspaces\/[^/?]+$/, workspace],
  [
    /\/workspaces(\?|$)/,
    { workspaces: [workspace], pagination: { has_more_results: false, next_cursor: null, total_count: 1 } },
  ],
].map(([path, body]) => [path, Buffer.from(JSON.stringify(body))]);

/** Listens on a free port of localhost; `environment` makes it the Layer of an Easel. */
export function startStandIn() {
  const server = createServer((request, response) => {
    const found = answers.find(([path]) => path.test(request.url));
    const body = found?.[1] ?? Buffer.from("{}");
    response.writeHead(found ? 200 : 404, {
      "content-type": "application/json",
      "content-length": body.length,
    });
    response.end(body);
  });
  return new Promise((resolve) => {
    server.listen(0, "localhost", () => {
      const url = `http://localhost:${server.address().port}`;
      const environment = {
        LAYER_API_URL: `${url}/v1`,
        LAYER_STORAGE_ORIGINS: url,
        LAYER_MEDIA_ORIGINS: url,
      };
      resolve({ url, environment, close: () => server.close() });
    });
  });
}

/** A proxy with nothing in it but undici: what Node can do at most for the same work. */
export async function startBareProxy(target) {
  const { Pool } = await import("undici");
  const pool = new Pool(new URL(target).origin, { connections: 64 });
  const server = createServer(async (request, response) => {
    const answer = await pool.request({ path: request.url, method: "GET" });
    response.writeHead(answer.statusCode, { "content-type": "application/json" });
    answer.body.pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, "localhost", () =>
      resolve({ url: `http://localhost:${server.address().port}`, close: () => server.close() }),
    );
  });
}
