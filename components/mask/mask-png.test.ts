import sharp from "sharp";
import { expect, test } from "vitest";
import { emptyPlane, paintSegment } from "./mask-plane";
import { maskPng } from "./mask-png";

test("a mask is written as a PNG of its exact size whose alpha and brightness are what was painted", async () => {
  const plane = emptyPlane(317, 263);
  paintSegment(plane, { x: 20, y: 30, radius: 18 }, { x: 290, y: 240, radius: 40 }, 0.3, "add");
  const bytes = Buffer.from(await (await maskPng(plane)).arrayBuffer());
  const picture = sharp(bytes);
  expect(await picture.metadata()).toMatchObject({ format: "png", width: 317, height: 263, hasAlpha: true });
  const { data } = await picture.raw().toBuffer({ resolveWithObject: true });
  const channel = (offset: number) => Buffer.from(plane.cover.map((_, at) => data[at * 4 + offset] ?? 0));
  expect(Buffer.compare(channel(3), Buffer.from(plane.cover))).toBe(0);
  expect(Buffer.compare(channel(0), Buffer.from(plane.cover))).toBe(0);
});

test("the same mask is the same bytes, whatever was painted and taken back before", async () => {
  const [one, other] = [emptyPlane(200, 200), emptyPlane(200, 200)];
  const dab = { x: 90, y: 100, radius: 30 };
  paintSegment(one, dab, dab, 1, "add");
  for (const mode of ["add", "remove", "add"] as const) paintSegment(other, dab, dab, 1, mode);
  const [first, second] = await Promise.all(
    [one, other].map(async (plane) => (await maskPng(plane)).bytes()),
  );
  expect(Buffer.compare(Buffer.from(first ?? []), Buffer.from(second ?? []))).toBe(0);
});
