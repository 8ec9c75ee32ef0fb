"use client";

import { Pause, Play } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { problemFrom } from "@/lib/browser/api";
import { useChangeBatch } from "@/lib/browser/batches";
import type { BatchSummary } from "@/lib/domain/batch";

interface PauseButtonProps {
  batch: BatchSummary;
  isIconOnly?: boolean;
}

/** Stops sending what is waiting, or goes on. Runs that Layer has are not touched by it. */
export function PauseButton({ batch, isIconOnly = false }: PauseButtonProps) {
  const { mutate, isPending } = useChangeBatch(batch.workspaceId, batch.id);
  if (!batch.isMine || batch.counts.waiting + batch.counts.sending === 0) return null;
  const isPaused = batch.pause !== null;
  const icon = isPaused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />;
  const press = () =>
    mutate(
      { change: isPaused ? "resume" : "pause" },
      { onError: (error) => toast(`Not ${isPaused ? "resumed" : "paused"}: ${problemFrom(error).title}`) },
    );
  const label = isPaused ? "Resume" : "Pause";
  if (isIconOnly)
    return (
      <IconButton
        label={`${label} ${batch.name}`}
        icon={icon}
        size="s"
        disabled={isPending}
        ignoresDoubleClick
        onClick={press}
      />
    );
  return (
    <Button
      icon={icon}
      disabled={isPending}
      variant={isPaused ? "primary" : "secondary"}
      ignoresDoubleClick
      onClick={press}
    >
      {label}
    </Button>
  );
}
