"use client";

import { useQuery } from "@tanstack/react-query";
import { File as FileIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { generationPath } from "@/components/viewers/generation-paths";
import { shortened } from "@/components/viewers/shortened";
import { Thumbnail } from "@/components/viewers/thumbnail";
import { problemFrom } from "@/lib/browser/api";
import { familyQuery } from "@/lib/browser/gallery-queries";
import { uploadThumbnailPath } from "@/lib/browser/queries";
import type { Asset } from "@/lib/domain/asset";
import type { FamilyInput } from "@/lib/domain/gallery";
import { galleryFilterParameters, noFilter } from "@/lib/domain/gallery-filter";
import { type Generation, generationTitle } from "@/lib/domain/generation";
import { problemWords } from "@/lib/domain/problem";
import { referenceRoleLabel } from "@/lib/domain/reference-roles";

interface FamilyViewProps {
  generation: Generation;
  asset: Asset;
}

const roleWords = (role: string) =>
  role === "mask" ? "Mask" : role === "input" ? "Input" : referenceRoleLabel(role);

const assetAt = (generation: Generation, position: number) =>
  generation.status === "complete"
    ? generation.assets.find((asset) => asset.position === position)
    : undefined;

/** What a result was made from and what was made from it, drawn as a small tree; each a way to go on from. */
export function FamilyView({ generation, asset }: FamilyViewProps) {
  const { workspaceId } = generation;
  const { data, error } = useQuery(familyQuery(workspaceId, generation.id));
  if (error) return <p className="text-12 text-danger">{problemWords[problemFrom(error).code].title}</p>;
  if (!data || (data.inputs.length === 0 && data.children.length === 0)) return null;
  const usedHref = asset.fileId
    ? `/w/${workspaceId}/gallery?${galleryFilterParameters({ ...noFilter, usedFileId: asset.fileId })}`
    : null;
  return (
    <section aria-label="Family" className="flex flex-col gap-2">
      <h2 className="text-12 font-medium text-muted">Family</h2>
      {data.inputs.length > 0 ? (
        <Generations label="Made from">
          {data.inputs.map((input) => (
            <li key={input.fileId}>
              <Input workspaceId={workspaceId} input={input} />
            </li>
          ))}
        </Generations>
      ) : null}
      <p className="ml-3 flex items-center gap-2 border-l border-edge py-1 pl-3 text-12 font-medium text-text">
        This result
      </p>
      {data.children.length > 0 ? (
        <Generations label={data.isCut ? `The newest ${data.children.length} made from it` : "Made from it"}>
          {data.children.map((child) => (
            <li key={child.id}>
              <Relative generation={child} position={0} note={child.source.name} />
            </li>
          ))}
        </Generations>
      ) : null}
      {usedHref && data.children.length > 0 ? (
        <Link href={usedHref} prefetch={false} className="text-12 text-accent-text hover:underline">
          Where this file was used
        </Link>
      ) : null}
    </section>
  );
}

function Generations({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="ml-3 border-l border-edge pl-3">
      <p className="pb-1.5 text-11 text-muted">{label}</p>
      <ul aria-label={label} className="flex flex-wrap gap-1.5">
        {children}
      </ul>
    </div>
  );
}

function Input({ workspaceId, input }: { workspaceId: string; input: FamilyInput }) {
  const { parent, upload, role, fileId } = input;
  if (parent)
    return <Relative generation={parent.generation} position={parent.position} note={roleWords(role)} />;
  return (
    <figure className="w-20">
      <div className="grid aspect-square place-items-center overflow-hidden rounded-control bg-raised text-muted">
        {upload?.hasThumbnail ? (
          <img
            src={uploadThumbnailPath(workspaceId, fileId)}
            alt={upload.name}
            className="size-full object-cover"
          />
        ) : (
          <FileIcon size={20} aria-hidden="true" />
        )}
      </div>
      <figcaption className="truncate pt-0.5 text-11 text-muted" title={upload?.name ?? "Not uploaded here"}>
        {roleWords(role)}
        {upload ? `: ${upload.name}` : ""}
      </figcaption>
    </figure>
  );
}

interface RelativeProps {
  generation: Generation;
  position: number;
  note: string;
}

function Relative({ generation, position, note }: RelativeProps) {
  const asset = assetAt(generation, position);
  const title = shortened(generationTitle(generation), 120);
  return (
    <Link
      href={generationPath(generation, position)}
      prefetch={false}
      title={title}
      className="block w-20 rounded-control"
      aria-label={`${title}, ${note}`}
    >
      <span className="relative grid aspect-square place-items-center overflow-hidden rounded-control bg-raised text-muted">
        {asset ? (
          <Thumbnail generation={generation} asset={asset} />
        ) : (
          <FileIcon size={20} aria-hidden="true" />
        )}
      </span>
      <span className="block truncate pt-0.5 text-11 text-muted">{note}</span>
    </Link>
  );
}
