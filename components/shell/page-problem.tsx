"use client";

import { lazy, Suspense } from "react";
import { patiently } from "@/lib/browser/patiently";

export interface PageProblemProps {
  error: Error & { digest?: string };
  reset: () => void;
}

// Next sends this along with every page, and few visits see it.
const PageProblemNotice = lazy(() =>
  patiently(() => import("./page-problem-notice")).then(
    (part) => ({ default: part.PageProblemNotice }),
    () => ({ default: Unexplained }),
  ),
);

/** A page that could not be drawn, in words, with a way to try again. */
export function PageProblem(props: PageProblemProps) {
  return (
    <Suspense fallback={<Unexplained />}>
      <PageProblemNotice {...props} />
    </Suspense>
  );
}

/** What can be said before the words are there. */
function Unexplained() {
  return (
    <p role="alert" className="mx-auto w-full max-w-md px-4 py-16 text-13 text-soft">
      This page could not be shown. What you typed is kept.
    </p>
  );
}
