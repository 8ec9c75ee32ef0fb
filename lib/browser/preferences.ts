import type { PreferenceCookie } from "../domain/preferences";

const yearSeconds = 365 * 24 * 60 * 60;

/** Remembers a choice in this browser, where the server sees it at the next page. */
export function rememberPreference(name: PreferenceCookie, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${yearSeconds}; samesite=lax${secure}`;
}
