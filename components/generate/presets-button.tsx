"use client";

import { BookMarked } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Draft } from "@/lib/browser/drafts";
import type { Model } from "@/lib/domain/model";
import type { Preset } from "@/lib/domain/preset";

const PresetsDialog = dynamic(() => import("./presets-dialog").then((part) => part.PresetsDialog), {
  ssr: false,
});

interface PresetsButtonProps {
  workspaceId: string;
  model: Model;
  draft: Draft;
  onUse: (preset: Preset) => void;
}

export function PresetsButton(props: PresetsButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        size="s"
        variant="ghost"
        className="self-start"
        icon={<BookMarked size={13} aria-hidden="true" />}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
      >
        Presets
      </Button>
      {isOpen ? <PresetsDialog {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
