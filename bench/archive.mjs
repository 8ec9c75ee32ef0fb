// What a ZIP of five hundred files costs the server's memory while it streams.

import { createServer } from "node:http";
import { Client } from "pg";
import { seedGallery } from "../scripts/seed-gallery.mjs";
import { grownWhile } from "./resident.mjs";
import { signIn } from "./sign-in.mjs";

const mebibyte = 1_048_576;
const fileCount = 500;
const kinds = [
  ["image/png", "png"],
  ["video/mp4", "mp4"],
  ["audio/wav", "wav"],
  ["model/gltf-binary", "glb"],
  ["image/jpeg", "jpg"],
];

/** A media host whose files are between 64 KB and 6 MB of bytes that no ZIP could shrink, the same at each asking. */
export async function startMediaStandIn() {
  const bytes = Buffer.alloc(6 * mebibyte);
  for (let at = 0; at < bytes.length; at += 4)
    bytes.writeUInt32LE((Math.imul(at, 2_654_435_761) ^ at) >>> 0, at);
  const server = createServer((request, response) => {
    const [, number = "0", ending] = /(\d+)\.(\w+)$/.exec(request.url) ?? [];
    const file = bytes.subarray(0, 65_536 + ((Number(number) * 7_919) % 97) * 61_440);
    const type = kinds.find(([, known]) => known === ending)?.[0] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-length": file.length });
    response.end(file);
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  return {
    origin: `http://localhost:${server.address().port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export async function archiveCosts({ url, controlUrl, databaseUrl, easel, mediaOrigin }) {
  const made = await fetch(`${controlUrl}/workspaces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Bench of archives" }),
  });
  const { workspaceId, token } = await made.json();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await seedGallery(client, {
    workspaceId,
    assetCount: fileCount,
    pictures: Array.from({ length: fileCount }, (_, number) => {
      const [contentType, ending] = kinds[number % kinds.length];
      return { url: `${mediaOrigin}/${number}.${ending}`, previewUrl: null, contentType };
    }),
  });
  const { rows } = await client.query(
    "select generation_id || ':' || position as key from assets join generations on id = generation_id where workspace_id = $1 limit $2",
    [workspaceId, fileCount],
  );
  await client.end();
  const cookie = await signIn(url, token);
  const save = async (keys) => {
    const answer = await fetch(`${url}/api/workspaces/${workspaceId}/archives`, {
      method: "POST",
      headers: { cookie, origin: url, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ assets: keys.join(","), template: "{model}/{prompt} {n}" }),
    });
    if (!answer.ok) throw new Error(`The archive answered ${answer.status}: ${await answer.text()}`);
    let sizeBytes = 0;
    for await (const part of answer.body) sizeBytes += part.byteLength;
    return sizeBytes;
  };
  const keys = rows.map(({ key }) => key);
  // Its code, its connections and its buffers are there before anything is measured.
  await save(keys.slice(0, 40));
  let sizeBytes = 0;
  const from = performance.now();
  const grown = await grownWhile(easel.pid, async () => {
    sizeBytes = await save(keys);
  });
  const seconds = (performance.now() - from) / 1_000;
  return [
    {
      what: `A ZIP of ${keys.length} mixed files, ${(sizeBytes / mebibyte).toFixed(0)} MiB at ${(sizeBytes / mebibyte / seconds).toFixed(0)} MiB/s`,
      measured: `+${(grown / mebibyte).toFixed(0)} MiB resident`,
      ratio: `${(grown / sizeBytes).toFixed(2)}× its bytes`,
      wanted: "≤ 64 MiB",
      met: grown / mebibyte <= 64,
    },
  ];
}
