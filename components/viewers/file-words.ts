/** "512 B", "1.4 MB": decimal units, as file browsers show them. */
export function fileSizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const units = ["kB", "MB", "GB"];
  let value = bytes / 1_000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ${units[unit]}`;
}

/** A type as an artist says it: "PNG", "MP4", "GLB". */
export function fileTypeWords(contentType: string, url = ""): string {
  const known: Record<string, string> = {
    "image/jpeg": "JPEG",
    "image/svg+xml": "SVG",
    "audio/mpeg": "MP3",
    "audio/wav": "WAV",
    "audio/x-wav": "WAV",
    "model/gltf-binary": "GLB",
    "model/gltf+json": "glTF",
    "text/plain": "Text",
    "text/markdown": "Markdown",
    "video/quicktime": "MOV",
  };
  const type = contentType.toLowerCase().split(";")[0]?.trim() ?? "";
  const named = known[type];
  if (named) return named;
  const ending = /\.([a-z0-9]{1,5})(?:[?#]|$)/i.exec(url)?.[1];
  if (type === "" || type === "application/octet-stream") return (ending ?? "File").toUpperCase();
  return (type.split("/")[1] ?? type).replace(/^x-|^vnd\./, "").toUpperCase();
}
