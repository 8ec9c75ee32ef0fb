import { useEffect, useSyncExternalStore } from "react";
import { preferenceCookies } from "../domain/preferences";
import { whenIdle } from "./idle";
import { rememberPreference } from "./preferences";

// Asked once, when nothing is waiting: the first question about the calendar takes a slow phone a tenth of a second.
let known: string | null = null;

function subscribe(listener: () => void): () => void {
  if (known !== null) return () => undefined;
  return whenIdle(() => {
    known = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
    listener();
  });
}

/**
 * The viewer's own time zone. `remembered` is what the server drew with, from the cookie of an earlier visit; where the
 * browser says otherwise, the page is drawn again and the server is told for the next time.
 */
export function useTimeZone(remembered: string): string {
  const timeZone = useSyncExternalStore(
    subscribe,
    () => known ?? remembered,
    () => remembered,
  );
  // An effect, because a cookie is outside React.
  useEffect(() => {
    if (timeZone !== remembered) rememberPreference(preferenceCookies.timeZone, timeZone);
  }, [timeZone, remembered]);
  return timeZone;
}
