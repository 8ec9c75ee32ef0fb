import { expect, test } from "vitest";
import { galleryFilterFrom } from "@/lib/domain/gallery-filter";
import { noUsageFilter, noUsageSums } from "@/lib/domain/usage";
import { usageGalleryHref, usageRowName } from "./usage-links";

const usage = {
  fromDay: "2026-03-01",
  toDay: "2026-03-31",
  by: { modality: [], source: [], session: [], person: [{ ...noUsageSums, key: "abc", name: "Ada & Bo" }] },
};

test("the gallery is asked for just what the figures were made of", () => {
  const sourceId = "3f6e2a8e-0000-4000-8000-000000000001";
  const href = usageGalleryHref("w1", usage, {
    ...noUsageFilter,
    source: `workflow:${sourceId}`,
    person: "abc",
    session: "Sprint 1",
  });
  expect(galleryFilterFrom(new URL(href ?? "", "http://localhost").searchParams)).toMatchObject({
    sources: [sourceId],
    people: ["Ada & Bo"],
    sessions: ["Sprint 1"],
    fromDay: "2026-03-01",
    toDay: "2026-03-31",
  });
});

test("what the gallery cannot ask for has no link", () => {
  expect(usageGalleryHref("w1", usage, { ...noUsageFilter, session: "" })).toBeNull();
  expect(usageGalleryHref("w1", usage, { ...noUsageFilter, person: "gone" })).toBeNull();
});

test("what has no session or modality says so", () => {
  expect(usageRowName("session", { key: "", name: "" })).toBe("No session");
  expect(usageRowName("modality", { key: "threeD", name: "" })).toBe("3D");
});
