/** One finished output before it has an id and an address. */
export interface RenderedOutput {
  bytes: Buffer;
  contentType: string;
  extension: string;
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
  /** A still of what can be seen; null for sound and text. */
  preview: Buffer | null;
}
