"use client";

import { Plus, Trash2 } from "lucide-react";
import { type ChangeEvent, type ReactNode, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { ToggleChip } from "@/components/ui/toggle-chip";
import {
  type FieldsValue,
  type FormValue,
  type InputControl,
  isFields,
  isFile,
  ownValue,
  partValue,
} from "@/lib/browser/input-control";
import { formatHint, problemSentence, type SchemaProblem } from "@/lib/domain/value-schema";
import { FileInput } from "./file-input";
import { FileListInput } from "./file-list-input";
import { countWords, fileTypeRule, rangeWords, stepBounds } from "./range-words";

type Change = (last: FormValue) => FormValue;

interface ControlFieldProps<Control extends InputControl = InputControl> {
  workspaceId: string;
  label: string;
  description: string;
  isRequired: boolean;
  control: Control;
  value: FormValue;
  /** Its path begins at this field. */
  problem: SchemaProblem | null;
  onChange: (change: Change) => void;
}

/** Sentences one after the other; what Layer's people wrote need not end as one. */
const sentences = (...parts: Array<string | null>) =>
  parts
    .flatMap((part) => part?.trim() || [])
    .map((part, index, { length }) =>
      index < length - 1 && !/[.!?:;…]["'”’)]?$/.test(part) ? `${part}.` : part,
    )
    .join(" ") || null;

// A phone shows the keys for it, and a day is chosen from the browser's own calendar.
const textTypes: Readonly<Record<string, string>> = { date: "date", email: "email", uri: "url", url: "url" };

const jsonHelp = {
  any: "Given as JSON: a text needs double quotes.",
  array: "Given as JSON: a list in square brackets.",
  object: "Given as JSON: an object in curly brackets.",
} as const;

/** What is to stand in the JSON, as far as the schema names it. */
function waysWords({ ways, shape }: Extract<InputControl, { kind: "json" }>): string | null {
  if (ways.length === 0) return null;
  const subject = shape === "array" ? "Each entry" : "It";
  return ways.length === 1 ? `${subject} holds ${ways[0]}.` : `${subject} is one of: ${ways.join("; ")}.`;
}

/** A value asked for as its control says; a list or a group asks for each of its parts the same way. */
export function ControlField(props: ControlFieldProps) {
  const { workspaceId, label, description, isRequired, control, value, problem, onChange: change } = props;
  const onChange = (next: FormValue) => change(() => next);
  const help = description || null;
  const error = problem && problemSentence(problem);
  // Said by `required` to a screen reader, so that it is not part of the name.
  const mark = isRequired ? <RequiredMark /> : null;
  const named: ReactNode = (
    <>
      {label} {mark}
    </>
  );
  const text = typeof value === "string" ? value : "";
  const written = {
    label: named,
    help,
    error,
    required: isRequired,
    value: text,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange(event.currentTarget.value),
  };
  switch (control.kind) {
    case "text":
      return control.isLong ? (
        <TextArea {...written} minLines={3} />
      ) : (
        <TextField
          {...written}
          help={control.format === "date" ? help : sentences(help, formatHint(control.format))}
          type={ownValue(textTypes, control.format ?? "") ?? "text"}
        />
      );
    case "number":
      return (
        <NumberField
          label={named}
          isRequired={isRequired}
          help={sentences(help, rangeWords(control))}
          error={error}
          step={control.step}
          {...stepBounds(control)}
          value={typeof value === "number" ? value : null}
          onChange={onChange}
        />
      );
    case "toggle":
      return <Switch label={label} help={sentences(help, error)} isOn={value === true} onChange={onChange} />;
    case "choice":
      return (
        <Select
          {...written}
          onChange={(next) => onChange(next === "" ? null : next)}
          choices={[
            ...(text !== "" && isRequired
              ? []
              : [{ value: "", label: isRequired ? "Choose one" : "The workflow's own choice" }]),
            ...control.choices.map((choice) => ({ value: choice.key, label: choice.label })),
          ]}
        />
      );
    case "several":
      return <SeveralField {...props} control={control} />;
    case "file":
      return (
        <FileInput
          workspaceId={workspaceId}
          label={label}
          labelNode={named}
          help={sentences(help, fileTypeRule(control.types))}
          error={error}
          value={isFile(value) ? value : null}
          onChange={onChange}
        />
      );
    case "files":
      return (
        <FileListInput
          workspaceId={workspaceId}
          label={label}
          labelNode={named}
          help={sentences(help, countWords(control.min, control.max), fileTypeRule(control.types))}
          error={error}
          max={control.max}
          value={Array.isArray(value) ? value.filter(isFile) : []}
          onChange={(changeFiles) =>
            change((last) => changeFiles(Array.isArray(last) ? last.filter(isFile) : []))
          }
        />
      );
    case "lines":
      return <TextArea {...written} help={sentences(help, "One a line.")} minLines={3} />;
    case "list":
      return <ListField {...props} control={control} />;
    case "fields":
      return <GroupField {...props} control={control} />;
    case "json":
      return (
        <TextArea
          {...written}
          help={sentences(help, waysWords(control), jsonHelp[control.shape])}
          minLines={3}
          spellCheck={false}
          style={{ fontFamily: "var(--font-mono)" }}
        />
      );
  }
}

type FieldOf<Kind extends InputControl["kind"]> = ControlFieldProps<Extract<InputControl, { kind: Kind }>>;

function SeveralField(props: FieldOf<"several">) {
  const { control, value, onChange } = props;
  const keys = Array.isArray(value) ? value : [];
  return (
    <Group {...props}>
      <div className="flex flex-wrap gap-1">
        {control.choices.map((choice) => (
          <ToggleChip
            key={choice.key}
            isOn={keys.includes(choice.key)}
            onToggle={(isOn) =>
              onChange((last) => {
                const rest = (Array.isArray(last) ? last : []).filter((each) => each !== choice.key);
                return isOn ? [...rest, choice.key] : rest;
              })
            }
          >
            {choice.label}
          </ToggleChip>
        ))}
      </div>
    </Group>
  );
}

/** The problem as a part of this field has it, where it is that part's. */
const partProblem = (problem: SchemaProblem | null, part: string): SchemaProblem | null =>
  problem && problem.path[0] === part ? { ...problem, path: problem.path.slice(1) } : null;

function ListField(props: FieldOf<"list">) {
  const { workspaceId, label, description, control, value, problem, onChange } = props;
  const entries = Array.isArray(value) ? value : [];
  const set = (next: (entries: FormValue[]) => FormValue[]) =>
    onChange((last) => next(Array.isArray(last) ? last : []));
  const hasRoom = control.max === null || entries.length < control.max;
  const parts = useRef<HTMLDivElement>(null);
  /** Goes on, once it is drawn, at an entry, or at the last where that was taken out; the pressed button may be gone. */
  const goOnAt = (index: number, within: string) =>
    requestAnimationFrame(() => {
      const rows = parts.current?.querySelectorAll(":scope > ol > li") ?? [];
      const row = rows[Math.min(index, rows.length - 1)];
      const next = row?.querySelector<HTMLElement>(within) ?? parts.current?.querySelector("button");
      next?.focus();
    });
  const own = problem && !(Number(problem.path[0]) < entries.length) ? problem : null;
  return (
    <Group
      {...props}
      description={sentences(description, countWords(control.min, control.max, "entry", "entries")) ?? ""}
      problem={own}
    >
      <div ref={parts} className="flex flex-col gap-2">
        <ol className="flex flex-col gap-2">
          {entries.map((entry, index) => (
            <li
              // oxlint-disable-next-line react/no-array-index-key -- Entries have no ids, and two may be alike.
              key={index}
              className="flex items-start gap-1"
            >
              <div className="min-w-0 grow">
                <ControlField
                  workspaceId={workspaceId}
                  label={`${label} ${index + 1}`}
                  description=""
                  isRequired={false}
                  control={control.entry}
                  value={entry}
                  problem={partProblem(problem, String(index))}
                  onChange={(change) =>
                    set((last) => last.map((each, at) => (at === index ? change(each) : each)))
                  }
                />
              </div>
              <IconButton
                label={`Remove ${label} ${index + 1}`}
                icon={<Trash2 size={14} />}
                size="s"
                onClick={() => {
                  set((last) => last.toSpliced(index, 1));
                  goOnAt(index, ":scope > button");
                }}
              />
            </li>
          ))}
        </ol>
        {hasRoom ? (
          <Button
            size="s"
            className="self-start"
            icon={<Plus size={14} aria-hidden="true" />}
            aria-label={`${label}: add an entry`}
            onClick={() => {
              set((last) => [...last, control.initial]);
              goOnAt(entries.length, "input, textarea, select, button");
            }}
          >
            Add an entry
          </Button>
        ) : null}
      </div>
    </Group>
  );
}

function GroupField(props: FieldOf<"fields">) {
  const { workspaceId, control, value, problem, onChange } = props;
  const fields: FieldsValue["fields"] = isFields(value) ? value.fields : {};
  const own = problem && !control.fields.some(({ name }) => name === problem.path[0]) ? problem : null;
  return (
    <Group {...props} problem={own}>
      <div className="flex flex-col gap-3 border-l-2 border-line pl-3">
        {control.fields.map((field) => (
          <ControlField
            key={field.name}
            workspaceId={workspaceId}
            label={field.label}
            description={field.description}
            isRequired={field.isRequired}
            control={field.control}
            value={partValue(field, fields)}
            problem={partProblem(problem, field.name)}
            onChange={(change) =>
              onChange((last) => {
                const before = isFields(last) ? last.fields : {};
                const next = change(partValue(field, before));
                // Made of entries, because assigning to `__proto__` sets no key.
                return { fields: Object.fromEntries([...Object.entries(before), [field.name, next]]) };
              })
            }
          />
        ))}
      </div>
    </Group>
  );
}

interface GroupProps extends Pick<ControlFieldProps, "label" | "isRequired" | "description" | "problem"> {
  children: ReactNode;
}

/** Several controls under one name. */
function Group({ label, isRequired, description, problem, children }: GroupProps) {
  const id = useId();
  const described = [description ? `${id}-help` : "", problem ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <fieldset aria-describedby={described || undefined} className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-12 font-medium text-soft">
        {label} {isRequired ? <RequiredMark /> : null}
      </legend>
      {children}
      {description ? (
        <p id={`${id}-help`} className="text-12 text-muted">
          {description}
        </p>
      ) : null}
      {problem ? (
        <p id={`${id}-error`} className="text-12 text-danger">
          {problemSentence(problem)}
        </p>
      ) : null}
    </fieldset>
  );
}

function RequiredMark() {
  return (
    <span aria-hidden="true" className="text-11 font-normal text-muted">
      required
    </span>
  );
}
