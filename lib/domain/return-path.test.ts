import { expect, test } from "vitest";
import { canonicalPath, returnPathFrom } from "./return-path";

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "/w/1\\@evil.example",
  "",
  "/sign-in?returnTo=/sign-in",
  "/api/auth/signout",
])("%j never leaves this site: the start page instead", (text) => {
  expect(returnPathFrom(text)).toBe("/");
});

test.each(["/", "/w/abc/gallery?tag=a%2Fb&sort=new", "/w/abc/models?q=élan", "/sign-in-help"])(
  "%j is a place to come back to",
  (text) => {
    expect(returnPathFrom(text)).toBe(text);
  },
);

test("ids in a path are spelled as Layer does, and nothing else of it is touched", () => {
  const id = "6DBB1807-4dc0-5b8f-8b63-69d12b028EC8";
  expect(canonicalPath(`/w/${id}/gallery/${id}?q=ABC&model=${id}`)).toBe(
    `/w/${id.toLowerCase()}/gallery/${id.toLowerCase()}?q=ABC&model=${id}`,
  );
  expect(canonicalPath("/w/Not-An-Id/Models?Q=A?B")).toBe("/w/Not-An-Id/Models?Q=A?B");
});
