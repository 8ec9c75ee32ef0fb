"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { useShortcutSections } from "@/lib/browser/shortcuts";

interface ShortcutSheetProps {
  onClose: () => void;
}

export function ShortcutSheet({ onClose }: ShortcutSheetProps) {
  const sections = useShortcutSections();
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Keyboard shortcuts"
      description="On this page, whenever nothing is being typed."
      size="l"
    >
      <div className="gap-8 pt-2 md:columns-2">
        {sections.map((section) => (
          <section key={section.title} className="mb-6 break-inside-avoid">
            <h3 className="mb-1 text-12 font-medium text-muted">{section.title}</h3>
            <dl>
              {section.shortcuts.map((shortcut) => (
                <div
                  key={shortcut.keys}
                  className="flex min-h-7 items-center justify-between gap-4 border-b border-line text-13 last:border-0"
                >
                  <dt className="text-soft">{shortcut.label}</dt>
                  <dd>
                    <span className="sr-only">{shortcut.keys}</span>
                    <Kbd keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
