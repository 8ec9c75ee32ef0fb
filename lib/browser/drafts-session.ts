"use client";
import { startTransition, useEffect, useLayoutEffect, useState, useSyncExternalStore } from "react";
import type { Model } from "../domain/model";
import { type Draft, type DraftReference, emptyDraft, roleFor, storedMask } from "./drafts";
import { readDraft, writeDraft, writeDraftLeaving, writeLastModelId } from "./drafts-store";
import { differsInPromptOnly } from "./prompt-change";

// Long enough that a burst of keys is one write, short enough that a crash costs a word at most.
const writeDelayMs = 200;

/** The living draft of one model: every part of the page reads and changes the same one. */
export interface DraftSession {
  workspaceId: string;
  modelId: string;
  subscribe: (listener: () => void) => () => void;
  /** Null until the stored draft has been read. */
  get: () => Draft | null;
  /** Resolves when the stored draft has been read. */
  whenRead: Promise<void>;
  /** Changes made before the stored draft was read are applied to it when it comes. */
  update: (change: (draft: Draft) => Draft) => void;
  /** Writes what is not written yet; settles when it is written. */
  flush: () => Promise<void>;
}

/** An upload lives as long as its tab: what a draft still waits for after a reload will not come. */
function withoutLostUploads(draft: Draft): Draft {
  return {
    ...draft,
    references: draft.references.map((reference) => ({ ...reference, uploadId: null })),
    mask: storedMask(draft.mask),
  };
}

function createSession(workspaceId: string, modelId: string): DraftSession {
  let draft: Draft | null = null;
  let waiting: Array<(draft: Draft) => Draft> = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();

  const notify = () => {
    for (const listener of listeners) listener();
  };
  const write = () => {
    timer = null;
    if (draft) void writeDraft(workspaceId, modelId, draft);
  };
  const set = (next: Draft) => {
    if (next === draft) return;
    draft = { ...next, updatedAtMs: Date.now() };
    timer ??= setTimeout(write, writeDelayMs);
    notify();
  };

  const open = async () => {
    const stored = await readDraft(workspaceId, modelId);
    draft = stored ? withoutLostUploads(stored) : emptyDraft;
    const changes = waiting;
    waiting = [];
    const changed = changes.reduce((current, change) => change(current), draft);
    if (changed === draft) notify();
    else set(changed);
  };
  const whenRead = open();

  return {
    workspaceId,
    modelId,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: () => draft,
    whenRead,
    update(change) {
      if (draft) set(change(draft));
      else waiting.push(change);
    },
    async flush() {
      if (timer === null || !draft) return;
      clearTimeout(timer);
      timer = null;
      await writeDraftLeaving(workspaceId, modelId, draft);
    },
  };
}

const sessions = new Map<string, DraftSession>();
let isListening = false;

/** One living draft a workspace and model, for as long as the tab lives. */
export function draftSession(workspaceId: string, modelId: string): DraftSession {
  const key = `${workspaceId}:${modelId}`;
  const known = sessions.get(key);
  if (known) return known;
  const session = createSession(workspaceId, modelId);
  sessions.set(key, session);
  if (!isListening) {
    isListening = true;
    const flushAll = () => {
      for (const each of sessions.values()) void each.flush();
    };
    window.addEventListener("pagehide", flushAll);
    // Phones end a hidden page without a further word.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") flushAll();
    });
  }
  return session;
}

/**
 * The draft as it stands; null on the server and until it has been read. With `promptMayFollow` it comes a moment later
 * where only its prompt has changed: the field reads `usePrompt` then, and a click the session itself.
 */
export function useDraft(session: DraftSession | null, { promptMayFollow = false } = {}): Draft | null {
  const [draft, setDraft] = useState<Draft | null>(null);
  // A layout effect, because a draft that was read before must be on the form when it is first seen.
  useLayoutEffect(() => {
    let shown = session?.get() ?? null;
    const show = () => setDraft(shown);
    const follow = () => {
      const before = shown;
      shown = session?.get() ?? null;
      // The stored draft comes while the page is starting, and draws the whole form anew: typing must not wait for that.
      // Nor must one key of a prompt wait for what the key before it changes elsewhere; the prompt itself is `usePrompt`'s.
      const canWait =
        before === null || (promptMayFollow && shown !== null && differsInPromptOnly(before, shown));
      return canWait ? startTransition(show) : show();
    };
    show();
    return session?.subscribe(follow);
  }, [session, promptMayFollow]);
  return draft;
}

const noChanges = () => () => {};

/** The prompt as it stands at this very moment, ahead of the draft it belongs to. */
export function usePrompt(session: DraftSession | null): string {
  return useSyncExternalStore(
    session?.subscribe ?? noChanges,
    () => session?.get()?.parameters.prompt ?? "",
    () => "",
  );
}

/** The living draft of a model; null on the server, which does not have the browser's database. */
export function useDraftSession(workspaceId: string, modelId: string | null): DraftSession | null {
  const session =
    modelId === null || typeof window === "undefined" ? null : draftSession(workspaceId, modelId);
  // An effect, because the last model used here is remembered outside React.
  useEffect(() => {
    if (modelId !== null) void writeLastModelId(workspaceId, modelId);
  }, [workspaceId, modelId]);
  return session;
}

/** Adds a file that is in the workspace already, in the role the model most likely wants it for. */
export function withReference(
  draft: Draft,
  model: Pick<Model, "capabilities">,
  file: Omit<DraftReference, "key" | "role" | "weight">,
): Draft {
  const reference: DraftReference = {
    ...file,
    key: crypto.randomUUID(),
    role: roleFor(model, file.contentType, draft.references),
    weight: null,
  };
  return { ...draft, references: [...draft.references, reference] };
}

/** Puts a draft in the place of another, keeping only the clicks whose answers are not known. */
export function replaceDraft(session: DraftSession, next: Draft): void {
  session.update((draft) => ({ ...next, pendingClicks: draft.pendingClicks }));
}
