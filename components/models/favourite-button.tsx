"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Star } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { problemFrom } from "@/lib/browser/api";
import { changeFavourite } from "@/lib/browser/favourite-model";
import type { ModelSummary } from "@/lib/domain/model";

interface FavouriteButtonProps {
  workspaceId: string;
  model: ModelSummary;
  isFavourite: boolean;
}

export function FavouriteButton({ workspaceId, model, isFavourite }: FavouriteButtonProps) {
  const client = useQueryClient();
  return (
    <IconButton
      size="s"
      label={`Favourite ${model.name}`}
      shortcut="f"
      isPressed={isFavourite}
      data-favourite
      icon={
        <Star
          size={16}
          strokeWidth={1.75}
          className={isFavourite ? "fill-accent-text text-accent-text" : undefined}
        />
      }
      onClick={() =>
        void changeFavourite(client, workspaceId, { model, isFavourite: !isFavourite }).catch(
          (error: unknown) => toast(`${problemFrom(error).title} The favourite was not changed.`),
        )
      }
    />
  );
}
