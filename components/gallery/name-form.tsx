"use client";

import { FolderPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { focusAtOnce } from "@/components/ui/pass-focus";
import { TextField } from "@/components/ui/text-field";
import { problemFrom } from "@/lib/browser/api";
import { useOneAtATime } from "@/lib/browser/one-at-a-time";

interface NameFormProps {
  label: string;
  initial: string;
  action: string;
  /** Takes the place of what was pressed. */
  isFocusedAtOnce?: boolean;
  /** Where it throws, the form says why and keeps what was typed. */
  onName: (name: string) => Promise<void>;
}

export function NameForm({ label, initial, action, isFocusedAtOnce = false, onName }: NameFormProps) {
  const [name, setName] = useState(initial);
  const [refusal, setRefusal] = useState<string | null>(null);
  const once = useOneAtATime();
  return (
    <form
      className="flex items-start gap-2 px-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "") return;
        void once(async () => {
          setRefusal(null);
          try {
            await onName(name.trim());
          } catch (error) {
            return setRefusal(problemFrom(error).detail);
          }
          // What was typed meanwhile is the next one's name.
          setName((typed) => (typed === name ? initial : typed));
        });
      }}
    >
      <TextField
        {...(isFocusedAtOnce ? { ref: focusAtOnce } : {})}
        label={label}
        isLabelHidden
        placeholder={label}
        className="grow"
        maxLength={120}
        error={refusal}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" icon={initial === "" ? <FolderPlus size={14} /> : undefined}>
        {action}
      </Button>
    </form>
  );
}
