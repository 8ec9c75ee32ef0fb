import { cloneElement, type ReactElement, useState } from "react";

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
  const approach = () => void load();
  return {
    isWanted,
    closedTrigger: cloneElement(trigger, {
      "aria-haspopup": kind,
      "aria-expanded": false,
      onPointerEnter: approach,
      onFocus: approach,
      onClick: () => void load().then(() => setIsWanted(true)),
    }),
  };
}
