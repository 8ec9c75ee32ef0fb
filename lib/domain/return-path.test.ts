import { expect, test } from "vitest";
import { returnPathFrom } from "./return-path";

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
