// What a cold visit to a page fetches as scripts until its network has been quiet: what has travelled before it is usable.

/** Kilobytes of scripts that each of the main pages may cost before it is usable, on the wire. */
export const scriptBudgetKilobytes = 230;

/**
 * The scripts of one visit, largest first, in a browser context whose cache is empty. Bytes are those on the wire, heads
 * included.
 */
export async function pageScripts(page, address) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const scripts = new Map();
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script")
      scripts.set(requestId, { name: response.url.split("/").at(-1), bytes: 0, isGzip: isGzip(response) });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const script = scripts.get(requestId);
    if (script) script.bytes = encodedDataLength;
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await session.detach();
  return [...scripts.values()].toSorted((one, other) => other.bytes - one.bytes);
}

const isGzip = ({ headers }) =>
  Object.entries(headers).some(
    ([name, value]) => name.toLowerCase() === "content-encoding" && value === "gzip",
  );

export const kilobytesOf = (scripts) => scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
