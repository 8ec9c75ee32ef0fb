import type { ReactNode } from "react";

/** A word in the corner of a tile that is not a plain picture. */
export function KindMark({ children }: { children: ReactNode }) {
  return (
    <span className="pointer-events-none absolute top-1.5 right-1.5 rounded-control bg-black/60 px-1.5 py-0.5 text-11 font-medium text-white tabular">
      {children}
    </span>
  );
}
