import { type ReactElement, type ReactNode, Suspense } from "react";

interface SkeletonWhenSlowProps {
  /** The page, begun already. */
  page: Promise<ReactElement>;
  /** The page's final shape, for when its data takes long. */
  skeleton: ReactNode;
}

// Shorter than a skeleton takes to be seen and understood. A page that streams into one is painted at least 300 ms after
// it, which is React's own pause between two reveals, so a page that comes sooner is better drawn in one piece.
const skeletonAfterMs = 300;

/** What a promise gives within a time; null where it takes longer, and its refusal where that comes first. */
function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<{ value: Value } | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), milliseconds);
    void promise.then((value) => resolve({ value }), reject).finally(() => clearTimeout(timer));
  });
}

/** A page in one piece where its data comes at once; where not, its skeleton first, and the page when it is there. */
export async function SkeletonWhenSlow({ page, skeleton }: SkeletonWhenSlowProps) {
  const inTime = await within(page, skeletonAfterMs);
  return inTime ? inTime.value : <Suspense fallback={skeleton}>{page}</Suspense>;
}
