import { useState } from "react";
import type { Draft } from "@/lib/browser/drafts";
import { differsInPromptOnly } from "@/lib/browser/prompt-change";

/**
 * The draft as it was when anything but its prompt changed last: the same object from key to key, so that typing draws the
 * prompt and not the form around it. Its own prompt may be old.
 */
export function usePromptApart(draft: Draft): Draft {
  const [kept, setKept] = useState(draft);
  if (kept === draft || differsInPromptOnly(kept, draft)) return kept;
  setKept(draft);
  return draft;
}
