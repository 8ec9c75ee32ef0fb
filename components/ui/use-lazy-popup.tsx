import { cloneElement, type ReactElement, useState } from "react";
import { toast } from "./toast";

interface LazyPopup {
  /** True from the first press on: the real popup takes over, and is open. */
  isWanted: boolean;
  /** The button as it is before. */
  closedTrigger: ReactElement;
}

/** A button whose popup's script is fetched when it is approached, and opened when it is pressed. */
export function useLazyPopup(
  trigger: ReactElement<Record<string, unknown>>,
  kind: "menu" | "dialog",
  load: () => Promise<unknown>,
): LazyPopup {
  const [isWanted, setIsWanted] = useState(false);
  // Only the press is answered: it asks again, and says so where that comes to nothing.
  const approach = () => void load().catch(() => {});
  const open = () =>
    void load().then(
      () => setIsWanted(true),
      () => toast("This could not be opened: a part of Easel did not load. Try again in a moment."),
    );
  return {
    isWanted,
    closedTrigger: cloneElement(trigger, {
      "aria-haspopup": kind,
      "aria-expanded": false,
      onPointerEnter: approach,
      onFocus: approach,
      onClick: open,
    }),
  };
}
