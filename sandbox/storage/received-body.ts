import type { IncomingMessage } from "node:http";

/** What arrived of a request's body. `complete` is false when the client went away before the end. */
export interface ReceivedBody {
  bytes: Buffer;
  complete: boolean;
}

/**
 * Reads a body to its end, to `limitBytes`, or to the point where the connection broke, keeping what came.
 * `bytesPerSecond` reads slowly enough for the client to feel it.
 */
export async function receiveBody(
  source: AsyncIterable<Uint8Array>,
  options: { limitBytes?: number; bytesPerSecond?: number } = {},
): Promise<ReceivedBody> {
  const limitBytes = options.limitBytes ?? Number.POSITIVE_INFINITY;
  const parts: Buffer[] = [];
  let received = 0;
  try {
    for await (const part of source) {
      parts.push(Buffer.from(part));
      received += part.length;
      if (received >= limitBytes) break;
      if (options.bytesPerSecond) {
        const pauseMs = (part.length / options.bytesPerSecond) * 1000;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  } catch {
    return { bytes: Buffer.concat(parts), complete: false };
  }
  return { bytes: Buffer.concat(parts).subarray(0, limitBytes), complete: received < limitBytes };
}

/** Lets the rest of a body go by, until its end or until the client leaves; resolves to how many bytes that was. */
export async function drain(incoming: IncomingMessage): Promise<number> {
  let bytes = 0;
  if (incoming.readableEnded || incoming.destroyed) return bytes;
  try {
    // Read by iteration and not by resume(), which a Request that wraps this message may answer with a pause.
    for await (const part of incoming.iterator({ destroyOnReturn: false })) bytes += (part as Buffer).length;
  } catch {
    return bytes;
  }
  return bytes;
}
