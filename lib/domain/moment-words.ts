/**
 * Words for a moment in the reader's own zone, as `options` say. The formatter is made at the first moment and not with the
 * script: the first one of a page takes a slow phone a tenth of a second.
 */
export function momentWords(options: Intl.DateTimeFormatOptions): (moment: Date) => string {
  let format: Intl.DateTimeFormat | null = null;
  return (moment) => {
    format ??= new Intl.DateTimeFormat("en-GB", options);
    return format.format(moment);
  };
}
