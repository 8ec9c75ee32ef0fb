// Starting, waiting for and ending the processes behind the commands.
import { spawn, spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const running = new Set();

/** Runs a Node program of the project until it ends; rejects when it fails. Prints what it prints. */
export function run(args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "ignore", "inherit"] : ["ignore", "inherit", "inherit"],
    });
    running.add(child);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      running.delete(child);
      if (code === 0) resolve();
      else reject(new Error(`${args.join(" ")} ended with ${signal ?? code}`));
    });
  });
}

/** Starts a Node program that stays. `onExit` hears of an end that nobody asked for. */
export function start(args, { env = {}, output = "inherit", onExit } = {}) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", output, output] });
  running.add(child);
  child.once("exit", (code, signal) => {
    running.delete(child);
    if (!child.isEnding) onExit?.(code ?? signal);
  });
  return child;
}

/** Asks a started program to end and waits until it has; after `graceMs` it is made to. */
export function end(child, { graceMs = 5_000 } = {}) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  child.isEnding = true;
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), graceMs);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

export async function endAll(options) {
  await Promise.all([...running].map((child) => end(child, options)));
}

/** Ends everything that was started, then runs `cleanUp`, on the first signal to stop. */
export function endOnSignal({ cleanUp, graceMs } = {}) {
  let isEnding = false;
  const stop = async () => {
    if (isEnding) return;
    isEnding = true;
    await endAll({ graceMs });
    await cleanUp?.();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
}

/** Waits until an address answers below 500; an Error with `hint` after `timeoutMs`. */
export async function waitForAnswer(url, { timeoutMs = 60_000, hint = "" } = {}) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const isUp = await fetch(url, { redirect: "manual" }).then(
      (response) => response.status < 500,
      () => false,
    );
    if (isUp) return;
    if (Date.now() > deadline) throw new Error(`${url} did not answer within ${timeoutMs / 1000} s. ${hint}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

const canListen = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT"));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });

/** A port nobody listens on, and none of those the system gives to connections: one of them may be taken a moment later. */
export async function freePort() {
  for (;;) {
    const port = randomInt(10_000, 30_000);
    if ((await canListen(port, "127.0.0.1")) && (await canListen(port, "::1"))) return port;
  }
}

/** The first port from `wanted` on that is free on both of localhost's addresses. */
export async function freePortFrom(wanted) {
  for (let port = wanted; port < wanted + 100; port += 1) {
    if ((await canListen(port, "127.0.0.1")) && (await canListen(port, "::1"))) return port;
  }
  throw new Error(`No free port between ${wanted} and ${wanted + 99}.`);
}

/** The path of a package's program, to be run with Node directly: no shell, no shims, the same on every system. */
export function program(packageName, name) {
  const folder = join(root, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[name ?? packageName]);
}

/** Arguments that run a TypeScript file of the project. */
export function typescript(file) {
  return ["--import", "tsx", file];
}

/** Installs what the lockfile names, unless exactly that is installed already. */
export function ensureInstalled() {
  const installed = join(root, "node_modules", ".package-lock.json");
  if (existsSync(installed) && isInstalled(installed)) return;
  process.stdout.write("Installing packages …\n");
  const { status } = spawnSync("npm", ["ci"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error("npm ci failed; what it printed above says why.");
}

function isInstalled(path) {
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(path, "utf8")).packages;
  return Object.entries(wanted).every(
    ([name, entry]) => name === "" || entry.optional || present[name]?.version === entry.version,
  );
}
