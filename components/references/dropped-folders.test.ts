import { expect, test } from "vitest";
import { filesWithin } from "./dropped-folders";

const refused = new DOMException("The file could not be read.", "NotReadableError");

const file = (path: string, isReadable = true) =>
  ({
    isFile: true,
    fullPath: path,
    file: (found: (file: File) => void, failed: (error: DOMException) => void) =>
      isReadable ? found(new File(["x"], path.slice(path.lastIndexOf("/") + 1))) : failed(refused),
  }) as unknown as FileSystemEntry;

/** A folder as browsers read it: a part at a time, until an empty answer; null is a part that cannot be read. */
const folder = (path: string, ...parts: (FileSystemEntry[] | null)[]) =>
  ({
    isFile: false,
    fullPath: path,
    createReader: () => {
      const left = [...parts];
      return {
        readEntries: (found: (entries: FileSystemEntry[]) => void, failed: (error: DOMException) => void) => {
          const part = left.shift();
          return part === null ? failed(refused) : found(part ?? []);
        },
      };
    },
  }) as unknown as FileSystemEntry;

test("folders are walked to their ends, and every file tells where it lay", async () => {
  const { files, unread } = await filesWithin([
    folder("/art", [file("/art/a.png"), folder("/art/old", [file("/art/old/a.png")])], [file("/art/b.png")]),
    file("/loose.png"),
  ]);
  expect(files.map((found) => found.webkitRelativePath)).toEqual([
    "art/a.png",
    "art/old/a.png",
    "art/b.png",
    "loose.png",
  ]);
  expect(unread).toEqual([]);
});

test("what cannot be read is named, and what lies beside it is taken", async () => {
  const { files, unread } = await filesWithin([
    folder("/art", [file("/art/locked.png", false), folder("/art/secret", null), file("/art/a.png")]),
    folder("/half", [file("/half/first.png")], null),
    file("/last.png"),
  ]);
  expect(files.map((found) => found.webkitRelativePath)).toEqual(["art/a.png", "half/first.png", "last.png"]);
  expect(unread).toEqual(["art/locked.png", "art/secret", "half"]);
});
