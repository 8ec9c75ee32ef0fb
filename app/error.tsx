"use client";

import { PageProblem, type PageProblemProps } from "@/components/shell/page-problem";

export default function ErrorPage(props: PageProblemProps) {
  return (
    <main className="flex min-h-dvh flex-col justify-center">
      <h1 className="sr-only">Easel could not open this page</h1>
      <PageProblem {...props} />
    </main>
  );
}
