"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { problemFromDigest } from "@/lib/domain/problem";
import type { PageProblemProps } from "./page-problem";

/** A page that could not be drawn, in words, with a way to try again. */
export function PageProblemNotice({ error, reset }: PageProblemProps) {
  const router = useRouter();
  return (
    <div className="mx-auto flex w-full max-w-md flex-col gap-3 px-4 py-16">
      <ProblemNotice
        problem={problemFromDigest(error.digest)}
        tone="warning"
        onRetry={() =>
          startTransition(() => {
            router.refresh();
            reset();
          })
        }
      />
    </div>
  );
}
