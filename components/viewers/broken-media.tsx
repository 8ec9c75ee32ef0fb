import { ImageOff } from "lucide-react";

interface BrokenMediaProps {
  /** What it would have been: "picture", "video". */
  noun: string;
  /** Why it may be so; by default that Layer no longer has it. */
  reason?: string;
}

/** Stands where a file cannot be shown, and says so. */
export function BrokenMedia({ noun, reason = "It may be gone at Layer." }: BrokenMediaProps) {
  return (
    <div className="flex size-full flex-col items-center justify-center gap-2 overflow-hidden bg-raised p-3 text-center text-12 text-muted">
      <ImageOff size={20} aria-hidden="true" className="shrink-0" />
      <p>
        This {noun} cannot be shown. {reason}
      </p>
    </div>
  );
}
