"use client";

import { BookMarked } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { patiently } from "@/lib/browser/patiently";
import type { PresetsDialogProps } from "./presets-dialog";

const PresetsDialog = dynamic(
  () => patiently(() => import("./presets-dialog")).then((part) => part.PresetsDialog),
  {
    ssr: false,
  },
);

/** Whole forms under names, fetched by the press that asks for them. */
export function PresetsButton(props: Omit<PresetsDialogProps, "onClose">) {
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
