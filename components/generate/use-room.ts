"use client";
import { type RefObject, useEffect, useState } from "react";
import type { StageRoom } from "./stage-rows";

// What a laptop's stage has; the server draws for it, and the browser corrects it.
const usualRoom: StageRoom = { widthPixels: 750, heightPixels: 740 };

// The line with the prompt above the tiles, and the padding around both.
const aroundPixels = 84;

// On both sides together, as the stage's p-4 says.
const paddingPixels = 32;

// Between the top bar and the button that stays at the bottom of a phone.
const stackedShare = 0.7;

/** The room inside an element, kept current while it is resized. */
export function useRoom(element: RefObject<HTMLElement | null>): StageRoom {
  const [room, setRoom] = useState(usualRoom);
  // An effect, because only the browser's layout knows the size.
  useEffect(() => {
    const watched = element.current;
    if (!watched) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const widthPixels = Math.floor(watched.clientWidth - paddingPixels);
      // Stacked, on a phone, the stage is as high as what it shows: there the window is the room.
      const isStacked = getComputedStyle(watched).overflowY === "visible";
      const outerPixels = isStacked ? window.innerHeight * stackedShare : watched.clientHeight;
      const heightPixels = Math.floor(outerPixels - aroundPixels);
      setRoom((known) =>
        known.widthPixels === widthPixels && Math.abs(known.heightPixels - heightPixels) < 2
          ? known
          : { widthPixels, heightPixels },
      );
    });
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);
  return room;
}
