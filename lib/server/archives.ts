import "server-only";
import { createHash } from "node:crypto";
import { makeZip } from "client-zip";
import * as z from "zod";
import { type ArchiveOutlook, archiveOrderSchema, maxArchiveFiles } from "@/lib/domain/archive";
import { type Asset, assetKind } from "@/lib/domain/asset";
import { placesFrom } from "@/lib/domain/compare";
import { assetFileName, safeName, uniquePaths, usualNameTemplate } from "@/lib/domain/file-name";
import type { Generation } from "@/lib/domain/generation";
import { groupedDigits } from "@/lib/domain/grouped-digits";
import { type ArchivedFile, manifestColumns, manifestLine, manifestRow } from "@/lib/domain/manifest";
import type { AssetPlace } from "@/lib/domain/marks";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import { requireWorkspace } from "./access";
import { openWhereItLies, timeZoneOf } from "./assets";
import { readBounded, readJson } from "./handle";
import { journal } from "./journal";
import { logFault } from "./log";
import { attachment, type OpenedFile, openFile } from "./media";
import type { Session } from "./session";

/** Rows in memory at once. A prompt may have 100,000 characters, so a whole selection's must never be. */
const rowsAtOnce = 50;

interface Order {
  workspaceId: string;
  workspaceName: string;
  places: readonly AssetPlace[];
  template: string;
  timeZone: string;
}

async function readOrder(session: Session, workspaceId: string, request: Request): Promise<Order> {
  const workspace = await requireWorkspace(session, workspaceId);
  const isForm = request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded");
  const order = isForm ? await readForm(request) : await readJson(request, archiveOrderSchema);
  const places = placesFrom(order.assets, maxArchiveFiles + 1);
  // Never fewer than were selected without a word.
  if (places.length > maxArchiveFiles)
    throw new ProblemError(
      problemOf("invalid_request", {
        field: "assets",
        detail: `A ZIP holds ${groupedDigits(maxArchiveFiles)} files at most. Select fewer, and save the rest as another.`,
      }),
    );
  if (places.length === 0)
    throw new ProblemError(
      problemOf("invalid_request", { field: "assets", detail: "None of these names a file." }),
    );
  return {
    workspaceId,
    workspaceName: workspace.name,
    places,
    template: order.template || usualNameTemplate,
    timeZone: timeZoneOf(request),
  };
}

const maxFormBytes = 2_000_000;

async function readForm(request: Request) {
  const bytes = await readBounded(request, maxFormBytes);
  if (bytes === null)
    throw new ProblemError(problemOf("invalid_request", { detail: "The request is too large." }));
  const fields = new URLSearchParams(new TextDecoder().decode(bytes));
  return z.core.parse(archiveOrderSchema, {
    assets: fields.get("assets") ?? "",
    template: fields.get("template") ?? "",
  });
}

interface Selected {
  place: AssetPlace;
  /** Null where the history of this workspace has no such file. */
  found: { generation: Generation; asset: Asset } | null;
}

/** The selection with what the history knows of it, in its order, a few rows at a time. */
async function* selected(session: Session, { workspaceId, places }: Order): AsyncGenerator<Selected> {
  const viewer = { workspaceId, personId: session.personId };
  for (let from = 0; from < places.length; from += rowsAtOnce) {
    const some = places.slice(from, from + rowsAtOnce);
    const ids = [...new Set(some.map(({ generationId }) => generationId))];
    const rows = new Map((await journal().findGenerations(viewer, ids)).map((row) => [row.id, row]));
    for (const place of some) {
      const generation = rows.get(place.generationId);
      const asset =
        generation?.status === "complete"
          ? generation.assets.find(({ position }) => position === place.position)
          : undefined;
      yield { place, found: generation && asset ? { generation, asset } : null };
    }
  }
}

const archiveName = ({ workspaceName }: Order, now: Date) =>
  `${safeName(`${workspaceName} ${now.toISOString().slice(0, 10)}`, 120) || "Easel"}.zip`;

/** What the archive would hold. Throws `not_found` where it would hold nothing. */
export async function foreseeArchive(
  session: Session,
  workspaceId: string,
  request: Request,
): Promise<ArchiveOutlook> {
  const order = await readOrder(session, workspaceId, request);
  const outlook = { fileCount: 0, knownBytes: 0, missingCount: 0, fileName: archiveName(order, new Date()) };
  for await (const { found } of selected(session, order)) {
    if (found) {
      outlook.fileCount += 1;
      outlook.knownBytes += found.asset.sizeBytes ?? 0;
    } else outlook.missingCount += 1;
  }
  if (outlook.fileCount === 0) throw new ProblemError(problemOf("not_found"));
  return outlook;
}

const sentenceOf = (error: unknown) =>
  error instanceof ProblemError ? error.problem.detail : "Easel had a fault of its own.";

type Opening = { file: OpenedFile } | { problem: string };

/** Never throws: a file that cannot be had is told in the manifest, and the rest is whole. */
async function opening(session: Session, { found }: Selected, signal: AbortSignal): Promise<Opening> {
  if (!found) return { problem: "This file is not in the workspace's history." };
  const { generation, asset } = found;
  try {
    const file = await openWhereItLies(session, generation, asset, (there) => openFile(there, signal));
    // A page of the host's in place of a picture would lie there as a picture that nothing opens.
    if (/^(text\/html|application\/xhtml)/.test(file.contentType) && assetKind(asset) !== "text") {
      file.body.on("error", () => undefined).destroy();
      return { problem: "Layer's media host sent a web page in place of the file." };
    }
    return { file };
  } catch (error) {
    if (!signal.aborted) logFault(`archiving ${generation.id}:${asset.position}`, error, [session.token]);
    return { problem: sentenceOf(error) };
  }
}

/** A file's bytes; a line that breaks is taken up where it broke, twice at most. What was written is noted in `note`. */
async function* bytesOf(
  { found }: Selected,
  opened: OpenedFile,
  note: ArchivedFile,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let { body } = opened;
  let sizeBytes = 0;
  for (let attemptsLeft = 2; ; attemptsLeft -= 1) {
    try {
      for await (const chunk of body as AsyncIterable<Uint8Array>) {
        sizeBytes += chunk.byteLength;
        hash.update(chunk);
        yield chunk;
      }
      break;
    } catch (error) {
      if (signal.aborted) throw error;
      try {
        const isSame = opened.etag !== null || sizeBytes === 0;
        if (attemptsLeft === 0 || !isSame || !found) throw error;
        const resume = opened.etag && sizeBytes > 0 ? { offset: sizeBytes, etag: opened.etag } : null;
        ({ body } = await openFile(found.asset, signal, resume));
      } catch {
        // Its head is written already: all that is left is to say that the rest did not come.
        note.problem = `The connection to Layer's media host broke after ${sizeBytes} bytes.`;
        break;
      }
    }
  }
  note.sizeBytes = sizeBytes;
  note.sha256 = hash.digest("hex");
  if (sizeBytes === 0 && note.problem === null) note.problem = "The file is empty.";
}

const utf8 = new TextEncoder();

async function* manifestJson(session: Session, order: Order, notes: readonly ArchivedFile[], now: Date) {
  const head = {
    madeAt: now.toISOString(),
    by: session.personName,
    workspace: { id: order.workspaceId, name: order.workspaceName },
  };
  yield utf8.encode(`${JSON.stringify(head, null, 2).slice(0, -2)},\n  "files": [`);
  let index = 0;
  for await (const { place, found } of selected(session, order)) {
    const note = notes[index];
    if (note)
      yield utf8.encode(`${index === 0 ? "" : ","}\n    ${JSON.stringify(manifestLine(note, place, found))}`);
    index += 1;
  }
  yield utf8.encode("\n  ]\n}\n");
}

async function* manifestCsv(session: Session, order: Order, notes: readonly ArchivedFile[]) {
  // The mark in front is what tells Excel that it is UTF-8.
  yield utf8.encode(`\uFEFF${manifestColumns}\r\n`);
  let index = 0;
  for await (const { place, found } of selected(session, order)) {
    const note = notes[index];
    if (note) yield utf8.encode(`${manifestRow(manifestLine(note, place, found))}\r\n`);
    index += 1;
  }
}

async function* archiveEntries(session: Session, order: Order, signal: AbortSignal) {
  const now = new Date();
  const unique = uniquePaths();
  const [jsonName, csvName] = [unique("manifest.json"), unique("manifest.csv")];
  const notes: ArchivedFile[] = [];
  const ahead = async (next: Promise<IteratorResult<Selected>>) => {
    const { done, value } = await next;
    return done ? null : { each: value, opened: await opening(session, value, signal) };
  };
  const all = selected(session, order);
  let next = ahead(all.next());
  for (;;) {
    const current = await next;
    if (!current) break;
    // The next file is asked for while this one is written, so that its first byte is not waited for.
    next = ahead(all.next());
    next.catch(() => undefined);
    const { each, opened } = current;
    const note: ArchivedFile = { path: null, problem: null, sizeBytes: null, sha256: null };
    notes.push(note);
    if ("problem" in opened || !each.found) {
      note.problem = "problem" in opened ? opened.problem : null;
      continue;
    }
    const { generation, asset } = each.found;
    const { template, timeZone } = order;
    note.path = unique(assetFileName(template, { generation, asset, timeZone }, true));
    yield {
      name: note.path,
      lastModified: new Date(generation.createdAt),
      input: bytesOf(each, opened.file, note, signal),
    };
  }
  yield { name: jsonName, lastModified: now, input: manifestJson(session, order, notes, now) };
  yield { name: csvName, lastModified: now, input: manifestCsv(session, order, notes) };
}

/**
 * The selection as one ZIP, written while it is read: whatever its size, no more than a few chunks of it are here at once.
 * Files are stored as they are, with a manifest of what they are behind them.
 */
export async function openArchive(
  session: Session,
  workspaceId: string,
  request: Request,
): Promise<Response> {
  const order = await readOrder(session, workspaceId, request);
  const ended = new AbortController();
  const signal = AbortSignal.any([request.signal, ended.signal]);
  async function* entries() {
    try {
      yield* archiveEntries(session, order, signal);
    } finally {
      // Also where the reader went away: what was asked for ahead is let go.
      ended.abort();
    }
  }
  const zip = makeZip(entries()).getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await zip.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      ended.abort();
      // The writer throws what it was cancelled with; there is nobody left to hear of it.
      await zip.cancel().catch(() => undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": attachment(archiveName(order, new Date())),
      "cache-control": "no-store, no-transform",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "content-security-policy": "sandbox; default-src 'none'",
    },
  });
}
