type OpenableItem = DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> };

let droppedHandles: Array<Promise<FileSystemHandle | null>> = [];

/** A browser tells of a handle only while the drop is being dealt with, whoever deals with it. */
const noteDrop = ({ dataTransfer }: DragEvent) => {
  droppedHandles = [...(dataTransfer?.items ?? [])].flatMap((item: OpenableItem) =>
    item.kind === "file" && item.getAsFileSystemHandle
      ? [item.getAsFileSystemHandle().catch(() => null)]
      : [],
  );
};

/** How a file of the last drop can be opened again after a reload. */
export async function handleOf(file: File): Promise<FileSystemFileHandle | null> {
  for (const handle of await Promise.all(droppedHandles)) {
    if (handle?.kind !== "file" || handle.name !== file.name) continue;
    const found = await (handle as FileSystemFileHandle).getFile();
    if (found.size === file.size && found.lastModified === file.lastModified)
      return handle as FileSystemFileHandle;
  }
  return null;
}

let isNoting = false;

/** Begins to note how what is dropped from now on can be opened again; once a page is enough. */
export function noteDrops(): void {
  if (isNoting) return;
  isNoting = true;
  window.addEventListener("drop", noteDrop, { capture: true });
}
