import {
  AudioLines,
  Box,
  Braces,
  Clapperboard,
  File,
  Hash,
  Image,
  List,
  TextCursorInput,
  ToggleLeft,
  Type,
} from "lucide-react";

const icons = {
  string: Type,
  prompt: TextCursorInput,
  number: Hash,
  integer: Hash,
  boolean: ToggleLeft,
  enum: List,
  array: List,
  object: Braces,
  file: File,
  image: Image,
  video: Clapperboard,
  audio: AudioLines,
  threeD: Box,
  mesh: Box,
  text: Type,
} as const;

/** The sign of an input's or output's type; a plain one for types that are new to us. */
export function WorkflowGlyph({ type, size = 13 }: { type: string; size?: number }) {
  const Icon = Object.hasOwn(icons, type) ? icons[type as keyof typeof icons] : Braces;
  return <Icon size={size} aria-hidden="true" className="shrink-0 text-muted" />;
}
