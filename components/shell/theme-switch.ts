import { rememberPreference } from "@/lib/browser/preferences";
import { preferenceCookies, themeFrom } from "@/lib/domain/preferences";

/** Turns the page to the other theme at once, and remembers it. */
export function switchTheme(): void {
  const root = document.documentElement;
  const next = themeFrom(root.dataset.theme) === "dark" ? "light" : "dark";
  root.dataset.theme = next;
  rememberPreference(preferenceCookies.theme, next);
}
