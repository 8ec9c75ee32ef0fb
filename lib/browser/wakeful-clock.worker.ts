addEventListener("message", ({ data }: MessageEvent<{ id: string; delayMs: number }>) => {
  setTimeout(() => postMessage(data.id), data.delayMs);
});
