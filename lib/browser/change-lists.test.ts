import { type InfiniteData, InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { expect, onTestFinished, test } from "vitest";
import { changeLists } from "./change-lists";

type List = InfiniteData<string[]>;

/** A list somebody looks at, whose readings end when, and how, the test says. */
function shownList() {
  const client = new QueryClient();
  const readings: Array<{ resolve: (page: string[]) => void; reject: (reason: Error) => void }> = [];
  const list = new InfiniteQueryObserver(client, {
    queryKey: ["list", "w"],
    queryFn: () => new Promise<string[]>((resolve, reject) => readings.push({ resolve, reject })),
    initialPageParam: 0,
    getNextPageParam: (_page, pages) => pages.length,
    retry: false,
  });
  onTestFinished(list.subscribe(() => undefined));
  const reading = () => readings.shift();
  const pages = () => client.getQueryData<List>(["list", "w"])?.pages;
  return {
    client,
    list,
    reading,
    pages,
    becomeKnown: async () => {
      reading()?.resolve(["ada"]);
      await expect.poll(pages).toEqual([["ada"]]);
    },
    makeLoud: () =>
      changeLists<List>(client, ["list"], (known) => ({
        ...known,
        pages: known.pages.map((names) => names.map((name) => name.toUpperCase())),
      })),
  };
}

test("what changed while a further page was on its way is so when it has come, on that page too", async () => {
  const { list, reading, pages, becomeKnown, makeLoud } = shownList();
  await becomeKnown();
  const more = list.fetchNextPage();
  makeLoud();
  expect(pages()).toEqual([["ADA"]]);
  reading()?.resolve(["bea"]);
  await more;
  expect(pages()).toEqual([["ADA"], ["BEA"]]);
});

test("what changed before a list was known at all is made up for once it is", async () => {
  const { reading, pages, makeLoud } = shownList();
  makeLoud();
  expect(pages()).toBeUndefined();
  reading()?.resolve(["ada"]);
  await expect.poll(pages).toEqual([["ADA"]]);
});

test("a change is no reading: what is out of date stays so, and the list read last stays the one", async () => {
  const { client, pages, becomeKnown, makeLoud } = shownList();
  await becomeKnown();
  client.setQueryData(["list", "w"], (known: List | undefined) => known, { updatedAt: 1 });
  await client.invalidateQueries({ queryKey: ["list", "w"], refetchType: "none" });
  makeLoud();
  makeLoud();
  expect(pages()).toEqual([["ADA"]]);
  expect(client.getQueryState(["list", "w"])).toMatchObject({ dataUpdatedAt: 1, isInvalidated: true });
});

test("a reading that fails takes no change back", async () => {
  const { list, reading, pages, becomeKnown, makeLoud } = shownList();
  await becomeKnown();
  const more = list.fetchNextPage();
  makeLoud();
  reading()?.reject(new Error("offline"));
  expect((await more).isFetchNextPageError).toBe(true);
  expect(pages()).toEqual([["ADA"]]);
});
