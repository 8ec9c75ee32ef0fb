/** A text with a piece in place of what is selected, kept apart from its neighbours. */
export function withPiece(
  text: string,
  piece: string,
  { start, end }: { start: number; end: number },
): string {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const lead = before === "" || /\s$/.test(before) ? "" : " ";
  const tail = after === "" || /^[\s.,;:!?)\]}|]/.test(after) ? "" : " ";
  return before + lead + piece + tail + after;
}
