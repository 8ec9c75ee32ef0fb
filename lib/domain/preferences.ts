/** The looks a page can have; the first is what a newcomer gets. */
export const themes = ["dark", "light"] as const;

export type Theme = (typeof themes)[number];

/**
 * Cookies that a script of ours writes and the server reads, so that the first paint is already as the person left it.
 * None of them is a secret.
 */
export const preferenceCookies = {
  theme: "easel-theme",
  workspace: "easel-workspace",
  rail: "easel-rail",
  modelsView: "easel-models-view",
  generateColumns: "easel-generate-columns",
} as const;

export type PreferenceCookie = (typeof preferenceCookies)[keyof typeof preferenceCookies];

export function themeFrom(text: string | undefined): Theme {
  return text === "light" ? "light" : "dark";
}
