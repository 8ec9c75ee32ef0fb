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
              {section.lines.map(({ label, keys }) => (
                <div
                  key={label}
                  className="flex min-h-7 items-center justify-between gap-4 border-b border-line text-13 last:border-0"
                >
                  <dt className="text-soft">{label}</dt>
                  <dd className="flex flex-wrap justify-end gap-1 py-1">
                    <span className="sr-only">{keys.join(", ")}</span>
                    {keys.map((each) => (
                      <Kbd key={each} keys={each} />
                    ))}
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
