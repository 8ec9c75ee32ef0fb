// Fills a history with a studio's years of work, straight into the tables: what the gallery's tests and benches look through.

const subjects = [
  "ancient red dragon",
  "copper fox in forge light",
  "ruined lighthouse at dusk",
  "goblin merchant portrait",
  "healing potion icon",
  "overgrown temple corridor",
  "clockwork owl",
  "snow leopard mount",
  "neon ramen stall",
  "mossy stone texture",
  "pirate captain, three-quarter view",
  "floating island with waterfall",
];
const styles = [
  "hand painted, rim light",
  "flat vector, bold outline",
  "isometric, soft shadows",
  "concept art, muted palette",
  "pixel art 32 colours",
  "studio render, neutral grey",
];
const sources = [
  ["Ember XL", "image"],
  ["Quarry Pixel", "image"],
  ["Lantern Edit", "image"],
  ["Tidal Motion", "video"],
  ["Anvil Mesh", "threeD"],
  ["Chime Voice", "audio"],
];
const people = ["Ada Holm", "Bo Lind", "Chidi Eze", "Dana Roth", "Eun Park", "Femi Adu"];
const shapes = [
  [1024, 1024],
  [1344, 768],
  [832, 1216],
  [1536, 1024],
  [1024, 1280],
];

/**
 * Writes at least `assetCount` assets, four a finished run, newest first from `until` back over two years.
 * `pictures` are what they show; each has a `url`, and a `previewUrl` where a small one is there.
 *
 * @param {import("pg").Client} client
 * @param {{ workspaceId: string, assetCount: number, personId?: string, until?: Date, sourceIds?: readonly string[],
 *   pictures?: ReadonlyArray<{ url: string, previewUrl: string | null, widthPixels?: number, heightPixels?: number,
 *     contentType?: string }> }} options
 */
export async function seedGallery(
  client,
  {
    workspaceId,
    assetCount,
    personId = "0".repeat(32),
    until = new Date(),
    pictures = [{ url: "https://media.app.layer.ai/seed.png", previewUrl: null }],
  },
) {
  // Of each 25 runs one failed; the others made four.
  const runCount = Math.ceil((assetCount / 4) * (25 / 24)) + 25;
  // Spread by a hash, so that no two facts of a run hang together.
  const spread = (salt, count) => `((hashint4(n + ${salt}) & 1048575) % ${count})`;
  const pick = (list, n) => `(${list}::text[])[1 + (${n}) % array_length(${list}::text[], 1)]`;
  await client.query(
    `insert into generations (id, workspace_id, request_id, status, source_kind, source_id, source_name, source_modality,
       asked, session_name, person_id, person_name, estimate, charge, run_id, started_at, completed_at, normalized,
       submit_deadline, paying_at, created_at, updated_at, error)
     select md5($1::text || 'generation' || n)::uuid, $1::uuid, md5($1::text || 'request' || n)::uuid,
       case when n % 25 = 0 then 'failed' else 'complete' end, 'model', md5('model' || ${spread(1_000_000, "$5")})::uuid,
       ${pick("$2", spread(1_000_000, "$5"))}, ${pick("$3", spread(1_000_000, "$5"))},
       jsonb_build_object('kind', 'model', 'modelId', md5('model' || ${spread(1_000_000, "$5")})::uuid, 'references', '[]'::jsonb, 'mask', null,
         'sessionName', null, 'parameters', jsonb_build_object(
           'prompt', ${pick("$6", spread(2_000_000, 1_000))} || ', ' || ${pick("$7", spread(3_000_000, 1_000))} || ', study ' || n,
           'width', 1024, 'height', 1024, 'batchSize', 4, 'seed', (n::bigint * 48271) % 2147483647, 'numInferenceSteps', 20 + n % 30)),
       case when n % 3 = 0 then null else 'Sprint ' || n / 400 end, $4, ${pick("$8", spread(4_000_000, 1_000))},
       4 + n % 12, case when n % 25 = 0 then 0 else 4 + n % 12 end, md5($1::text || 'run' || n),
       made - interval '40 s', made - interval '5 s', '{"width":1024,"height":1024,"batchSize":4}'::jsonb, made, made, made, made,
       case when n % 25 = 0 then 'The model could not make this.' end
     from (select n, $9::timestamptz - (n * interval '730 days') / $10::int as made from generate_series(1, $10::int) n) as runs`,
    [
      workspaceId,
      sources.map(([name]) => name),
      sources.map(([, modality]) => modality),
      personId,
      sources.length,
      subjects,
      styles,
      people,
      until,
      runCount,
    ],
  );
  await client.query(
    `insert into assets (generation_id, position, file_id, url, preview_url, content_type, width_pixels, height_pixels, size_bytes)
     select md5($1::text || 'generation' || n)::uuid, p, md5($1::text || 'file' || n || ' ' || p),
       ($2::text[])[1 + (n * 4 + p) % $6], ($3::text[])[1 + (n * 4 + p) % $6], ($10::text[])[1 + (n * 4 + p) % $6],
       coalesce(($4::float8[])[1 + (n * 4 + p) % $6], ($7::int[])[1 + n % 5]),
       coalesce(($5::float8[])[1 + (n * 4 + p) % $6], ($8::int[])[1 + n % 5]), 1500000 + n
     from generate_series(1, $9::int) n cross join generate_series(0, 3) p where n % 25 <> 0`,
    [
      workspaceId,
      pictures.map(({ url }) => url),
      pictures.map(({ previewUrl }) => previewUrl),
      pictures.map(({ widthPixels }) => widthPixels ?? null),
      pictures.map(({ heightPixels }) => heightPixels ?? null),
      pictures.length,
      shapes.map(([width]) => width),
      shapes.map(([, height]) => height),
      runCount,
      pictures.map(({ contentType = "image/png" }) => contentType),
    ],
  );
  await client.query(
    `insert into asset_marks (generation_id, position, workspace_id, rating, verdict, review, favourite, tags, trashed_at, person_id, person_name)
     select md5($1::text || 'generation' || n)::uuid, n % 4, $1::uuid, nullif(${spread(5_000_000, 6)}, 0),
       case when ${spread(6_000_000, 7)} = 0 then 'pick' when ${spread(6_000_000, 7)} = 1 then 'reject' end,
       case when ${spread(7_000_000, 20)} = 0 then 'approved' when ${spread(7_000_000, 20)} = 1 then 'proposed' end, ${spread(8_000_000, 8)} = 0,
       case when ${spread(9_000_000, 5)} = 0 then array['hero'] else '{}' end, case when ${spread(10_000_000, 50)} = 0 then now() end, $2, 'Ada Holm'
     from generate_series(1, $3::int) n where n % 25 <> 0 and n % 2 = 0`,
    [workspaceId, personId, runCount],
  );
  for (const table of ["generations", "assets", "asset_marks"]) await client.query(`analyze ${table}`);
  const { rows } = await client.query(
    "select count(*)::int as count from assets join generations on generations.id = generation_id where workspace_id = $1",
    [workspaceId],
  );
  return { assetCount: rows[0].count, runCount };
}
