"use client";

import { FileSpreadsheet, Grid3x3, Layers } from "lucide-react";
import Link from "next/link";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuLink } from "@/components/ui/menu";
import type { PlanStart } from "@/lib/domain/plan-start";

interface SeveralMenuProps {
  workspaceId: string;
  modelId: string;
}

/** The ways to make several at once, each a page that begins from this form. */
export function SeveralMenu({ workspaceId, modelId }: SeveralMenuProps) {
  const to = (start: PlanStart) => `/w/${workspaceId}/generate/plan?model=${modelId}&start=${start}`;
  return (
    <Menu
      align="end"
      side="top"
      trigger={
        <IconButton
          label="Several…"
          variant="secondary"
          icon={<Layers size={16} aria-hidden="true" />}
          className="size-11"
        />
      }
    >
      <MenuLink icon={<Layers size={14} aria-hidden="true" />} link={<Link href={to("models")} />}>
        Several models
      </MenuLink>
      <MenuLink icon={<Grid3x3 size={14} aria-hidden="true" />} link={<Link href={to("sweep")} />}>
        Sweep a parameter
      </MenuLink>
      <MenuLink icon={<FileSpreadsheet size={14} aria-hidden="true" />} link={<Link href={to("sheet")} />}>
        From a sheet
      </MenuLink>
    </Menu>
  );
}
