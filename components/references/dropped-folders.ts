/** More than any drop may bring, so that its surplus is told by number and a whole disk is not walked. */
const maxWalked = 2_000;

const read = <Value>(ask: (found: (value: Value) => void, failed: (error: DOMException) => void) => void) =>
  new Promise<Value>(ask);

const withPath = (file: File, path: string): File =>
  // The property a folder chooser sets, which tells two files of one name apart.
  file.webkitRelativePath === path
    ? file
    : Object.defineProperty(file, "webkitRelativePath", { value: path, configurable: true });

/** Every file in what was dropped, folders walked to their ends. What cannot be read is left to the check of each file. */
export async function filesWithin(entries: readonly FileSystemEntry[]): Promise<File[]> {
  const files: File[] = [];
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (files.length >= maxWalked) return;
    if (entry.isFile) {
      const file = await read<File>((found, failed) => (entry as FileSystemFileEntry).file(found, failed));
      files.push(withPath(file, entry.fullPath.replace(/^\//, "")));
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (;;) {
      // A hundred at a time, until an empty answer.
      const some = await read<FileSystemEntry[]>((found, failed) => reader.readEntries(found, failed));
      if (some.length === 0) return;
      for (const child of some) await walk(child).catch(() => {});
    }
  };
  for (const entry of entries) await walk(entry).catch(() => {});
  return files;
}
