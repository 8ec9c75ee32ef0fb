import type { PreferenceCookie } from "../domain/preferences";

const yearSeconds = 365 * 24 * 60 * 60;

/** Remembers a choice in this browser, where the server sees it at the next page. */
export function rememberPreference(name: PreferenceCookie, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${yearSeconds}; samesite=lax${secure}`;
}

/** Remembers where somebody was once the page is left or hidden. Gives what takes the wish back. */
export function rememberOnLeaving(name: PreferenceCookie, value: string): () => void {
  const remember = () => rememberPreference(name, value);
  addEventListener("pagehide", remember);
  document.addEventListener("visibilitychange", remember);
  return () => {
    removeEventListener("pagehide", remember);
    document.removeEventListener("visibilitychange", remember);
  };
}

/** A choice this browser remembers; undefined where it has none. */
export function readPreference(name: PreferenceCookie): string | undefined {
  const pair = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return pair === undefined ? undefined : decodeURIComponent(pair.slice(name.length + 1));
}
