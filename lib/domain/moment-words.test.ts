import { afterEach, expect, test, vi } from "vitest";
import { momentWords } from "./moment-words";

afterEach(() => void vi.unstubAllGlobals());

test("a calendar is fetched with the first moment, and once", () => {
  let made = 0;
  class Counted extends Intl.DateTimeFormat {
    constructor(locale: string, options: Intl.DateTimeFormatOptions) {
      super(locale, options);
      made += 1;
    }
  }
  vi.stubGlobal("Intl", { DateTimeFormat: Counted });
  const words = momentWords({ day: "numeric", month: "short", timeZone: "UTC" });
  expect(made).toBe(0);
  expect(words(new Date("2026-11-16T12:00:00Z"))).toBe("16 Nov");
  expect(words(new Date("2026-11-17T12:00:00Z"))).toBe("17 Nov");
  expect(made).toBe(1);
});
