import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { FileValue } from "@/lib/browser/input-control";
import { FileListInput } from "./file-list-input";

const file = (name: string): FileValue => ({
  fileId: "11111111-1111-1111-1111-111111111111",
  uploadId: null,
  name,
  contentType: "image/png",
});

const drawn = (value: FileValue[], max: number | null) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <FileListInput
        workspaceId="w"
        label="References"
        labelNode="References"
        help={null}
        error="Too few."
        max={max}
        value={value}
        onChange={() => undefined}
      />
    </QueryClientProvider>,
  );

test("a list of files has a place for the next one while there is room", () => {
  expect(drawn([file("a.png")], 2)).toContain("References 2: choose a file");
  expect(drawn([], null)).toContain("References 1: choose a file");
  const full = drawn([file("a.png"), file("b.png")], 2);
  expect(full).toContain("Remove b.png");
  expect(full).not.toContain("choose a file");
});

test("what is wrong with the list is said once", () => {
  expect(drawn([file("a.png"), file("b.png")], 2).split("Too few.")).toHaveLength(2);
});
