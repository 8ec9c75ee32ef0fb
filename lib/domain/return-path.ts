/** The path to go back to after sign-in. Anything that could leave this site becomes the start page. */
export function returnPathFrom(text: string | null | undefined): string {
  if (!text || text.length > 2_000) return "/";
  // Browsers read "//host" and "/\host" as another host, and drop tabs and line breaks before they read.
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text)) return "/";
  if (/^\/(sign-in|api)(?:[/?#]|$)/.test(text)) return "/";
  return text;
}
