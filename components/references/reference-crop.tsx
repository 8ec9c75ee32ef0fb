"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Crop } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { problemFrom } from "@/lib/browser/api";
import type { DraftReference } from "@/lib/browser/drafts";
import { patiently } from "@/lib/browser/patiently";
import { pictureBytesQuery } from "@/lib/browser/picture-bytes";
import type { Upload } from "@/lib/browser/upload-engine";

const CropDialog = dynamic(() => patiently(() => import("./crop-dialog")).then((part) => part.CropDialog), {
  ssr: false,
});

interface ReferenceCropProps {
  workspaceId: string;
  reference: DraftReference;
  upload: Upload | null;
  onCropped: (file: File) => void;
  className: string;
}

/** Opens the cropper on a reference, wherever its pixels are: with its upload, in this browser, or with the run that made it. */
export function ReferenceCrop({ workspaceId, reference, upload, onCropped, className }: ReferenceCropProps) {
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const { name, fileId, contentType } = reference;
  const open = async () => {
    if (upload?.file instanceof File && upload.file.size > 0) return setFile(upload.file);
    try {
      const found = await client.fetchQuery(pictureBytesQuery({ workspaceId, fileId, upload }));
      if (found) setFile(new File([found.blob], name, { type: found.blob.type || contentType }));
      else toast(`The pixels of ${name} are not on this machine, and Layer gives no upload back.`);
    } catch (error) {
      toast(`${name} cannot be cropped now. ${problemFrom(error).detail}`);
    }
  };
  return (
    <>
      <IconButton
        label={`Crop and rotate ${name}`}
        icon={<Crop size={14} />}
        size="s"
        className={className}
        onClick={() => void open()}
      />
      {file ? (
        <CropDialog
          file={file}
          onClose={() => setFile(null)}
          onCropped={(cropped) => {
            setFile(null);
            onCropped(cropped);
          }}
        />
      ) : null}
    </>
  );
}
