import type { FileStore, StoredFile } from "./parts";

/** Files live as long as the process: a sandbox that remembers would make tests depend on yesterday. */
export function createMemoryFileStore(): FileStore {
  const files = new Map<string, StoredFile>();
  return {
    get: (fileId) => files.get(fileId),
    put(file) {
      files.set(file.fileId, file);
    },
  };
}
