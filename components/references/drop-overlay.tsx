import { ImageDown } from "lucide-react";

/** Lies over the window while files are dragged across it; the drop itself is the window's. */
export function DropOverlay({ text }: { text: string }) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none fixed inset-2 z-50 flex animate-enter items-center justify-center rounded-dialog bg-scrim outline-2 -outline-offset-2 outline-accent-text outline-dashed"
    >
      <p className="flex items-center gap-2 rounded-tile bg-float px-4 py-3 text-14 font-medium shadow-float">
        <ImageDown size={18} className="text-accent-text" />
        {text}
      </p>
    </div>
  );
}
