import { isUuid } from "./is-uuid";

/** The path to go back to after sign-in. Anything that could leave this site becomes the start page. */
export function returnPathFrom(text: string | null | undefined): string {
  if (!text || text.length > 2_000) return "/";
  // Browsers read "//host" and "/\host" as another host, and drop tabs and line breaks before they read.
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text)) return "/";
  if (/^\/(sign-in|api)(?:[/?#]|$)/.test(text)) return "/";
  return text;
}

/** The path with its ids as Layer spells them: in small letters. A path that was typed or came through a mail may not be. */
export function canonicalPath(path: string): string {
  const [places = "", ...query] = path.split("?");
  const spelled = places
    .split("/")
    .map((place) => (isUuid(place) ? place.toLowerCase() : place))
    .join("/");
  return [spelled, ...query].join("?");
}
