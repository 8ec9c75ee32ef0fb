"use client";

import { FileSpreadsheet, Grid3x3, Layers } from "lucide-react";
import Link from "next/link";
import { MenuLink } from "@/components/ui/menu";
import type { PlanStart } from "@/lib/domain/plan-start";

export interface SeveralLinksProps {
  workspaceId: string;
  modelId: string;
}

/** What the menu holds, fetched with the press that opens it. */
export function SeveralLinks({ workspaceId, modelId }: SeveralLinksProps) {
  const to = (start: PlanStart) => `/w/${workspaceId}/generate/plan?model=${modelId}&start=${start}`;
  return (
    <>
      <MenuLink icon={<Layers size={14} aria-hidden="true" />} link={<Link href={to("models")} />}>
        Several models
      </MenuLink>
      <MenuLink icon={<Grid3x3 size={14} aria-hidden="true" />} link={<Link href={to("sweep")} />}>
        Sweep a parameter
      </MenuLink>
      <MenuLink icon={<FileSpreadsheet size={14} aria-hidden="true" />} link={<Link href={to("sheet")} />}>
        From a sheet
      </MenuLink>
    </>
  );
}
