"use client";

import { PageProblem, type PageProblemProps } from "@/components/shell/page-problem";

export default function WorkspaceErrorPage(props: PageProblemProps) {
  return <PageProblem {...props} />;
}
