"use client";
import { useEffect, useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import { patiently } from "@/lib/browser/patiently";

/** A result of Easel's own that is dragged onto a form: it is in the workspace already. */
export interface DraggedFile {
  fileId: string;
  name: string;
  contentType: string;
  thumbnail: string | null;
}

const ownType = "application/x-easel-file";

export function dragFile(transfer: DataTransfer, file: DraggedFile): void {
  transfer.setData(ownType, JSON.stringify(file));
  transfer.effectAllowed = "copy";
}

/** The result of Easel's own that is being dropped, where it is one. */
export function draggedFile(transfer: DataTransfer): DraggedFile | null {
  try {
    const text = transfer.getData(ownType);
    return text ? (JSON.parse(text) as DraggedFile) : null;
  } catch {
    return null;
  }
}

/** How files came: a drop asks what they are for, a paste goes where the caret is. */
export type FileWay = "drop" | "paste";

interface FileDropOptions {
  onFiles: (files: File[], way: FileWay) => void;
  onOwnFile?: (file: DraggedFile) => void;
  /** Leaves everything to what else listens, such as a page of its own drop zone. */
  isOff?: boolean;
}

const openDesk = () => import("@/lib/browser/upload-desk").then(({ uploadDesk }) => uploadDesk.open());

const carriesFiles = (transfer: DataTransfer | null) => transfer?.types.includes("Files") ?? false;

const unreadSentence = (paths: readonly string[]) =>
  paths.length === 1
    ? `“${paths[0]}” could not be read, and was left out.`
    : `“${paths[0]}” and ${paths.length - 1} more could not be read, and were left out.`;

/**
 * Takes files dropped anywhere in the window or pasted anywhere in the page. Returns whether something droppable is
 * being dragged over the window now.
 */
export function useFileDrop({ onFiles, onOwnFile, isOff = false }: FileDropOptions): boolean {
  const [isOver, setIsOver] = useState(false);
  const handlers = useRef({ onFiles, onOwnFile });
  // An effect, because listeners of the window must call the newest handlers without being renewed at every key.
  useEffect(() => {
    handlers.current = { onFiles, onOwnFile };
  });
  // An effect, because the window is outside React.
  useEffect(() => {
    if (isOff) return undefined;
    // Entering a child fires before leaving its parent: the depth tells when the window itself is left.
    let depth = 0;
    const concerns = (transfer: DataTransfer | null) =>
      carriesFiles(transfer) ||
      (handlers.current.onOwnFile !== undefined && (transfer?.types.includes(ownType) ?? false));
    const enter = (event: DragEvent) => {
      if (!concerns(event.dataTransfer)) return;
      depth += 1;
      setIsOver(true);
      // What hovers now comes down in a moment: its script is on the way by then.
      if (carriesFiles(event.dataTransfer)) void openDesk().catch(() => {});
    };
    const leave = (event: DragEvent) => {
      if (!concerns(event.dataTransfer)) return;
      depth -= 1;
      if (depth <= 0) setIsOver(false);
    };
    const over = (event: DragEvent) => {
      if (!concerns(event.dataTransfer)) return;
      // Without this the browser would leave the page and open the file.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setIsOver(false);
      const transfer = event.dataTransfer;
      // A drop that something smaller has taken, such as a field for one file, is that one's.
      if (!transfer || !concerns(transfer) || event.defaultPrevented) return;
      event.preventDefault();
      const own = draggedFile(transfer);
      if (own) return handlers.current.onOwnFile?.(own);
      // Only asked within the event: afterwards the browser has forgotten them.
      const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
      if (!entries.some(({ isDirectory }) => isDirectory))
        return handlers.current.onFiles([...transfer.files], "drop");
      void patiently(() => import("./dropped-folders")).then(
        async ({ filesWithin }) => {
          const { files, unread } = await filesWithin(entries);
          if (unread.length > 0) toast(unreadSentence(unread));
          if (files.length > 0) handlers.current.onFiles(files, "drop");
          if (files.length + unread.length === 0) toast("There is no file in what was dropped.");
        },
        () => toast("A part of Easel could not be loaded. Reload the page and drop the folder again."),
      );
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // Text with a picture beside it, as office programs copy it, is meant as text.
      if (files.length === 0 || event.clipboardData?.types.includes("text/plain")) return;
      if (event.defaultPrevented) return;
      event.preventDefault();
      handlers.current.onFiles(files, "paste");
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", over);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", over);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
    };
  }, [isOff]);
  return isOver && !isOff;
}
