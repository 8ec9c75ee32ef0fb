/** One holder a name. Resolves with what gives it back; rejects with the signal's reason where that fires first. */
export interface UploadLocks {
  /** Null where somebody holds it now. */
  tryTake: (name: string) => Promise<(() => void) | null>;
  take: (name: string, signal: AbortSignal) => Promise<() => void>;
}

/** Locks among the uploads of one page, for where the browser has none between tabs. */
export function pageLocks(): UploadLocks {
  const queues = new Map<string, Array<() => void>>();
  const hold = (name: string) => {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const next = queues.get(name)?.shift();
      if (next) next();
      else queues.delete(name);
    };
  };
  return {
    async tryTake(name) {
      if (queues.has(name)) return null;
      queues.set(name, []);
      return hold(name);
    },
    take: (name, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const queue = queues.get(name);
        if (!queue) {
          queues.set(name, []);
          return resolve(hold(name));
        }
        const turn = () => {
          signal.removeEventListener("abort", leave);
          resolve(hold(name));
        };
        const leave = () => {
          const at = queue.indexOf(turn);
          if (at >= 0) queue.splice(at, 1);
          reject(signal.reason);
        };
        queue.push(turn);
        signal.addEventListener("abort", leave, { once: true });
      }),
  };
}

/** Locks between all tabs of one browser; a tab that dies lets go of its own. */
export function tabLocks(): UploadLocks {
  const manager = globalThis.navigator?.locks as LockManager | undefined;
  if (!manager) return pageLocks();
  const request = (name: string, options: LockOptions) =>
    new Promise<(() => void) | null>((resolve, reject) => {
      manager
        .request(`easel-upload:${name}`, options, (lock) => {
          if (!lock) return resolve(null);
          return new Promise<void>((release) => resolve(release));
        })
        .catch(reject);
    });
  return {
    tryTake: (name) => request(name, { ifAvailable: true }),
    take: async (name, signal) => (await request(name, { signal })) ?? (() => {}),
  };
}
