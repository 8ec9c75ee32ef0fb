import * as encoderModule from "h264-mp4-encoder";

type Encoder = Awaited<ReturnType<typeof encoderModule.createH264MP4Encoder>>;

/** The package is CommonJS: its functions lie on `default` or beside it, depending on who loads it. */
const { createH264MP4Encoder } = (
  "default" in encoderModule ? encoderModule.default : encoderModule
) as typeof encoderModule;

/** Starts the encoder without the listeners its runtime leaves on the process, which would end it on any rejection. */
async function startEncoder(): Promise<Encoder> {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => process.rawListeners(event));
  const encoder = await createH264MP4Encoder();
  for (const [at, event] of events.entries()) {
    for (const listener of process.rawListeners(event)) {
      if (!before[at]?.includes(listener)) process.off(event, listener as () => void);
    }
  }
  return encoder;
}

/** H.264 in MP4. `frame` gives RGBA pixels; width and height must be even. The event loop breathes between frames. */
export async function encodeMp4(film: {
  width: number;
  height: number;
  fps: number;
  frames: number;
  frame: (at: number) => Buffer;
}): Promise<Buffer> {
  const encoder = await startEncoder();
  try {
    encoder.width = film.width;
    encoder.height = film.height;
    encoder.frameRate = film.fps;
    encoder.quantizationParameter = 26;
    encoder.speed = 8;
    encoder.groupOfPictures = Math.max(1, Math.round(film.fps));
    encoder.initialize();
    for (let at = 0; at < film.frames; at++) {
      encoder.addFrameRgba(film.frame(at));
      await new Promise((resolve) => setImmediate(resolve));
    }
    encoder.finalize();
    return Buffer.from(encoder.FS.readFile(encoder.outputFilename));
  } finally {
    encoder.delete();
  }
}
