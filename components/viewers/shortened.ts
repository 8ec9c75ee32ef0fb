/** A prompt cut to a length a name or an alternative text can have, at a word where there is one near. */
export function shortened(text: string, maxCharacters = 140): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= maxCharacters) return line;
  const cut = line.slice(0, maxCharacters - 1);
  const space = cut.lastIndexOf(" ");
  return `${space > maxCharacters * 0.6 ? cut.slice(0, space) : cut}…`;
}
