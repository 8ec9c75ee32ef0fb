/** More than any drop may bring, so that its surplus is told by number and a whole disk is not walked. */
const maxWalked = 2_000;

const read = <Value>(ask: (found: (value: Value) => void, failed: (error: DOMException) => void) => void) =>
  new Promise<Value>(ask);

const withPath = (file: File, path: string): File =>
  // The property a folder chooser sets, which tells two files of one name apart.
  file.webkitRelativePath === path
    ? file
    : Object.defineProperty(file, "webkitRelativePath", { value: path, configurable: true });

export interface DroppedFiles {
  files: File[];
  /** Paths of the files and folders the browser could not open, such as those one may not read. */
  unread: string[];
}

/** Every file in what was dropped, folders walked to their ends. One that cannot be read does not end the walk. */
export async function filesWithin(entries: readonly FileSystemEntry[]): Promise<DroppedFiles> {
  const files: File[] = [];
  const unread: string[] = [];
  const take = async (entry: FileSystemFileEntry, path: string): Promise<void> => {
    const file = await read<File>((found, failed) => entry.file(found, failed));
    files.push(withPath(file, path));
  };
  const open = async (entry: FileSystemDirectoryEntry): Promise<void> => {
    const reader = entry.createReader();
    for (;;) {
      // A hundred at a time, until an empty answer.
      const some = await read<FileSystemEntry[]>((found, failed) => reader.readEntries(found, failed));
      if (some.length === 0) return;
      for (const child of some) await walk(child);
    }
  };
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (files.length >= maxWalked) return;
    const path = entry.fullPath.replace(/^\//, "");
    await (entry.isFile
      ? take(entry as FileSystemFileEntry, path)
      : open(entry as FileSystemDirectoryEntry)
    ).catch(() => unread.push(path));
  };
  for (const entry of entries) await walk(entry);
  return { files, unread };
}
