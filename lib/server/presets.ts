import "server-only";
import * as z from "zod";
import type { NewPreset, PastPrompt, Preset, PresetChange, Snippet } from "@/lib/domain/preset";
import type { Journal } from "@/lib/journal/journal";
import { requireWorkspace } from "./access";
import { journal } from "./journal";
import type { Session } from "./session";

async function enter(session: Session, workspaceId: string): Promise<{ history: Journal; viewer: Viewer }> {
  await requireWorkspace(session, workspaceId);
  return { history: journal(), viewer: { workspaceId, personId: session.personId } };
}

type Viewer = { workspaceId: string; personId: string };

export async function listPresets(session: Session, workspaceId: string): Promise<{ presets: Preset[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { presets: await history.listPresets(viewer) };
}

/** A preset of the workspace by its link, also one that its owner did not lend to the team's list. */
export async function readPreset(session: Session, workspaceId: string, presetId: string): Promise<Preset> {
  const { history, viewer } = await enter(session, workspaceId);
  return await history.readPreset(viewer, presetId);
}

export async function addPreset(
  session: Session,
  workspaceId: string,
  preset: NewPreset,
): Promise<{ presets: Preset[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  await history.addPreset(viewer, session.personName, preset);
  return { presets: await history.listPresets(viewer) };
}

export async function changePreset(
  session: Session,
  workspaceId: string,
  presetId: string,
  change: PresetChange,
): Promise<{ presets: Preset[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  await history.changePreset(viewer, presetId, change);
  return { presets: await history.listPresets(viewer) };
}

export async function removePreset(
  session: Session,
  workspaceId: string,
  presetId: string,
): Promise<{ presets: Preset[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  await history.removePreset(viewer, presetId);
  return { presets: await history.listPresets(viewer) };
}

const promptSearch = z.string().max(500);

export async function pastPrompts(
  session: Session,
  workspaceId: string,
  search: string | null,
): Promise<{ prompts: PastPrompt[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { prompts: await history.pastPrompts(viewer, promptSearch.parse(search ?? "").trim()) };
}

export async function listSnippets(session: Session, workspaceId: string): Promise<{ snippets: Snippet[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  return { snippets: await history.listSnippets(viewer) };
}

export async function addSnippet(
  session: Session,
  workspaceId: string,
  snippet: Snippet,
): Promise<{ snippets: Snippet[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  await history.addSnippet(viewer, snippet);
  return { snippets: await history.listSnippets(viewer) };
}

export async function removeSnippet(
  session: Session,
  workspaceId: string,
  snippetId: string,
): Promise<{ snippets: Snippet[] }> {
  const { history, viewer } = await enter(session, workspaceId);
  await history.removeSnippet(viewer, snippetId);
  return { snippets: await history.listSnippets(viewer) };
}
