import { readFileSync } from "node:fs";
import { Client } from "pg";
import { expect, ground, test } from "./fixtures";

test("the token is in no response, script, source map, log line or database row", async ({
  studio,
  access,
}) => {
  const { page } = studio;
  const bodies: Array<Promise<{ url: string; text: string }>> = [];
  const askedElsewhere: Array<Promise<Record<string, string>>> = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(page.url()).origin) && request.url().startsWith("http"))
      askedElsewhere.push(request.allHeaders());
  });
  page.on("response", (response) => {
    bodies.push(
      response
        .body()
        .then((body) => body.toString("latin1"))
        // A redirect or an aborted image has no body; its headers are searched all the same.
        .catch(() => "")
        .then((text) => ({ url: response.url(), text: `${JSON.stringify(response.headers())}\n${text}` })),
    );
  });
  await studio.chooseModel("Test card: instant");
  await studio.prompt.fill("A secret garden");
  await studio.setNumber("Batch size", 1);
  await studio.generate();
  await expect(studio.main.getByRole("img", { name: /A secret garden/ }).first()).toBeVisible();
  for (const place of ["models", "gallery", "workflows", "usage", "uploads", "generate"])
    await studio.open(place);
  const session = await page.request.get("/api/auth/session");
  expect(await session.text()).not.toContain(access.token);

  const seen = await Promise.all(bodies);
  expect(seen.length).toBeGreaterThan(30);
  expect(seen.filter(({ text }) => text.includes(access.token)).map(({ url }) => url)).toEqual([]);

  const headersElsewhere = await Promise.all(askedElsewhere);
  expect(headersElsewhere.length, "pictures come straight from the media host").toBeGreaterThan(0);
  expect(
    headersElsewhere.filter((headers) => headers.cookie ?? headers.authorization ?? headers.referer),
  ).toEqual([]);

  const scripts = [...new Set(seen.map(({ url }) => url).filter((url) => /\.js(\?|$)/.test(url)))];
  expect(scripts.length).toBeGreaterThan(3);
  for (const script of scripts) {
    const map = await page.request.get(`${script.split("?")[0]}.map`);
    expect(map.status(), `${script} has no source map in production`).toBe(404);
  }

  expect(readFileSync(ground().logFile, "utf8")).not.toContain(access.token);

  const database = new Client({ connectionString: ground().environment.DATABASE_URL });
  await database.connect();
  const { rows: tables } = await database.query<{ name: string }>(
    "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')",
  );
  expect(tables.length).toBeGreaterThan(2);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await database.query(`select 1 from ${name} as entry where entry::text like $1`, [
      `%${access.token}%`,
    ]);
    found.push(...rows.map(() => name));
  }
  await database.end();
  expect(found).toEqual([]);
});
