import { usualNameTemplate } from "../domain/file-name";
import { preferenceCookies } from "../domain/preferences";
import { readPreference } from "./preferences";

/** How this person names what they save. */
export const nameTemplate = (): string =>
  readPreference(preferenceCookies.fileNameTemplate) || usualNameTemplate;
