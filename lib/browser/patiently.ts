const pauseMs = 3_000;
const maxAttemptsOnline = 5;

/** Ends when the network may be back: by the browser's word, or after a moment, since that word is only a hint. */
const nextChance = () =>
  new Promise<void>((resolve) => {
    const end = () => {
      window.removeEventListener("online", end);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, pauseMs);
    window.addEventListener("online", end);
  });

/**
 * Fetches a part of Easel that a page begins without, and asks again through a gap of the network. Throws once asking has
 * no use: the network is there, and the part is not, as after an update of Easel.
 */
export async function patiently<Part>(
  load: () => Promise<Part>,
  { isOnline = () => navigator.onLine, wait = nextChance } = {},
): Promise<Part> {
  for (let attempts = 1; ; ) {
    try {
      return await load();
    } catch (error) {
      if (isOnline()) attempts += 1;
      if (attempts > maxAttemptsOnline) throw error;
      await wait();
    }
  }
}
