"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link2, Trash2, UserRound, Users } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { SearchField } from "@/components/ui/search-field";
import { Skeleton } from "@/components/ui/skeleton";
import { Switch } from "@/components/ui/switch";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { problemFrom } from "@/lib/browser/api";
import { useOneAtATime } from "@/lib/browser/one-at-a-time";
import { presetPath, presetsQuery, writePreset } from "@/lib/browser/preset-queries";
import { maxPresetNameCharacters, type Preset } from "@/lib/domain/preset";
import type { Problem } from "@/lib/domain/problem";
import type { GenerationRequest } from "@/lib/domain/request";

export interface PresetsDialogProps {
  workspaceId: string;
  /** The model or workflow of the form. */
  sourceName: string;
  /** Whether this form can take a preset's settings. */
  isOffered: (preset: Preset) => boolean;
  /** What the form asks for as it stands, or the sentence that says why it cannot be kept yet. */
  request: () => GenerationRequest | string;
  onUse: (preset: Preset) => void;
  onClose: () => void;
}

/** Whole forms under names: one's own and the team's, to be used, kept, lent and linked to. */
export function PresetsDialog({
  workspaceId,
  sourceName,
  isOffered,
  request,
  onUse,
  onClose,
}: PresetsDialogProps) {
  const client = useQueryClient();
  const list = useQuery(presetsQuery(workspaceId));
  const [search, setSearch] = useState("");
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const presets = (list.data?.presets ?? []).filter(isOffered);
  const told = request();
  const [asked, obstacle] = typeof told === "string" ? [null, told] : [told, null];
  const wanted = search.trim().toLowerCase();
  const found = presets.filter((preset) =>
    `${preset.name} ${preset.sourceName}`.toLowerCase().includes(wanted),
  );
  const groups = [
    { title: "Mine", presets: found.filter(({ isMine }) => isMine) },
    { title: "The team's", presets: found.filter(({ isMine }) => !isMine) },
  ].filter((group) => group.presets.length > 0);
  const replaced = presets.find(
    (preset) => preset.isMine && preset.name.toLowerCase() === name.trim().toLowerCase(),
  );

  const once = useOneAtATime();
  const write = async (wish: Parameters<typeof writePreset>[2]): Promise<boolean> => {
    setProblem(null);
    try {
      await writePreset(client, workspaceId, wish);
      return true;
    } catch (error) {
      setProblem(problemFrom(error));
      return false;
    }
  };
  const copy = async (preset: Pick<Preset, "id" | "request">) => {
    const address = new URL(presetPath(workspaceId, preset), window.location.origin).href;
    try {
      await navigator.clipboard.writeText(address);
      toast("The link is copied. Anyone in this workspace can open it.");
    } catch {
      // Browsers refuse the clipboard where a page is not served safely: the address can still be taken by hand.
      toast(address);
    }
  };
  const add = async (preset: { name: string; isShared: boolean }) => {
    if (!asked) return null;
    const added = { id: crypto.randomUUID(), ...preset, sourceName, request: asked };
    return (await write({ kind: "add", preset: added })) ? added : null;
  };
  const save = async () => {
    if (!asked) return;
    if (replaced) {
      const change = { isShared, sourceName, request: asked };
      if (await write({ kind: "change", presetId: replaced.id, change }))
        toast(`“${replaced.name}” has these settings now.`);
    } else if ((await add({ name: name.trim(), isShared })) !== null) toast(`“${name.trim()}” is kept.`);
    else return;
    // What was typed meanwhile is the next one's name.
    setName((typed) => (typed === name ? "" : typed));
  };
  const remove = async ({
    id,
    name: removedName,
    isShared: wasShared,
    request: removedRequest,
    sourceName: removedSource,
  }: Preset) => {
    if (!(await write({ kind: "remove", presetId: id }))) return;
    toast(`“${removedName}” is removed.`, {
      label: "Undo",
      onSelect: () =>
        void write({
          kind: "add",
          preset: {
            id,
            name: removedName,
            isShared: wasShared,
            sourceName: removedSource,
            request: removedRequest,
          },
        }),
    });
  };

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Presets"
      description="Whole forms under a name: what is asked, with every setting and file."
      position="top"
    >
      <div className="flex flex-col gap-3 pt-1">
        {problem ? <ProblemNotice problem={problem} tone="warning" /> : null}
        {list.error ? (
          <ProblemNotice
            problem={problemFrom(list.error)}
            tone="warning"
            onRetry={() => void list.refetch()}
          />
        ) : null}
        <SearchField
          label="Search presets"
          placeholder="Search by name"
          value={search}
          onChange={setSearch}
        />
        <div className="flex max-h-[38dvh] min-h-20 flex-col gap-2 overflow-y-auto">
          {list.isPending ? <Skeleton className="h-9" /> : null}
          {groups.map((group) => (
            <section key={group.title} aria-label={group.title}>
              <h3 className="pb-1 text-11 font-medium text-muted">{group.title}</h3>
              <ul>
                {group.presets.map((preset) => (
                  <li key={preset.id} className="flex items-center gap-0.5 rounded-control hover:bg-hover">
                    <button
                      type="button"
                      onClick={() => {
                        onClose();
                        onUse(preset);
                      }}
                      className="flex min-h-9 min-w-0 grow items-baseline gap-2 px-2 text-left touch:min-h-11"
                    >
                      <span className="truncate text-13">{preset.name}</span>
                      <span className="min-w-0 truncate text-12 text-muted">
                        {preset.isMine ? preset.sourceName : `${preset.sourceName} · ${preset.personName}`}
                      </span>
                    </button>
                    {preset.isMine ? (
                      <IconButton
                        label={
                          preset.isShared
                            ? `Keep ${preset.name} to myself`
                            : `Lend ${preset.name} to the team`
                        }
                        icon={preset.isShared ? <Users size={14} /> : <UserRound size={14} />}
                        size="s"
                        isPressed={preset.isShared}
                        onClick={() =>
                          void write({
                            kind: "change",
                            presetId: preset.id,
                            change: { isShared: !preset.isShared },
                          })
                        }
                      />
                    ) : null}
                    <IconButton
                      label={`Copy the link to ${preset.name}`}
                      icon={<Link2 size={14} />}
                      size="s"
                      onClick={() => void copy(preset)}
                    />
                    {preset.isMine ? (
                      <IconButton
                        label={`Remove ${preset.name}`}
                        icon={<Trash2 size={14} />}
                        size="s"
                        ignoresDoubleClick
                        onClick={() => void remove(preset)}
                      />
                    ) : null}
                  </li>
                ))}
              </ul>
            </section>
          ))}
          {list.isSuccess && found.length === 0 ? (
            <p role="status" className="py-4 text-center text-13 text-muted">
              {presets.length === 0
                ? "None yet. Keep the form as it stands under a name, below."
                : "No preset is called that."}
            </p>
          ) : null}
        </div>
        <form
          className="flex flex-col gap-2 border-t border-line pt-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== "") void once(save);
          }}
        >
          <TextField
            label="Keep the form as it stands"
            placeholder="Name"
            autoComplete="off"
            maxLength={maxPresetNameCharacters}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            help={replaced ? `Takes the place of your “${replaced.name}”.` : null}
            error={obstacle === null ? null : `It can be kept once the form is right. ${obstacle}`}
          />
          <Switch label="For everybody in this workspace" isOn={isShared} onChange={setIsShared} />
          <div className="flex flex-wrap justify-between gap-2">
            <Button
              variant="ghost"
              icon={<Link2 size={14} aria-hidden="true" />}
              disabled={asked === null}
              onClick={() =>
                void once(async () => {
                  const added = await add({ name: "", isShared: false });
                  if (added) await copy(added);
                })
              }
            >
              Copy a link to these settings
            </Button>
            <Button type="submit" disabled={asked === null || name.trim() === ""}>
              {replaced ? "Replace preset" : "Keep preset"}
            </Button>
          </div>
        </form>
      </div>
    </Dialog>
  );
}
