import { randomUUID } from "node:crypto";
import { sql as drizzleSql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../../scripts/fresh-database";
import { seedGallery } from "../../scripts/seed-gallery.mjs";
import type { GalleryPage } from "../domain/gallery";
import { type GalleryFilter, noFilter } from "../domain/gallery-filter";
import { type GalleryQuery, galleryQuery } from "./gallery-reads";
import type { Viewer } from "./generation-reads";
import { type Journal, openJournal } from "./journal";
import { modelResultsQuery } from "./model-results";

let databaseUrl: string;
let journal: Journal;
let sql: Client;
/** A workspace with two years of work that no test changes. */
const studio: Viewer = { workspaceId: randomUUID(), personId: "a".repeat(32) };

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  journal = openJournal(databaseUrl);
  await journal.ready();
  sql = new Client({ connectionString: databaseUrl });
  await sql.connect();
  await seedGallery(sql, { workspaceId: studio.workspaceId, assetCount: 20_000 });
});

afterAll(async () => {
  await sql.end();
  await journal.close();
});

const query = (changes: Partial<GalleryQuery> = {}): GalleryQuery => ({
  filter: noFilter,
  cursor: null,
  direction: "older",
  limit: 40,
  timeZone: "UTC",
  ...changes,
});

const list = (filter: Partial<GalleryFilter>, viewer = studio, limit = 40) =>
  journal.listGallery(viewer, query({ filter: { ...noFilter, ...filter }, limit }));

/** A workspace of a test's own, with this many assets and nothing decided about them. */
async function ownStudio(assetCount = 8): Promise<{ viewer: Viewer; ids: string[] }> {
  const viewer = { workspaceId: randomUUID(), personId: "b".repeat(32) };
  await seedGallery(sql, { ...viewer, assetCount });
  await sql.query("delete from asset_marks where workspace_id = $1", [viewer.workspaceId]);
  const { rows } = await sql.query<{ id: string }>(
    "select id from generations where workspace_id = $1 and status = 'complete' order by created_at desc",
    [viewer.workspaceId],
  );
  return { viewer, ids: rows.map(({ id }) => id) };
}

const idsOf = ({ items }: GalleryPage) => items.map(({ generation }) => generation.id);
const first = (ids: readonly string[], index = 0) => ids[index] ?? "";

test("the gallery is read to its end and back again, each generation once, in one order", async () => {
  const down: string[] = [];
  const up: string[] = [];
  let last: GalleryPage | null = null;
  const filter = { ...noFilter, sessions: ["Sprint 3"] };
  for (let cursor: string | null = null; last === null || cursor !== null; cursor = last.olderCursor) {
    last = await journal.listGallery(studio, query({ filter, cursor, limit: 30 }));
    down.push(...idsOf(last));
  }
  expect(down.length).toBeGreaterThan(200);
  expect(new Set(down).size).toBe(down.length);
  let page: GalleryPage = last;
  up.unshift(...idsOf(page));
  do {
    page = await journal.listGallery(
      studio,
      query({ filter, cursor: page.newerCursor, direction: "newer", limit: 30 }),
    );
    up.unshift(...idsOf(page));
  } while (page.hasNewer);
  expect(up).toEqual(down);
});

test("the gallery opens at any moment, and says whether anything is newer", async () => {
  const top = await list({});
  const moment = new Date(Date.now() - 365 * 24 * 60 * 60 * 1_000);
  const page = await journal.galleryBefore(studio, query(), moment);
  expect(page.hasNewer).toBe(true);
  expect(page.items.every(({ generation }) => generation.createdAt < moment.toISOString())).toBe(true);
  const back = await journal.listGallery(studio, query({ cursor: page.newerCursor, direction: "newer" }));
  expect(back.items.at(-1)?.generation.createdAt.slice(0, 7)).toBe(
    page.items[0]?.generation.createdAt.slice(0, 7),
  );
  const future = await journal.galleryBefore(studio, query(), new Date(Date.now() + 60_000));
  expect([future.hasNewer, idsOf(future)]).toEqual([false, idsOf(top)]);
});

async function planOf(filter: Partial<GalleryFilter>, cursor: string | null): Promise<string> {
  const pool = new Pool({ connectionString: databaseUrl });
  const asked = galleryQuery(
    drizzle(pool),
    studio,
    query({ filter: { ...noFilter, ...filter }, cursor }),
  ).toSQL();
  const { rows } = await pool.query<{ "QUERY PLAN": string }>(`explain ${asked.sql}`, asked.params);
  await pool.end();
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

test("a page is read from an index however deep it lies, without sorting", async () => {
  const moment = new Date(Date.now() - 700 * 24 * 60 * 60 * 1_000);
  const { olderCursor } = await journal.galleryBefore(studio, query(), moment);
  for (const cursor of [null, olderCursor]) {
    const plan = await planOf({}, cursor);
    expect(plan).toContain("Index Scan Backward using generations_by_creation");
    expect(plan).not.toMatch(/Sort|Seq Scan on generations/);
  }
});

test("a rare word is looked up, not looked for", async () => {
  expect(await planOf({ text: "study 4711" }, null)).toContain("generations_by_word");
});

test.each<[string, Partial<GalleryFilter>, string]>([
  [
    "words of the prompt, in any order and case",
    { text: "DRAGON ancient" },
    "asked #>> '{parameters,prompt}' ilike '%ancient%dragon%'",
  ],
  ["the beginning of a word", { text: "drag" }, "asked #>> '{parameters,prompt}' ilike '%dragon%'"],
  ["a phrase", { text: '"rim light"' }, "asked #>> '{parameters,prompt}' ilike '%rim light%'"],
  [
    "words left out",
    { text: "icon -flat" },
    "asked #>> '{parameters,prompt}' ilike '%icon%' and asked #>> '{parameters,prompt}' not ilike '%flat%'",
  ],
  [
    "a seed",
    { text: "48271" },
    "asked #>> '{parameters,seed}' like '48271%' or asked #>> '{parameters,prompt}' like '% 48271%'",
  ],
  ["the model's name", { text: "Quarry" }, "source_name = 'Quarry Pixel'"],
  [
    "modality and person",
    { modalities: ["video", "audio"], people: ["Bo Lind"] },
    "source_modality in ('video', 'audio') and person_name = 'Bo Lind'",
  ],
  ["state", { states: ["failed"] }, "status = 'failed'"],
  ["cost", { minCreditUnits: 14, maxCreditUnits: 15 }, "coalesce(charge, estimate) between 14 and 15"],
  [
    "days",
    { fromDay: "2026-01-01", toDay: "2026-01-31" },
    "created_at >= '2026-01-01Z' and created_at < '2026-02-01Z'",
  ],
])("the search finds exactly what it should by %s", async (_, filter, where) => {
  const { rows } = await sql.query<{ id: string }>(
    `select id from generations g where workspace_id = $1 and (${where})
       and (status <> 'complete' or exists (select 1 from assets a where a.generation_id = g.id and not exists
         (select 1 from asset_marks m where m.generation_id = g.id and m.position = a.position and trashed_at is not null)))
     order by created_at desc, id desc limit 40`,
    [studio.workspaceId],
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(idsOf(await list(filter))).toEqual(rows.map(({ id }) => id));
});

test.each<[string, Partial<GalleryFilter>, string]>([
  ["stars", { rating: 4 }, "rating >= 4"],
  ["no stars", { rating: 0 }, "rating is null"],
  ["picks and undecided", { verdicts: ["pick", "none"] }, "verdict is distinct from 'reject'"],
  ["review", { reviews: ["approved"] }, "review = 'approved'"],
  ["favourites", { isFavourite: true }, "favourite"],
  ["tags in any case", { tags: ["HERO"] }, "tags @> array['hero']"],
  ["shape", { shape: "portrait" }, "width_pixels / height_pixels < 0.95"],
  ["size", { minLongSidePixels: 1500 }, "greatest(width_pixels, height_pixels) >= 1500"],
  [
    "several at once",
    { rating: 3, isFavourite: true, modalities: ["image"] },
    "rating >= 3 and favourite and source_modality = 'image'",
  ],
])("the search by %s shows the assets that fit and no others", async (_, filter, where) => {
  const { rows } = await sql.query<{ id: string; positions: number[] }>(
    `select g.id, array_agg(a.position order by a.position) as positions
     from generations g join assets a on a.generation_id = g.id
     left join asset_marks m on m.generation_id = a.generation_id and m.position = a.position
     where g.workspace_id = $1 and trashed_at is null and (${where})
     group by g.id order by g.created_at desc, g.id desc limit 40`,
    [studio.workspaceId],
  );
  expect(rows.length).toBeGreaterThan(0);
  const { items } = await list(filter);
  expect(items.map(({ generation, positions }) => ({ id: generation.id, positions }))).toEqual(rows);
});

test("words of scripts without spaces are found within a line", async () => {
  const { viewer, ids } = await ownStudio();
  await sql.query(
    `update generations set asked = jsonb_set(asked, '{parameters,prompt}', '"赤い龍が空を飛ぶ"') where id = $1`,
    [first(ids)],
  );
  expect(idsOf(await list({ text: "龍" }, viewer))).toEqual([first(ids)]);
});

test("no text that is searched for is an error, nor any text that was asked", async () => {
  const { viewer, ids } = await ownStudio();
  const hostile = [
    `'); drop table generations; --`,
    `a & | ! :* <-> '`,
    "\\",
    "((",
    "\u0000x",
    "%",
    '"',
    "-",
  ];
  for (const text of hostile) await expect(list({ text }, viewer)).resolves.toBeDefined();
  const long = Array.from({ length: 25_000 }, (_, index) => index.toString(36))
    .join(" ")
    .slice(0, 100_000);
  await sql.query(
    "update generations set asked = jsonb_set(asked, '{parameters,prompt}', to_jsonb($2::text)) where id = $1",
    [first(ids), long],
  );
  expect(idsOf(await list({ text: "zz" }, viewer))).toEqual([first(ids)]);
});

test("a decision sets what it names, tells who, and everybody's poll", async () => {
  const { viewer, ids } = await ownStudio();
  const place = { generationId: first(ids), position: 2 };
  const before = await journal.findGeneration(viewer, place.generationId);
  await journal.decide(viewer, "Ada", [{ ...place, change: { rating: 4, addTags: ["orc"] } }]);
  const told = await journal.decide(viewer, "Bo", [
    { ...place, change: { verdict: "pick" } },
    { ...place, change: { addTags: ["Final"], removeTags: ["ORC"] } },
  ]);
  const marks = {
    rating: 4,
    verdict: "pick",
    review: null,
    isFavourite: false,
    tags: ["Final"],
    isTrashed: false,
    personName: "Bo",
  };
  expect(told).toEqual([{ ...place, marks }]);
  const after = await journal.findGeneration(viewer, place.generationId);
  expect(after).toMatchObject({ assets: [{}, {}, { marks }, {}] });
  expect(after?.revision).toBeGreaterThan(before?.revision ?? Number.POSITIVE_INFINITY);
  const changes = await journal.changesSince(viewer, null);
  expect(changes.generations.map(({ id }) => id)).toContain(place.generationId);
});

test("people who decide about one asset at once lose nothing of each other's", async () => {
  const { viewer, ids } = await ownStudio();
  const place = { generationId: first(ids), position: 0 };
  const tags = Array.from({ length: 20 }, (_, index) => `tag ${index}`);
  await Promise.all(
    tags.map((tag) => journal.decide(viewer, "Ada", [{ ...place, change: { addTags: [tag] } }])),
  );
  const found = await list({ tags: ["tag 7"] }, viewer);
  expect(found.items[0]?.positions).toEqual([0]);
  const [asset] = found.items[0]?.generation.status === "complete" ? found.items[0].generation.assets : [];
  expect(asset?.marks?.tags.toSorted()).toEqual(tags.toSorted());
});

test("nobody decides about an asset of another workspace, nor about one that is not there", async () => {
  const { ids } = await ownStudio();
  const stranger = { workspaceId: randomUUID(), personId: "c".repeat(32) };
  expect(
    await journal.decide(stranger, "Eve", [{ generationId: first(ids), position: 0, change: { rating: 1 } }]),
  ).toEqual([]);
  const { viewer, ids: own } = await ownStudio();
  expect(
    await journal.decide(viewer, "Ada", [{ generationId: first(own), position: 9, change: { rating: 1 } }]),
  ).toEqual([]);
});

test("what is in the trash is nowhere else, and comes back as it was", async () => {
  const { viewer, ids } = await ownStudio();
  const [one, two] = [first(ids, 0), first(ids, 1)];
  const trash = (generationId: string, isTrashed: boolean) =>
    [0, 1, 2, 3].map((position) => ({ generationId, position, change: { isTrashed } }));
  await journal.decide(viewer, "Ada", [{ generationId: one, position: 1, change: { rating: 5 } }]);
  await journal.decide(viewer, "Ada", [...trash(one, true), ...trash(two, true).slice(0, 1)]);
  expect(idsOf(await list({}, viewer))).not.toContain(one);
  expect(idsOf(await list({}, viewer))).toContain(two);
  expect(idsOf(await list({ rating: 5 }, viewer))).toEqual([]);
  const bin = await list({ isTrash: true }, viewer);
  expect(bin.items.map(({ generation, positions }) => [generation.id, positions])).toEqual([
    [one, [0, 1, 2, 3]],
    [two, [0]],
  ]);
  await journal.decide(viewer, "Ada", trash(one, false));
  expect((await list({ rating: 5 }, viewer)).items[0]?.positions).toEqual([1]);
});

test("a failure without assets goes to the trash as well", async () => {
  const { viewer } = await ownStudio();
  const failed = first(idsOf(await list({ states: ["failed"] }, viewer)));
  await journal.decide(viewer, "Ada", [{ generationId: failed, position: 0, change: { isTrashed: true } }]);
  expect(idsOf(await list({}, viewer))).not.toContain(failed);
  expect(idsOf(await list({ isTrash: true }, viewer))).toEqual([failed]);
});

test("a board holds assets in the order of a hand, page by page", async () => {
  const { viewer, ids } = await ownStudio(40);
  const board = { id: randomUUID(), name: "Dragons", parentId: null, personName: "Ada" };
  await journal.addBoard(viewer, board);
  const places = [2, 0, 3, 1].map((index) => ({ generationId: first(ids, index), position: index % 4 }));
  await journal.changeBoardItems(viewer, "Ada", board.id, { action: "add", assets: [...places, ...places] });
  const [moved] = places.slice(-1);
  await journal.changeBoardItems(viewer, "Ada", board.id, {
    action: "move",
    assets: moved ? [moved] : [],
    before: places[1] ?? null,
  });
  const wanted = [2, 1, 0, 3].map((index) => `${first(ids, index)}:${index % 4}`);
  const shown: string[] = [];
  let page: GalleryPage | null = null;
  for (let cursor: string | null = null; page === null || cursor !== null; cursor = page.olderCursor) {
    page = await journal.listGallery(
      viewer,
      query({ filter: { ...noFilter, boardId: board.id }, cursor, limit: 3 }),
    );
    shown.push(...page.items.map(({ generation, positions }) => `${generation.id}:${positions?.[0]}`));
  }
  expect(shown).toEqual(wanted);
  const [listed] = await journal.changeBoardItems(viewer, "Ada", board.id, {
    action: "remove",
    assets: places.slice(0, 1),
  });
  expect(listed?.count).toBe(3);
});

test("a board takes nothing of another workspace, and shows itself to none", async () => {
  const { viewer } = await ownStudio();
  const { viewer: stranger, ids } = await ownStudio();
  const board = { id: randomUUID(), name: "Ours", parentId: null, personName: "Ada" };
  await journal.addBoard(viewer, board);
  await journal.changeBoardItems(viewer, "Ada", board.id, {
    action: "add",
    assets: [{ generationId: first(ids), position: 0 }],
  });
  expect((await list({ boardId: board.id }, viewer)).items).toEqual([]);
  expect((await list({ boardId: board.id }, stranger)).items).toEqual([]);
  const code = { problem: { code: "not_found" } };
  await expect(journal.changeBoard(stranger, board.id, { name: "Theirs" })).rejects.toMatchObject(code);
  await expect(journal.removeBoard(stranger, board.id)).rejects.toMatchObject(code);
  await expect(
    journal.changeBoardItems(stranger, "Eve", board.id, {
      action: "add",
      assets: [{ generationId: first(ids), position: 0 }],
    }),
  ).rejects.toMatchObject(code);
  await expect(
    journal.addBoard(stranger, { id: randomUUID(), name: "Under", parentId: board.id, personName: "Eve" }),
  ).rejects.toMatchObject({ problem: { code: "invalid_request" } });
});

test("comments stand by their asset; only their writer takes one away", async () => {
  const { viewer, ids } = await ownStudio();
  const other = { ...viewer, personId: "d".repeat(32) };
  const comment = { id: randomUUID(), text: "Warmer here", point: { x: 0.25, y: 0.5 }, atSeconds: null };
  await journal.addComment(viewer, "Ada", first(ids), 1, comment);
  await journal.addComment(viewer, "Ada", first(ids), 1, comment);
  expect(await journal.listComments(other, first(ids), 1)).toMatchObject([
    { text: "Warmer here", point: { x: 0.25, y: 0.5 }, personName: "Ada", isMine: false, isResolved: false },
  ]);
  expect(await journal.listComments(viewer, first(ids), 0)).toEqual([]);
  await journal.changeComment(other, comment.id, { isResolved: true });
  await expect(journal.changeComment(other, comment.id, { isRemoved: true })).rejects.toMatchObject({
    problem: { code: "not_found" },
  });
  expect(await journal.changeComment(viewer, comment.id, { isRemoved: true })).toEqual([]);
});

test("a family is what a run was given and what was made from it, in its workspace", async () => {
  const { viewer, ids } = await ownStudio(40);
  const { viewer: stranger, ids: strange } = await ownStudio(8);
  const fileId = async (id: string) =>
    (
      await sql.query<{ file_id: string }>(
        "select file_id from assets where generation_id = $1 and position = 1",
        [id],
      )
    ).rows[0]?.file_id ?? "";
  const uses = (id: string, file: string) =>
    sql.query(
      `update generations set asked = jsonb_set(asked, '{references}', jsonb_build_array(jsonb_build_object('fileId', $2::text, 'role', 'style_image'))) where id = $1`,
      [id, file],
    );
  // A file id as Layer writes them, so that the history takes it for one.
  const uuids = [randomUUID(), randomUUID()];
  await sql.query("update assets set file_id = $2 where generation_id = $1 and position = 1", [
    first(ids, 3),
    uuids[0],
  ]);
  await sql.query("update assets set file_id = $2 where generation_id = $1 and position = 1", [
    first(ids, 2),
    uuids[1],
  ]);
  await uses(first(ids, 2), await fileId(first(ids, 3)));
  await uses(first(ids, 1), await fileId(first(ids, 2)));
  await uses(first(strange), await fileId(first(ids, 2)));
  const family = await journal.family(viewer, first(ids, 2));
  expect(family.inputs).toMatchObject([
    { role: "style_image", parent: { generationId: first(ids, 3), position: 1 }, upload: null },
  ]);
  expect(family.children.map(({ id }) => id)).toEqual([first(ids, 1)]);
  expect((await journal.family(stranger, first(strange))).inputs[0]?.parent).toBeNull();
  await expect(journal.family(stranger, first(ids, 2))).rejects.toMatchObject({
    problem: { code: "not_found" },
  });
});

test("days and choices are counted for the workspace alone", async () => {
  const { viewer } = await ownStudio(40);
  const days = await journal.galleryDays(viewer, noFilter, "Asia/Tokyo");
  const facets = await journal.galleryFacets(viewer, 100);
  const { rows } = await sql.query("select 1 from generations where workspace_id = $1", [viewer.workspaceId]);
  const sum = (counts: ReadonlyArray<{ count: number }>) =>
    counts.reduce((total, { count }) => total + count, 0);
  expect([sum(days), sum(facets.people), sum(facets.sources)]).toEqual([
    rows.length,
    rows.length,
    rows.length,
  ]);
  expect(days.map(({ day }) => day)).toEqual(
    days
      .map(({ day }) => day)
      .toSorted()
      .toReversed(),
  );
});

test("a model is known by what it made last, newest first, without what lies in the trash or has no picture", async () => {
  const { viewer, ids } = await ownStudio(48);
  const { rows: made } = await sql.query<{ id: string; source: string; prompt: string }>(
    `select id, source_id as source, asked #>> '{parameters,prompt}' as prompt from generations
     where workspace_id = $1 and status = 'complete' order by completed_at desc`,
    [viewer.workspaceId],
  );
  const source = made[0]?.source ?? "";
  const own = made.filter((row) => row.source === source);
  const elsewhere = await ownStudio();
  await sql.query("update generations set source_id = $1 where workspace_id = $2", [
    source,
    elsewhere.viewer.workspaceId,
  ]);
  const newest = own[0]?.id ?? "";
  await sql.query("update assets set content_type = 'image/png' where generation_id = any($1::uuid[])", [
    ids,
  ]);
  await sql.query(
    "update assets set content_type = 'audio/wav', preview_url = null where generation_id = $1 and position = 1",
    [newest],
  );
  await journal.decide(viewer, "Ada", [{ generationId: newest, position: 0, change: { isTrashed: true } }]);

  const results = await journal.modelResults(viewer, [source, randomUUID()], 6);

  expect(Object.keys(results)).toEqual([source]);
  expect(results[source]?.map(({ generationId, position }) => `${generationId}/${position}`)).toEqual(
    own
      .flatMap(({ id }) => [0, 1, 2, 3].map((position) => `${id}/${position}`))
      .filter((key) => key !== `${newest}/0` && key !== `${newest}/1`)
      .slice(0, 6),
  );
  expect(results[source]?.[0]?.prompt).toBe(own[0]?.prompt);
});

test("what sixty models made last is found by an index, however much was made", async () => {
  const { rows } = await sql.query<{ id: string }>(
    "select distinct source_id as id from generations where workspace_id = $1",
    [studio.workspaceId],
  );
  const asked = modelResultsQuery(
    studio,
    rows.map(({ id }) => id),
    8,
  );
  const pool = new Pool({ connectionString: databaseUrl });
  const explained = await drizzle(pool).execute<{ "QUERY PLAN": string }>(drizzleSql`explain ${asked}`);
  await pool.end();
  const plan = explained.rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toContain("generations_by_source");
  expect(plan).not.toContain("Seq Scan on generations");
});
