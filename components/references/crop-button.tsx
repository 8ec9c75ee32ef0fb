"use client";

import { Crop } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { patiently } from "@/lib/browser/patiently";

const CropDialog = dynamic(
  () => patiently(() => import("./crop-dialog")).then((module) => module.CropDialog),
  { ssr: false },
);

interface CropButtonProps {
  name: string;
  file: File;
  onCropped: (file: File) => void;
  className?: string;
}

/** Opens the cropper on a picture of this machine. */
export function CropButton({ name, file, onCropped, className }: CropButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <IconButton
        label={`Crop and rotate ${name}`}
        icon={<Crop size={14} />}
        size="s"
        {...(className === undefined ? {} : { className })}
        onClick={() => setIsOpen(true)}
      />
      {isOpen ? (
        <CropDialog
          file={file}
          onClose={() => setIsOpen(false)}
          onCropped={(cropped) => {
            setIsOpen(false);
            onCropped(cropped);
          }}
        />
      ) : null}
    </>
  );
}
