import { expect, test } from "vitest";
import { confirmAboveFrom, galleryRowHeightFrom, themeFrom, timeZoneFrom } from "./preferences";

test("the amount above which a click asks is 20 until somebody chose another; nonsense never turns the question off", () => {
  expect(["0", "7.5", "500"].map(confirmAboveFrom)).toEqual([0, 7.5, 500]);
  for (const text of [undefined, "", "-1", "x", "1e9", "Infinity"]) expect(confirmAboveFrom(text)).toBe(20);
});

test("a preference nobody set, or that is nonsense, falls back to what a newcomer gets", () => {
  expect(themeFrom(undefined)).toBe("dark");
  expect([undefined, "", "9999", "-4", "12.5", "tall"].map(galleryRowHeightFrom)).toEqual([
    220, 220, 220, 220, 220, 220,
  ]);
  expect([undefined, "", "Mars/Olympus", "<script>", "+02:00"].map(timeZoneFrom)).toEqual([
    "UTC",
    "UTC",
    "UTC",
    "UTC",
    "UTC",
  ]);
});

test("a preference that was set is kept", () => {
  expect(galleryRowHeightFrom("300")).toBe(300);
  expect(timeZoneFrom("America/Argentina/Buenos_Aires")).toBe("America/Argentina/Buenos_Aires");
});
