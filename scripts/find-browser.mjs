// The browser for tests: one that is there, else Playwright's own download, else Debian's package.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { program } from "./processes.mjs";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

const succeeds = (command, args) => spawnSync(command, args, { stdio: "inherit" }).status === 0;

/** Gives `{ path, source }`; `path` is null when Playwright's own download is to be used. */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, where there is no file.`);
    return { path: named, source: "CHROMIUM_PATH" };
  }
  const present = usualPlaces.find((path) => existsSync(path));
  if (present) return { path: present, source: "installed on this machine" };

  const { chromium } = await import("@playwright/test");
  if (existsSync(chromium.executablePath())) return { path: null, source: "Playwright's, downloaded before" };
  if (succeeds(process.execPath, [program("@playwright/test", "playwright"), "install", "chromium"])) {
    return { path: null, source: "Playwright's, downloaded now" };
  }
  const apt = "/usr/bin/apt-get";
  if (existsSync(apt) && process.getuid?.() === 0) {
    succeeds(apt, ["update", "-qq"]);
    if (
      succeeds(apt, ["install", "-y", "-qq", "--no-install-recommends", "chromium"]) &&
      existsSync("/usr/bin/chromium")
    ) {
      return { path: "/usr/bin/chromium", source: "Debian's package, installed now" };
    }
  }
  throw new Error("No browser for the tests: install Chromium or Chrome, or set CHROMIUM_PATH to one.");
}
