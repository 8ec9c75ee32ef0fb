import { AudioLines, Box, File, Film, Image, type LucideIcon, Type } from "lucide-react";
import { isKnownModality, type KnownModality, type Modality, modalityLabel } from "@/lib/domain/modality";

const glyphs: Record<KnownModality, LucideIcon> = {
  image: Image,
  video: Film,
  threeD: Box,
  audio: AudioLines,
  text: Type,
};

interface ModalityGlyphProps {
  modality: Modality;
  size?: number;
  /** Names it for a screen reader, where no text beside it does. */
  isNamed?: boolean;
  className?: string;
}

export function ModalityGlyph({ modality, size = 16, isNamed = false, className }: ModalityGlyphProps) {
  const Glyph = isKnownModality(modality) ? glyphs[modality] : File;
  return (
    <Glyph
      size={size}
      strokeWidth={1.75}
      className={className}
      {...(isNamed ? { role: "img", "aria-label": modalityLabel(modality) } : { "aria-hidden": true })}
    />
  );
}
