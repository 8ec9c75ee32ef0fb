/** The kinds of media Layer names today. A kind it adds later is kept as the text it sent and drawn as a plain file. */
export const modalities = ["image", "video", "threeD", "audio", "text"] as const;

export type KnownModality = (typeof modalities)[number];

/** A known kind, or Layer's own word for one that is new to us. */
export type Modality = KnownModality | (string & {});

export const modalityLabels: Record<KnownModality, string> = {
  image: "Image",
  video: "Video",
  threeD: "3D",
  audio: "Audio",
  text: "Text",
};

export function isKnownModality(modality: Modality): modality is KnownModality {
  return (modalities as readonly string[]).includes(modality);
}

export function modalityLabel(modality: Modality): string {
  return isKnownModality(modality) ? modalityLabels[modality] : modality;
}
