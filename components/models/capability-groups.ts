import { isKnownModality, modalityLabels } from "@/lib/domain/modality";
import type { Model } from "@/lib/domain/model";
import { referenceRoleLabel, referenceRoles } from "@/lib/domain/reference-roles";

export interface CapabilityGroup {
  title: string;
  points: Array<{ label: string; detail?: string }>;
}

const listed = new Intl.ListFormat("en", { type: "disjunction" });

/** What Layer says a model can do, in an artist's words; groups without a point are left out. */
export function capabilityGroups({ modality, capabilities: can, promptFormat }: Model): CapabilityGroup[] {
  const kind = isKnownModality(modality) ? modalityLabels[modality].toLowerCase() : modality;
  const groups: CapabilityGroup[] = [
    {
      title: "Starts from",
      points: [
        ...(can.textPrompt
          ? [{ label: "A prompt", ...(promptFormat ? { detail: `Written as ${promptFormat}.` } : {}) }]
          : []),
        ...can.referenceRoles.map((role) => {
          const known = referenceRoles[role];
          return known ? { label: known.label, detail: known.help } : { label: referenceRoleLabel(role) };
        }),
      ],
    },
    {
      title: "Makes",
      points: [
        ...(can.durationsSeconds.length > 0
          ? [
              {
                label: "Clips",
                detail: `${listed.format(can.durationsSeconds.map(String))} seconds long.`,
              },
            ]
          : []),
        ...(can.generateAudio ? [{ label: "Sound", detail: `Made together with the ${kind}.` }] : []),
        ...(can.textToSpeech ? [{ label: "Speech", detail: "Reads a text aloud." }] : []),
        ...(can.soundEffect ? [{ label: "Sound effects", detail: "From a description." }] : []),
        ...(can.textures ? [{ label: "Textures" }] : []),
        ...(can.pbrMaterials
          ? [{ label: "PBR materials", detail: "Maps for physically based rendering." }]
          : []),
        ...(can.quadMesh ? [{ label: "Quad meshes", detail: "Easier to edit and animate." }] : []),
        ...(can.tileability ? [{ label: "Seamless tiles" }] : []),
      ],
    },
    {
      title: "Changes",
      points: [
        ...(can.inpainting ? [{ label: "Inpainting", detail: "Redraws what a mask marks." }] : []),
        ...(can.outpainting
          ? [{ label: "Outpainting", detail: "Continues a picture beyond its edges." }]
          : []),
        ...(can.lipsync ? [{ label: "Lip sync", detail: "Moves a mouth to a voice." }] : []),
      ],
    },
    {
      title: "Repeats",
      points: can.seed ? [{ label: "Seed", detail: "The same seed and settings, the same result." }] : [],
    },
  ];
  return groups.filter((group) => group.points.length > 0);
}
