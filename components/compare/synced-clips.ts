import { useEffect, useRef, useState } from "react";

// Two frames at 25 a second: nearer than this nobody sees that clips are apart, and a jump would be seen.
const driftSeconds = 0.08;

export interface SyncedClips {
  /** Takes the element at a place, or takes it away. */
  hold: (index: number, element: HTMLVideoElement | null) => void;
  isPlaying: boolean;
  seconds: number;
  length: number;
  toggle: () => void;
  seek: (seconds: number) => void;
}

/** Several clips with one clock: the longest leads, the others follow it and stand still where they have ended. */
export function useSyncedClips(): SyncedClips {
  const elements = useRef(new Map<number, HTMLVideoElement>());
  const [isPlaying, setIsPlaying] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const [length, setLength] = useState(0);
  const lengthOf = (clip: HTMLVideoElement) => (Number.isFinite(clip.duration) ? clip.duration : 0);
  const leader = () => [...elements.current.values()].toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];

  // An effect, because the clips' clocks run outside React.
  useEffect(() => {
    if (!isPlaying) return undefined;
    const follow = () => {
      const lead = leader();
      if (lead) {
        for (const clip of elements.current.values()) {
          if (clip === lead || lengthOf(clip) === 0) continue;
          const wanted = Math.min(lead.currentTime, lengthOf(clip));
          if (Math.abs(clip.currentTime - wanted) > driftSeconds) clip.currentTime = wanted;
          if (clip.paused && lead.currentTime < lengthOf(clip)) clip.play().catch(() => undefined);
        }
        setSeconds(lead.currentTime);
      }
      frame = requestAnimationFrame(follow);
    };
    let frame = requestAnimationFrame(follow);
    return () => cancelAnimationFrame(frame);
  }, [isPlaying]);

  return {
    hold(index, element) {
      if (element) {
        elements.current.set(index, element);
        const noteLength = () => setLength(Math.max(...[...elements.current.values()].map(lengthOf)));
        if (element.readyState > 0) noteLength();
        else element.addEventListener("loadedmetadata", noteLength, { once: true });
      } else elements.current.delete(index);
    },
    isPlaying,
    seconds,
    length,
    toggle() {
      for (const clip of elements.current.values()) {
        clip.loop = clip === leader();
        if (isPlaying) clip.pause();
        else clip.play().catch(() => undefined);
      }
      setIsPlaying(!isPlaying);
    },
    seek(next) {
      for (const clip of elements.current.values()) clip.currentTime = Math.min(next, lengthOf(clip));
      setSeconds(next);
    },
  };
}
