"use client";

import dynamic from "next/dynamic";
import type { ReactElement } from "react";
import { Menu } from "@/components/ui/menu";
import { patiently } from "@/lib/browser/patiently";

// The rules of what takes which file come with the menu, not with the page.
const WorkflowChoices = dynamic(
  () => patiently(() => import("./workflow-choices")).then((part) => part.WorkflowChoices),
  {
    ssr: false,
  },
);

interface WorkflowMenuProps {
  workspaceId: string;
  fileId: string;
  contentType: string;
  /** A button element. */
  trigger: ReactElement<Record<string, unknown>>;
  side?: "top" | "bottom";
}

/** The workflows that take this file; choosing one opens its form with the file in it. */
export function WorkflowMenu({
  workspaceId,
  fileId,
  contentType,
  trigger,
  side = "bottom",
}: WorkflowMenuProps) {
  return (
    <Menu trigger={trigger} side={side}>
      <WorkflowChoices workspaceId={workspaceId} fileId={fileId} contentType={contentType} />
    </Menu>
  );
}
