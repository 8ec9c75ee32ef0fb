"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import {
  BookMarked,
  Building2,
  Coins,
  Images,
  Keyboard,
  ListOrdered,
  LogOut,
  Settings2,
  SunMoon,
  Workflow,
} from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { ModalityGlyph } from "@/components/ui/modality-glyph";
import { type SearchGroup, SearchList, type SearchOption } from "@/components/ui/search-list";
import { foundGenerationsQuery } from "@/lib/browser/gallery-queries";
import { presetPath, presetsQuery } from "@/lib/browser/preset-queries";
import { modelsQuery, workflowsQuery, workspacesQuery } from "@/lib/browser/queries";
import { useSettled } from "@/lib/browser/settled";
import { galleryFilterParameters, noFilter } from "@/lib/domain/gallery-filter";
import { generationTitle } from "@/lib/domain/generation";
import { timingWords } from "@/lib/domain/model-words";
import { openPreferences, openShortcutSheet, openSpendLimit } from "./open-overlay";
import { signOutOfEasel } from "./sign-out";
import { studioPlaces } from "./studio-places";
import { switchTheme } from "./theme-switch";
import { pathInWorkspace } from "./workspace-list";

interface CommandPaletteProps {
  workspaceId: string;
  onClose: () => void;
}

interface Command extends SearchOption {
  run: () => void;
}

const shownOfEach = 6;

export function CommandPalette({ workspaceId, onClose }: CommandPaletteProps) {
  const router = useRouter();
  const pathname = usePathname();
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const search = useSettled(wanted, 200);
  const models = useInfiniteQuery(modelsQuery(workspaceId, { search, modality: null, capabilities: [] }));
  const workspaces = useInfiniteQuery(workspacesQuery());
  const { hasNextPage, isFetchingNextPage, error, fetchNextPage } = workspaces;
  // An effect, because Layer cannot search workspaces: all pages are fetched while the palette is open, one by one.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, error, fetchNextPage]);
  const workflows = useInfiniteQuery({ ...workflowsQuery(workspaceId, search), enabled: search !== "" });
  const found = useQuery(foundGenerationsQuery(workspaceId, search, shownOfEach));
  const presets = useQuery(presetsQuery(workspaceId));
  const go = (path: string) => () => router.push(path);
  const matches = (text: string) => wanted === "" || text.toLowerCase().includes(wanted);
  // Enter takes the first, however soon it comes: what was found for other words is left out until these are answered.
  const fits = (isOlder: boolean, text: string) => (search === wanted && !isOlder) || matches(text);

  const places: Command[] = studioPlaces.map((place) => ({
    id: `place-${place.path}`,
    label: place.label,
    icon: <place.icon size={16} aria-hidden="true" />,
    trailing: <Kbd keys={`g ${place.key}`} />,
    run: go(`/w/${workspaceId}/${place.path}`),
  }));
  const actions: Command[] = [
    {
      id: "queue",
      label: "Open the queue",
      icon: <ListOrdered size={16} aria-hidden="true" />,
      trailing: <Kbd keys="g q" />,
      run: go(`/w/${workspaceId}/queue`),
    },
    {
      id: "theme",
      label: "Switch between dark and light",
      icon: <SunMoon size={16} aria-hidden="true" />,
      run: switchTheme,
    },
    {
      id: "spend-limit",
      label: "Ask before spending",
      icon: <Coins size={16} aria-hidden="true" />,
      run: openSpendLimit,
    },
    {
      id: "preferences",
      label: "Preferences",
      icon: <Settings2 size={16} aria-hidden="true" />,
      run: openPreferences,
    },
    {
      id: "shortcuts",
      label: "Keyboard shortcuts",
      icon: <Keyboard size={16} aria-hidden="true" />,
      trailing: <Kbd keys="?" />,
      run: openShortcutSheet,
    },
    {
      id: "sign-out",
      label: "Sign out",
      icon: <LogOut size={16} aria-hidden="true" />,
      run: () => void signOutOfEasel(),
    },
  ];
  const modelCommands: Command[] = (models.data?.pages[0]?.models ?? [])
    .filter(({ name }) => fits(models.isPlaceholderData, name))
    .slice(0, shownOfEach)
    .map((model) => ({
      id: `model-${model.id}`,
      label: model.name,
      icon: <ModalityGlyph modality={model.modality} size={16} />,
      hint: timingWords(model.timing),
      run: go(`/w/${workspaceId}/generate?model=${model.id}`),
    }));
  const workspaceCommands: Command[] = (workspaces.data?.pages.flatMap((page) => page.workspaces) ?? [])
    .filter((workspace) => workspace.id !== workspaceId && matches(workspace.name))
    .slice(0, shownOfEach)
    .map((workspace) => ({
      id: `workspace-${workspace.id}`,
      label: workspace.name,
      icon: <Building2 size={16} aria-hidden="true" />,
      run: go(pathInWorkspace(pathname, workspace.id)),
    }));
  const workflowCommands: Command[] = (wanted === "" ? [] : (workflows.data?.pages[0]?.workflows ?? []))
    .filter(({ name }) => fits(workflows.isPlaceholderData, name))
    .slice(0, shownOfEach)
    .map((workflow) => ({
      id: `workflow-${workflow.id}`,
      label: workflow.name,
      icon: <Workflow size={16} aria-hidden="true" />,
      run: go(`/w/${workspaceId}/workflows/${workflow.id}`),
    }));
  const generationCommands: Command[] =
    wanted === ""
      ? []
      : [
          ...(found.data ?? [])
            .filter((generation) => fits(found.isPlaceholderData, generationTitle(generation)))
            .map((generation) => ({
              id: `generation-${generation.id}`,
              label: generationTitle(generation),
              icon: <ModalityGlyph modality={generation.source.modality ?? "image"} size={16} />,
              hint: generation.source.name,
              run: go(`/w/${workspaceId}/gallery/${generation.id}`),
            })),
          {
            id: "gallery-search",
            label: `Search the gallery for “${query.trim()}”`,
            icon: <Images size={16} aria-hidden="true" />,
            run: go(
              `/w/${workspaceId}/gallery?${galleryFilterParameters({ ...noFilter, text: query.trim() })}`,
            ),
          },
        ];
  const presetCommands: Command[] = (presets.data?.presets ?? [])
    .filter((preset) => matches(preset.name))
    .slice(0, shownOfEach)
    .map((preset) => ({
      id: `preset-${preset.id}`,
      label: preset.name,
      icon: <BookMarked size={16} aria-hidden="true" />,
      hint: preset.sourceName,
      run: go(presetPath(workspaceId, preset)),
    }));
  const groups: Array<SearchGroup & { options: readonly Command[] }> = [
    { title: "Go to", options: places.filter((command) => matches(command.label)) },
    { title: wanted === "" ? "Models" : "Generate with", options: modelCommands },
    { title: "Workflows", options: workflowCommands },
    { title: "Presets", options: presetCommands },
    { title: "Generations", options: generationCommands },
    { title: "Switch workspace", options: workspaceCommands },
    { title: "Do", options: actions.filter((command) => matches(command.label)) },
  ];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Command palette"
      isTitleHidden
      position="top"
    >
      <SearchList
        label="Search or run a command"
        placeholder="Search models, generations, presets and commands"
        query={query}
        onQueryChange={setQuery}
        groups={groups}
        isLoading={models.isFetching}
        emptyText="Nothing matches."
        className="max-h-[60dvh]"
        onChoose={(id) => {
          onClose();
          groups
            .flatMap((group) => group.options)
            .find((command) => command.id === id)
            ?.run();
        }}
      />
    </Dialog>
  );
}
