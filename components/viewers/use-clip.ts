import { type RefObject, useEffect, useRef, useState } from "react";
import { type LoopRegion, loopJump, regionBetween } from "./clip-time";

const retryMs = 400;

export interface Clip {
  isPlaying: boolean;
  /** What was fetched is nothing that this player plays. */
  isBroken: boolean;
  seconds: number;
  /** 0 until it is known. */
  length: number;
  rate: number;
  isLooping: boolean;
  region: LoopRegion | null;
  toggle: () => void;
  seek: (seconds: number) => void;
  setRate: (rate: number) => void;
  setLooping: (isLooping: boolean) => void;
  setRegion: (region: LoopRegion | null) => void;
  /** Begins, then ends, the region at the moment that is heard or seen. */
  mark: () => void;
  /** A region's beginning that waits for its end. */
  markedFrom: number | null;
}

/** What a player knows and does, for sound and picture alike; the caller draws the element and gives it `media`. */
export function useClip<Media extends HTMLMediaElement>(
  knownLength: number | null,
): [media: RefObject<Media | null>, clip: Clip] {
  const media = useRef<Media>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [isBroken, setIsBroken] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const [length, setLength] = useState(knownLength ?? 0);
  const [rate, setRate] = useState(1);
  const [isLooping, setLooping] = useState(true);
  const [region, setRegion] = useState<LoopRegion | null>(null);
  const [markedFrom, setMarkedFrom] = useState<number | null>(null);
  const loop = useRef({ region, isLooping });

  // An effect, because a player tells of itself by events, and its clock only moves outside React.
  useEffect(() => {
    const element = media.current;
    if (!element) return undefined;
    let frame = 0;
    const look = () => {
      const jump = loopJump(element.currentTime, loop.current.region, loop.current.isLooping);
      if (jump !== null) element.currentTime = jump;
      setSeconds(element.currentTime);
      if (!element.paused) frame = requestAnimationFrame(look);
    };
    const onState = () => {
      setIsPlaying(!element.paused);
      cancelAnimationFrame(frame);
      look();
    };
    const onLength = () => {
      if (Number.isFinite(element.duration)) setLength(element.duration);
    };
    let retry: ReturnType<typeof setTimeout> | null = null;
    // A line that broke while the clip came looks the same as a clip that is none: it is asked for once more.
    const onError = () => {
      if (retry !== null) return setIsBroken(true);
      retry = setTimeout(() => element.load(), retryMs);
    };
    onLength();
    // A player that the server drew may have failed before React was there to hear it.
    if (element.error) onError();
    const events = ["play", "pause", "ended", "seeked"] as const;
    for (const name of events) element.addEventListener(name, onState);
    element.addEventListener("loadedmetadata", onLength);
    element.addEventListener("durationchange", onLength);
    element.addEventListener("error", onError);
    return () => {
      cancelAnimationFrame(frame);
      if (retry !== null) clearTimeout(retry);
      for (const name of events) element.removeEventListener(name, onState);
      element.removeEventListener("loadedmetadata", onLength);
      element.removeEventListener("durationchange", onLength);
      element.removeEventListener("error", onError);
    };
  }, []);
  // An effect, because the player keeps its own settings.
  useEffect(() => {
    loop.current = { region, isLooping };
    const element = media.current;
    if (!element) return;
    element.loop = isLooping;
    element.playbackRate = rate;
  }, [region, isLooping, rate]);

  const clip: Clip = {
    isPlaying,
    isBroken,
    seconds,
    length,
    rate,
    isLooping,
    region,
    markedFrom,
    setRate,
    setLooping,
    setRegion,
    toggle() {
      const element = media.current;
      if (!element) return;
      // A source that cannot be played refuses here too; the error event has said so already.
      if (element.paused) element.play().catch(() => undefined);
      else element.pause();
    },
    seek(next) {
      if (media.current) media.current.currentTime = next;
      setSeconds(next);
    },
    mark() {
      const now = media.current?.currentTime ?? 0;
      if (markedFrom === null) return setMarkedFrom(now);
      const next = regionBetween(markedFrom, now);
      setMarkedFrom(null);
      setRegion(next);
      if (next) setLooping(true);
    },
  };
  return [media, clip];
}
