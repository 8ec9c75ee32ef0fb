import { expect, test } from "vitest";
import type { Upload } from "@/lib/browser/upload-engine";
import type { UploadInput } from "@/lib/browser/upload-input";
import { listedUploads, rowsOf } from "./upload-rows";

const upload = (id: string, phase: "done" | "uploading" | "queued") => ({ id, state: { phase } }) as Upload;
const input = (id: string, phase: "checking" | "refused" | "known" | "offered") =>
  ({ id, state: { phase } }) as UploadInput;

test("what asks for a word stands above what moves, and what moves above what waits to be looked at", () => {
  const uploads = [upload("done", "done"), upload("moving", "uploading"), upload("next", "queued")];
  const inputs = [
    input("later", "checking"),
    input("wrong", "refused"),
    input("here already", "known"),
    input("offer", "offered"),
  ];
  expect(rowsOf(uploads, inputs).map(({ id }) => id)).toEqual([
    "wrong",
    "offer",
    "here already",
    "done",
    "moving",
    "next",
    "later",
  ]);
});

test("of hundreds that ended well the last twelve stay in the list, and whatever has not ended all of it", () => {
  const uploads = [
    ...Array.from({ length: 300 }, (_, at) => upload(`done ${at}`, "done")),
    ...Array.from({ length: 200 }, (_, at) => upload(`next ${at}`, "queued")),
  ];
  const listed = listedUploads(uploads);
  expect(listed).toHaveLength(212);
  expect(listed[0]?.id).toBe("done 288");
  expect(listedUploads(uploads.slice(0, 12))).toHaveLength(12);
});
