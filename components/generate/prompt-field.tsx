"use client";

import { History } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/text-area";
import { toast } from "@/components/ui/toast";
import { patiently } from "@/lib/browser/patiently";
import { groupedDigits } from "@/lib/domain/grouped-digits";
import { parameterDefinition } from "@/lib/domain/parameters";
import { withPiece } from "./prompt-pieces";

const PromptLibrary = dynamic(
  () => patiently(() => import("./prompt-library")).then((part) => part.PromptLibrary),
  {
    ssr: false,
  },
);

interface PromptFieldProps {
  value: string;
  maxCharacters: number;
  onChange: (value: string) => void;
  workspaceId: string;
  placeholder: string;
  /** What there is to know of this model's prompts. */
  note: string | null;
}

// Counting is only of use when the end is near.
const countFromShare = 0.9;

export function PromptField({
  value,
  maxCharacters,
  onChange,
  workspaceId,
  placeholder,
  note,
}: PromptFieldProps) {
  const field = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState<{ start: number; end: number } | null>(null);
  const isNear = value.length > maxCharacters * countFromShare;
  const isOver = value.length > maxCharacters;
  const close = () => setSelected(null);
  const put = (next: string) => {
    const before = value;
    onChange(next);
    close();
    if (before.trim() !== "" && before !== next)
      toast("The prompt was changed.", { label: "Undo", onSelect: () => onChange(before) });
  };
  return (
    <div ref={field}>
      <TextArea
        label={parameterDefinition("prompt").label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        placeholder={placeholder}
        minLines={note ? 2 : 5}
        maxLines={18}
        spellCheck
        help={note}
        error={
          isOver
            ? value.length - maxCharacters === 1
              ? "One character too many."
              : `${groupedDigits(value.length - maxCharacters)} characters too many.`
            : null
        }
        aside={
          <span className="flex items-center gap-2">
            {isNear ? (
              <span className="text-12 text-muted tabular">
                {groupedDigits(value.length)} / {groupedDigits(maxCharacters)}
              </span>
            ) : null}
            <Button
              variant="ghost"
              size="s"
              className="-my-1 -mr-2 h-6 gap-1 text-muted"
              icon={<History size={13} aria-hidden="true" />}
              aria-haspopup="dialog"
              onClick={() => {
                const area = field.current?.querySelector("textarea");
                setSelected({
                  start: area?.selectionStart ?? value.length,
                  end: area?.selectionEnd ?? value.length,
                });
              }}
            >
              History and snippets
            </Button>
          </span>
        }
      />
      {selected ? (
        <PromptLibrary
          workspaceId={workspaceId}
          piece={selected.start === selected.end ? value : value.slice(selected.start, selected.end)}
          onPrompt={put}
          onInsert={(piece) => put(withPiece(value, piece, selected))}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
