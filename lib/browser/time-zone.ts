import { useEffect, useSyncExternalStore } from "react";
import { preferenceCookies } from "../domain/preferences";
import { rememberPreference } from "./preferences";

const noSubscription = () => () => undefined;

/**
 * The viewer's own time zone. `remembered` is what the server drew with, from the cookie of an earlier visit; where the
 * browser says otherwise, the page is drawn again and the server is told for the next time.
 */
export function useTimeZone(remembered: string): string {
  const timeZone = useSyncExternalStore(
    noSubscription,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
    () => remembered,
  );
  // An effect, because a cookie is outside React.
  useEffect(() => {
    if (timeZone !== remembered) rememberPreference(preferenceCookies.timeZone, timeZone);
  }, [timeZone, remembered]);
  return timeZone;
}
