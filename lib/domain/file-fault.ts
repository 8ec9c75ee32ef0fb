/** Why bytes that came as they are at Layer are not what they should be, in a sentence. */
export function fileFault(beginning: Uint8Array): string {
  if (beginning.length === 0) return "The file is empty.";
  const text = new TextDecoder().decode(beginning.subarray(0, 300)).trimStart().toLowerCase();
  if (text.startsWith("<!doctype html") || text.startsWith("<html"))
    return "Layer's media host sent a web page in place of the file.";
  return "The file is broken, or of a kind that this browser cannot show.";
}
