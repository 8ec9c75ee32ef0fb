import type { CSSProperties } from "react";
import { classNames } from "./class-names";

interface SkeletonProps {
  /** Gives it its final size, so that nothing moves when the content comes. */
  className?: string;
  style?: CSSProperties;
}

export function Skeleton({ className, style }: SkeletonProps) {
  return (
    <span
      aria-hidden="true"
      className={classNames("skeleton block rounded-control", className)}
      style={style}
    />
  );
}
