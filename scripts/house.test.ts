// Holds the house's walls: who may import whom, where the environment is read, and that nothing exported is dead.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const rooms = ["app", "components", "lib", "sandbox", "e2e", "bench"];

interface Source {
  path: string;
  text: string;
  imports: Array<{ specifier: string; line: number; target: string | null }>;
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    // What a build leaves behind is not ours.
    if (name === ".next") return [];
    if (statSync(path).isDirectory()) return filesBelow(path);
    return /\.(ts|tsx|mts)$/.test(name) ? [path] : [];
  });
}

const withoutComments = (text: string) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|\s)\/\/[^\n]*/g, "$1");

function resolved(from: string, specifier: string): string | null {
  const base = specifier.startsWith("@/")
    ? join(root, specifier.slice(2))
    : specifier.startsWith(".")
      ? resolve(dirname(from), specifier)
      : null;
  if (base === null) return null;
  const found = ["", ".ts", ".tsx", ".mjs", "/index.ts"]
    .map((end) => base + end)
    .find((path) => existsSync(path) && statSync(path).isFile());
  return found ? relative(root, found) : relative(root, base);
}

function read(path: string): Source {
  const text = withoutComments(readFileSync(path, "utf8"));
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|^\s*import\s+)["']([^"']+)["']/gm;
  const imports = [...text.matchAll(pattern)].map((match) => ({
    specifier: match[1] ?? "",
    line: text.slice(0, match.index + match[0].length).split("\n").length,
    target: resolved(path, match[1] ?? ""),
  }));
  return { path: relative(root, path), text, imports };
}

const topLevel = ["proxy.ts", "instrumentation.ts", "next.config.ts"]
  .map((name) => join(root, name))
  .filter((path) => existsSync(path));
const sources = [...rooms.flatMap((room) => filesBelow(join(root, room))), ...topLevel].map(read);
const isTest = (path: string) => /\.test\.tsx?$/.test(path);
const production = sources.filter((source) => !isTest(source.path));

/** A rule forbids, in the files `of`, imports for which `forbids` gives the reason. */
interface Rule {
  words: string;
  of: RegExp;
  forbids: (target: string, specifier: string, from: string) => boolean;
}

const isPackage = (target: string, specifier: string) => target === "" && !specifier.startsWith("node:");
const startsWithAny = (path: string, prefixes: string[]) =>
  prefixes.some((prefix) => path.startsWith(prefix));
const noun = (path: string) => path.split("/")[1];

const rules: Rule[] = [
  {
    words: "lib/domain knows zod, the JSON Schema validator and nothing else",
    of: /^lib\/domain\//,
    forbids: (target, specifier) =>
      target === ""
        ? !["zod/mini", "@cfworker/json-schema"].includes(specifier)
        : !target.startsWith("lib/domain/"),
  },
  {
    words: "lib/http sends one request and knows nobody",
    of: /^lib\/http\//,
    forbids: (target, specifier) =>
      target === ""
        ? specifier !== "undici" && !specifier.startsWith("node:")
        : !target.startsWith("lib/http/"),
  },
  {
    words: "lib/layer and lib/storage know lib/domain and lib/http, no React, no Next",
    of: /^lib\/(layer|storage)\//,
    forbids: (target, specifier, from) =>
      target === ""
        ? /^(react|next|server-only)/.test(specifier)
        : !startsWithAny(target, ["lib/domain/", "lib/http/", from.split("/").slice(0, 2).join("/")]),
  },
  {
    words: "lib/journal knows lib/domain, no React, no Next",
    of: /^lib\/journal\//,
    forbids: (target, specifier) =>
      target === ""
        ? /^(react|next)/.test(specifier)
        : !startsWithAny(target, ["lib/domain/", "lib/journal/"]),
  },
  {
    words: "lib/server imports the clients, the journal and lib/domain, nothing that draws",
    of: /^lib\/server\//,
    forbids: (target, specifier) =>
      target === ""
        ? /^react-dom|^@tanstack|^@base-ui/.test(specifier)
        : !startsWithAny(target, [
            "lib/domain/",
            "lib/http/",
            "lib/server/",
            "lib/layer/",
            "lib/storage/",
            "lib/journal/",
          ]),
  },
  {
    words: "lib/browser calls our own API: it imports lib/domain only",
    of: /^lib\/browser\//,
    forbids: (target) => target !== "" && !startsWithAny(target, ["lib/domain/", "lib/browser/"]),
  },
  {
    words: "components draw: they import lib/browser and lib/domain, never the server's rooms or app",
    of: /^components\//,
    forbids: (target) =>
      target !== "" && !startsWithAny(target, ["components/", "lib/browser/", "lib/domain/"]),
  },
  {
    words: "components/ui knows nothing of Easel but lib/domain's words",
    of: /^components\/ui\//,
    forbids: (target) => target !== "" && !startsWithAny(target, ["components/ui/", "lib/domain/"]),
  },
  {
    words:
      "a noun's components do not reach into another noun's, save ui, viewers, references, mask, spend, presets and queue",
    of: /^components\/(?!ui\/)/,
    forbids: (target, _, from) =>
      target.startsWith("components/") &&
      noun(target) !== noun(from) &&
      !["ui", "viewers", "references", "mask", "spend", "presets", "queue"].includes(noun(target) ?? ""),
  },
  {
    words: "routes speak through lib/server; pages too",
    of: /^(app\/|proxy\.ts|instrumentation\.ts)/,
    forbids: (target) =>
      target !== "" &&
      !startsWithAny(target, ["app/", "components/", "lib/browser/", "lib/server/", "lib/domain/"]),
  },
  {
    words: "sandbox, e2e and bench import nothing of ours: a judge must not share the accused's mistake",
    of: /^(sandbox|e2e|bench)\//,
    forbids: (target, _, from) =>
      target !== "" && !startsWithAny(target, [`${from.split("/")[0]}/`, "scripts/"]),
  },
];

test.each(rules)("$words", ({ words, of, forbids }) => {
  const broken = production
    .filter((source) => of.test(source.path))
    .flatMap((source) =>
      source.imports
        .filter(({ target, specifier }) => forbids(target ?? "", specifier, source.path))
        .map(({ specifier, line }) => `${source.path}:${line} imports ${specifier}, but ${words}`),
    );
  expect(broken).toEqual([]);
});

/** The first circle of imports among these files, as it is walked; null where there is none. */
function circleAmong(files: ReadonlyMap<string, Source>): string[] | null {
  const done = new Set<string>();
  const walk = (path: string, way: string[]): string[] | null => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const { target } of files.get(path)?.imports ?? []) {
      const circle = target !== null && files.has(target) ? walk(target, [...way, path]) : null;
      if (circle) return circle;
    }
    done.add(path);
    return null;
  };
  for (const path of files.keys()) {
    const circle = walk(path, []);
    if (circle) return circle;
  }
  return null;
}

test("the nouns of lib/domain stand on each other in one direction: no circle of imports", () => {
  const domain = new Map(
    production
      .filter(({ path }) => path.startsWith("lib/domain/"))
      .map((source) => [source.path, source] as const),
  );
  expect(circleAmong(domain)?.join(" imports ") ?? "no circle").toBe("no circle");
});

test("there are sources to hold to the rules", () => {
  expect(
    rules
      .filter((rule) => isPackage("", "zod") && !sources.some((source) => rule.of.test(source.path)))
      .map((rule) => rule.words),
  ).toEqual([]);
});

test("only lib/server/env.ts reads the environment of the application", () => {
  const readers = production
    .filter(
      ({ path }) => !startsWithAny(path, ["sandbox/", "e2e/", "bench/"]) && path !== "lib/server/env.ts",
    )
    .filter(({ text }) => text.includes("process.env"))
    // Next compiles this one name away; it tells which runtime a file is built for.
    .filter(({ text }) => text.replaceAll("process.env.NEXT_RUNTIME", "").includes("process.env"))
    .map(({ path }) => path);
  expect(readers).toEqual([]);
});

test("no variable is compiled into the browser's scripts", () => {
  const name = ["NEXT", "PUBLIC", ""].join("_");
  expect(sources.filter(({ text }) => text.includes(name)).map(({ path }) => path)).toEqual([]);
});

test("nothing is typed any", () => {
  const broken = sources.flatMap(({ path, text }) =>
    text
      .split("\n")
      .flatMap((line, index) =>
        /(:|\bas|<|\|)\s*any\b(?!\w)(?=[\s,;)>\]|[=]|$)/.test(line.replace(/(["'`])(?:\\.|(?!\1).)*\1/g, ""))
          ? [`${path}:${index + 1} ${line.trim()}`]
          : [],
      ),
  );
  expect(broken).toEqual([]);
});

test("every file of lib/server begins by refusing the browser", () => {
  const open = production
    .filter(({ path }) => path.startsWith("lib/server/"))
    .filter(
      ({ path }) =>
        !readFileSync(join(root, path), "utf8")
          .replace(/^\/\/[^\n]*\n/gm, "")
          .startsWith('import "server-only";'),
    )
    .map(({ path }) => path);
  expect(open).toEqual([]);
});

function countedWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/\w+/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

test("every export is used by another file", () => {
  // What Next itself calls by name.
  // A table may come a change before what reads it: the migrations are generated from the schema.
  const calledByOthers =
    /^(app\/.*\/?(page|layout|route|loading|error|not-found|global-error|icon|manifest)\.tsx?|proxy\.ts|instrumentation\.ts|next\.config\.ts|(sandbox|e2e|bench)\/|lib\/journal\/schema)/;
  const declared = production
    .filter(({ path }) => !calledByOthers.test(path))
    .flatMap(({ path, text }) =>
      [
        ...text.matchAll(
          /^export (?:declare )?(?:async )?(?:const|function\*?|class|interface|type|enum) (\w+)/gm,
        ),
      ].map((match) => ({ path, name: match[1] ?? "" })),
    );
  // Each file's words once: asking every file for every export took seconds, and longer with each of both.
  const words = new Map(sources.map(({ path, text }) => [path, countedWords(text)]));
  const filesOf = new Map<string, number>();
  for (const own of words.values())
    for (const word of own.keys()) filesOf.set(word, (filesOf.get(word) ?? 0) + 1);
  const dead = declared
    .filter(({ path, name }) => {
      const own = sources.find((source) => source.path === path)?.text ?? "";
      const usedInside = (words.get(path)?.get(name) ?? 0) > 1;
      const usedOutside = (filesOf.get(name) ?? 0) > 1;
      const isShape = new RegExp(`^export (?:interface|type) ${name}\\b`, "m").test(own);
      // A shape that other exports of its file speak in may be exported without being named elsewhere.
      return !usedOutside && !(isShape && usedInside);
    })
    .map(({ path, name }) => `${path} exports ${name}, which nothing uses`);
  expect(dead).toEqual([]);
  // Every name is looked for in every file: on a machine that is busy with other things that takes a while.
}, 30_000);

/** Parts that hear keys and tell no sheet of them, with the reason. */
const keysUnlisted: Record<string, string> = {
  "components/ui/number-field.tsx": "arrows in a number mean what they mean everywhere",
  "components/ui/search-list.tsx": "so do they in a list that is searched",
  "components/ui/tooltip.tsx": "any key takes a hint away",
  "components/gallery/filter-panel.tsx": "Enter takes what a field holds",
  "components/generate/effects-dialog.tsx": "so it does in a search",
  "components/generate/model-picker.tsx": "and in a list that is searched",
  "components/models/model-list.tsx": "its browser tells of them",
  "components/spend/spend-button.tsx": "it only keeps a held Enter from pressing again",
  "components/references/crop-dialog.tsx": "a window of its own, whose keys stand in it",
  "components/mask/mask-editor.tsx": "a window of its own, with a sheet of its own",
  "components/mask/extend-frame.tsx": "the same window",
  "components/usage/usage-screen.tsx": "Enter takes what a date field holds",
};

test("a part that hears keys itself tells the shortcut sheet of them", () => {
  const hearing = sources.filter(
    ({ path, text }) =>
      path.startsWith("components/") && !isTest(path) && /\bonKeyDown=|["']keydown["']/.test(text),
  );
  const silent = hearing.flatMap(({ path, text }) =>
    /\bheardElsewhere\(|\buseShortcuts\(/.test(text) ? [] : [path],
  );
  expect(
    silent.toSorted(),
    "List its keys by heardElsewhere in lib/browser/shortcuts, or give the reason why nobody must be told.",
  ).toEqual(Object.keys(keysUnlisted).toSorted());
});

test("no script of a page makes a calendar while it is read", () => {
  const early = production.filter(
    ({ path, text }) =>
      /^(?:components|lib\/(?:browser|domain))\//.test(path) &&
      /^(?:export )?const \w+ = new Intl\.DateTimeFormat/m.test(text),
  );
  expect(
    early.map(({ path }) => path),
    "Use momentWords of lib/domain.",
  ).toEqual([]);
});
