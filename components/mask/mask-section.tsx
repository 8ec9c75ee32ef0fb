"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Brush, Contrast, FileUp, RotateCcw, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { FileChooser } from "@/components/ui/file-chooser";
import { IconButton } from "@/components/ui/icon-button";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { problemFrom } from "@/lib/browser/api";
import type { Draft, DraftMask, DraftReference } from "@/lib/browser/drafts";
import type { DraftSession } from "@/lib/browser/drafts-session";
import { patiently } from "@/lib/browser/patiently";
import { pictureBytesQuery } from "@/lib/browser/picture-bytes";
import { uploadThumbnailPath } from "@/lib/browser/queries";
import type { Upload } from "@/lib/browser/upload-engine";
import {
  flagsOfMaskRule,
  invertedMaskRule,
  maskableRoles,
  maskedReference,
  maskRuleNames,
  maskRuleOf,
  maskRules,
  takesMask,
} from "@/lib/domain/mask-rule";
import type { Model } from "@/lib/domain/model";
import { referenceRoleLabel } from "@/lib/domain/reference-roles";
import { addMask, sendMask } from "./add-mask";
import type { MaskEditorProps, PaintedMask } from "./mask-editor";
import { derivedName, maskNotes, whyNoMask } from "./mask-notes";

const MaskEditor = dynamic(
  () => patiently(() => import("./mask-editor")).then((module) => module.MaskEditor),
  { ssr: false },
);

interface MaskSectionProps {
  session: DraftSession | null;
  draft: Draft;
  model: Model;
  workspaceId: string;
  uploads: readonly Upload[];
  /** Puts another picture in the place of the one that is masked, in the same role. */
  onPicture: (reference: DraftReference, file: File) => void;
}

const usualFlags = flagsOfMaskRule("opaque");

/** The mask of the form: what it lies over, what it changes, and the way to the painter. */
export function MaskSection({ session, draft, model, workspaceId, uploads, onPicture }: MaskSectionProps) {
  const client = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
  const [opened, setOpened] = useState<Pick<MaskEditorProps, "picture" | "mask" | "notice"> | null>(null);
  const [isOpening, setIsOpening] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const maskFiles = useRef<HTMLInputElement>(null);
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const { mask } = draft;
  const isTaken = takesMask(model);
  const reference = maskedReference(draft.references);
  const upload = uploads.find(({ id }) => id === reference?.uploadId) ?? null;
  const pictureQuery = pictureBytesQuery({ workspaceId, fileId: reference?.fileId ?? null, upload });
  // Asked for before it is needed only where it costs nothing, or where the mask has to be held against its size.
  const picture = useQuery({
    ...pictureQuery,
    enabled: isTaken && reference !== null && (mask !== null || upload !== null),
  });

  if (!mask && !isTaken && !reference) return null;
  const why = whyNoMask(model, reference !== null);
  const notes = maskNotes(model, draft, reference !== null, picture.data?.size ?? null);

  const setMask = (change: (mask: DraftMask) => DraftMask | null) =>
    session?.update((current) => (current.mask ? { ...current, mask: change(current.mask) } : current));
  const rule = mask ? maskRuleOf(mask) : "opaque";

  const open = async () => {
    if (!reference || isOpening) return;
    setIsOpening(true);
    setSentence(null);
    try {
      const found = await client.fetchQuery(pictureQuery);
      const painted =
        found && mask
          ? await client.fetchQuery(
              pictureBytesQuery({ workspaceId, fileId: mask.fileId, copyKey: mask.copyKey }),
            )
          : null;
      if (!found)
        setSentence(
          `The pixels of ${reference.name} are not on this machine, and Layer gives no upload back. Choose the file again to paint over it.`,
        );
      else
        setOpened({
          picture: found.blob,
          mask: painted?.blob ?? null,
          notice:
            mask && !painted
              ? "The pixels of the mask on the form are not on this machine. Painting begins anew; saving replaces it."
              : null,
        });
    } catch (error) {
      setSentence(`The painter cannot be opened now. ${problemFrom(error).detail}`);
    } finally {
      setIsOpening(false);
    }
  };

  const save = (painted: PaintedMask) => {
    setOpened(null);
    if (!session || !reference) return;
    const { widthPixels, heightPixels, extendedPicture } = painted;
    // Whoever paints a mask over a picture means that it is redrawn, whatever it was first taken for.
    const [role] = maskableRoles(model.capabilities.referenceRoles);
    const redrawn = role && role !== reference.role ? { ...reference, role, weight: null } : reference;
    if (redrawn !== reference)
      session.update((current) => ({
        ...current,
        references: current.references.map((each) => (each.key === redrawn.key ? redrawn : each)),
      }));
    addMask(
      session,
      {
        file: new File([painted.png], derivedName(reference.name, "mask"), { type: "image/png" }),
        size: { widthPixels, heightPixels },
        thumbnail: painted.thumbnail,
        edgeRadiusPixels: painted.edgeRadiusPixels,
        flags: mask ?? usualFlags,
      },
      setSentence,
    );
    if (!extendedPicture) {
      if (redrawn !== reference)
        toast(
          `${reference.name} is used as “${referenceRoleLabel(redrawn.role)}” now: the mask lies over it.`,
        );
      return;
    }
    onPicture(redrawn, extendedPicture);
    matchSize({ widthPixels, heightPixels });
    toast(
      `The picture is now ${widthPixels} × ${heightPixels}, and so are Width and Height. The larger picture and its mask are uploaded.`,
    );
  };

  const matchSize = ({ widthPixels, heightPixels }: { widthPixels: number; heightPixels: number }) =>
    session?.update((current) => ({
      ...current,
      parameters: { ...current.parameters, width: widthPixels, height: heightPixels },
    }));

  const sendAgain = async () => {
    if (!session || !mask?.copyKey) return;
    const kept = await client.fetchQuery(
      pictureBytesQuery({ workspaceId, fileId: null, copyKey: mask.copyKey }),
    );
    if (!kept) return setSentence("The mask is not on this machine any more. Paint it again.");
    const file = new File([kept.blob], derivedName(reference?.name ?? "Picture", "mask"), {
      type: "image/png",
    });
    sendMask(session, mask.copyKey, file, setSentence);
  };

  const takeFile = async (file: File) => {
    setFileProblem(null);
    const part = await patiently(() => import("./mask-from-file")).catch(() => null);
    if (!part)
      return setFileProblem(
        "A part of Easel could not be loaded. Reload the page and choose the mask again.",
      );
    try {
      const { png, size, thumbnail } = await part.maskFromFile(file);
      if (!session) return;
      const named = new File([png], derivedName(file.name, "mask"), { type: "image/png" });
      addMask(
        session,
        { file: named, size, thumbnail, edgeRadiusPixels: mask?.edgeRadiusPixels ?? 0, flags: usualFlags },
        setFileProblem,
      );
    } catch {
      setFileProblem(`${file.name} cannot be opened as a picture here. Take a PNG with transparency.`);
    }
  };

  const state = mask && !mask.fileId ? (mask.uploadId ? "sending" : "interrupted") : "ready";
  const inverted = invertedMaskRule(rule);
  return (
    <section aria-label="Mask" className="flex flex-col gap-1.5">
      <div className="flex min-h-5 items-center justify-between">
        <h2 className="text-12 font-medium text-soft">Mask</h2>
        {mask?.sizePixels ? (
          <span className="text-12 text-muted tabular">
            {mask.sizePixels.widthPixels} × {mask.sizePixels.heightPixels}
          </span>
        ) : null}
      </div>
      {mask ? (
        <div
          className={classNames(
            "flex animate-enter gap-2.5 rounded-control bg-raised p-1.5",
            (!isTaken || !reference) && "opacity-60",
          )}
        >
          <MaskThumbnail workspaceId={workspaceId} mask={mask} picture={reference?.thumbnail ?? null} />
          <div className="flex min-w-0 grow flex-col gap-1">
            <div className="flex items-center gap-1">
              <Button
                size="s"
                variant="ghost"
                icon={<Brush size={14} aria-hidden="true" />}
                aria-disabled={why !== null || undefined}
                onClick={() => {
                  if (!why) void open();
                }}
              >
                Edit
              </Button>
              <Button
                size="s"
                variant="ghost"
                icon={<Contrast size={14} aria-hidden="true" />}
                aria-disabled={inverted === null || undefined}
                title={
                  inverted === null
                    ? `“${maskRules[rule].label}” has no opposite`
                    : "Swaps what changes and what stays"
                }
                onClick={() => {
                  if (inverted) setMask((now) => ({ ...now, ...flagsOfMaskRule(inverted) }));
                }}
              >
                Invert
              </Button>
              <IconButton
                label="Remove the mask"
                icon={<X size={14} />}
                size="s"
                className="ml-auto"
                onClick={() => setMask(() => null)}
              />
            </div>
            <div className="grid grid-cols-[minmax(0,1fr)_5.5rem] items-end gap-2 touch:grid-cols-1">
              <Select
                label="What changes"
                isLabelHidden
                title={maskRules[rule].help}
                value={rule}
                onChange={(next) => setMask((now) => ({ ...now, ...flagsOfMaskRule(next) }))}
                choices={maskRuleNames.map((name) => ({ value: name, label: maskRules[name].label }))}
              />
              <NumberField
                label="Feather"
                isLabelHidden
                unit="px"
                min={0}
                step={1}
                value={mask.edgeRadiusPixels}
                onChange={(value) => setMask((now) => ({ ...now, edgeRadiusPixels: value ?? 0 }))}
              />
            </div>
            <p className="text-12 text-muted">{maskRules[rule].help}</p>
            {state === "sending" ? (
              <p role="status" className="text-12 text-muted">
                The mask is uploading.
              </p>
            ) : null}
            {state === "interrupted" ? (
              <div className="flex items-center gap-2">
                <p className="text-12 text-warning">The upload of the mask was interrupted.</p>
                {mask.copyKey ? (
                  <Button
                    size="s"
                    icon={<RotateCcw size={13} aria-hidden="true" />}
                    onClick={() => void sendAgain()}
                  >
                    Send again
                  </Button>
                ) : null}
              </div>
            ) : null}
          </div>
        </div>
      ) : (
        <div className="flex gap-1">
          <button
            type="button"
            aria-disabled={why !== null || session === null || undefined}
            aria-busy={isOpening || undefined}
            onClick={() => {
              if (!why) void open();
            }}
            className="flex h-8 min-w-0 grow items-center gap-2 rounded-control border border-dashed border-edge px-2.5 text-left text-12 text-muted transition-colors hover:border-muted hover:bg-hover hover:text-text aria-disabled:pointer-events-none aria-disabled:opacity-60 touch:min-h-11"
          >
            <Brush size={16} aria-hidden="true" className="shrink-0" />
            <span>Paint a mask{model.capabilities.outpainting ? ", or extend the picture" : ""}</span>
          </button>
          {isTaken ? (
            <IconButton
              label="Use a mask from a file"
              icon={<FileUp size={15} />}
              disabled={session === null}
              onClick={() => maskFiles.current?.click()}
            />
          ) : null}
        </div>
      )}
      {fileProblem ? (
        <p role="alert" className="text-12 text-warning">
          {fileProblem}
        </p>
      ) : null}
      <FileChooser
        ref={maskFiles}
        label="Mask file"
        accept="image/png,image/webp"
        onFiles={([file]) => {
          if (file) void takeFile(file);
        }}
      />
      {!mask && why ? <p className="text-12 text-muted">{why}</p> : null}
      {notes.map(({ text, remedy }) => (
        <p key={text} className="flex items-start gap-2 text-12 text-warning">
          <span className="min-w-0 grow">{text}</span>
          {remedy === "fit" ? (
            <Button size="s" onClick={() => void open()}>
              Fit in the painter
            </Button>
          ) : null}
          {remedy === "match-size" && picture.data ? (
            <Button size="s" onClick={() => picture.data && matchSize(picture.data.size)}>
              Match
            </Button>
          ) : null}
        </p>
      ))}
      {sentence && reference ? (
        <div
          role="alert"
          className="flex items-start gap-2 rounded-control bg-warning-soft px-2.5 py-1.5 text-12"
        >
          <p className="min-w-0 grow">{sentence}</p>
          <Button size="s" onClick={() => chooser.current?.click()}>
            Choose the file
          </Button>
        </div>
      ) : null}
      <FileChooser
        ref={chooser}
        label="File of the masked picture"
        accept="image/*"
        onFiles={([file]) => {
          setSentence(null);
          if (file && reference) onPicture(reference, file);
        }}
      />
      {opened && reference ? (
        <MaskEditor
          name={reference.name}
          picture={opened.picture}
          mask={opened.mask}
          notice={opened.notice}
          edgeRadiusPixels={mask?.edgeRadiusPixels ?? 0}
          ruleWords={maskRules[rule].help}
          whyNoExtension={
            model.capabilities.outpainting ? null : `${model.name} does not paint outside a picture.`
          }
          onSave={save}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </section>
  );
}

/** The picture with what changes laid over it. */
function MaskThumbnail({
  workspaceId,
  mask,
  picture,
}: {
  workspaceId: string;
  mask: DraftMask;
  picture: string | null;
}) {
  const source = mask.thumbnail ?? (mask.fileId ? uploadThumbnailPath(workspaceId, mask.fileId) : null);
  const image = source && `url(${JSON.stringify(source)})`;
  const rule = maskRuleOf(mask);
  const isInverted = rule === "transparent";
  const size = mask.sizePixels ?? { widthPixels: 1, heightPixels: 1 };
  const isWide = size.widthPixels >= size.heightPixels;
  return (
    <div className="flex size-14 shrink-0 items-center justify-center self-start overflow-hidden rounded-control bg-well">
      <div
        className={classNames("relative bg-viewer-chequer", isWide ? "w-full" : "h-full")}
        style={{ aspectRatio: `${size.widthPixels} / ${size.heightPixels}` }}
      >
        {picture ? <img src={picture} alt="" className="size-full object-cover" draggable={false} /> : null}
        {image ? (
          <span
            aria-hidden="true"
            className="absolute inset-0 bg-[rgb(255_59_72/0.6)]"
            style={{
              maskImage: isInverted ? `linear-gradient(#000 0 0), ${image}` : image,
              maskSize: "100% 100%",
              maskRepeat: "no-repeat",
              ...(isInverted ? { maskComposite: "exclude" } : {}),
            }}
          />
        ) : null}
      </div>
    </div>
  );
}
