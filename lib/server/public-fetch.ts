import "server-only";
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { Agent, type Dispatcher } from "undici";
import { ProblemError, problemOf } from "@/lib/domain/problem";

/** What decides where a fetch may go. Only a test gives others than `publicRules`. */
export interface FetchRules {
  /** Why an address may not be fetched, in a sentence, or null. Asked again at every redirect. */
  refusal: (url: URL) => string | null;
  /** Every IP address of a name. */
  resolve: (hostname: string) => Promise<readonly string[]>;
  isReachable: (ipAddress: string) => boolean;
}

// IANA's special-purpose registry, RFC 6890 and its successors: nothing in it is a host of the public internet.
const closedIpv4: ReadonlyArray<readonly [string, number]> = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  // The metadata services of the clouds lie here.
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  // Azure's wire server answers at a public-looking address inside its machines.
  ["168.63.129.16", 32],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

// Within the global unicast space: what tunnels to an IPv4 address, and what is set aside.
const closedIpv6: ReadonlyArray<readonly [string, number]> = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const closed = new BlockList();
for (const [network, prefix] of closedIpv4) closed.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of closedIpv6) closed.addSubnet(network, prefix, "ipv6");
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address is one of the public internet: no loopback, private, link-local, metadata or tunnelled one. */
export function isPublicAddress(ipAddress: string): boolean {
  const family = isIP(ipAddress);
  if (family === 4) return !closed.check(ipAddress, "ipv4");
  // All of IPv6 that is public lies in 2000::/3, so that mapped and translated forms of IPv4 are out with the rest.
  return family === 6 && globalUnicast.check(ipAddress, "ipv6") && !closed.check(ipAddress, "ipv6");
}

/** https to the public internet, at its usual port. */
export const publicRules: FetchRules = {
  refusal(url) {
    if (url.protocol !== "https:") return "Only addresses that begin with https:// are fetched.";
    if (url.username || url.password) return "An address with a user name or password in it is not fetched.";
    if (url.port !== "") return "An address with a port is not fetched.";
    return null;
  },
  resolve: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  isReachable: isPublicAddress,
};

const maxRedirects = 3;

const refuse = (detail: string, cause?: unknown) =>
  new ProblemError(problemOf("invalid_request", { field: "url", detail }), { cause });

// One sentence for a name without address and for one inside: the answer must not be a map of the network behind us.
const nothingPublic = (cause?: unknown) =>
  refuse("There is nothing on the public internet at this address.", cause);

/** Resolves once and gives back the address that is then connected to: a name cannot become another between. */
async function pinnedAddress(url: URL, rules: FetchRules): Promise<string> {
  const bare = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const addresses = isIP(bare)
    ? [bare]
    : await rules.resolve(bare).catch((error: unknown) => Promise.reject(nothingPublic(error)));
  const [first] = addresses;
  // One closed address among several is enough: which of them is used would be the attacker's to choose.
  if (first === undefined || !addresses.every((address) => rules.isReachable(address))) throw nothingPublic();
  return first;
}

function pinnedAgent(ipAddress: string): Agent {
  return new Agent({
    connect: {
      timeout: 10_000,
      lookup: (_hostname, { all }, found) => {
        const family = isIP(ipAddress);
        // Node asks for a list when it may try several; the pinned one is the whole list.
        if (all) found(null, [{ address: ipAddress, family }]);
        else found(null, ipAddress, family);
      },
    },
  });
}

async function readAll(body: Dispatcher.ResponseData["body"], maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    const bytes = Buffer.from(part as Uint8Array);
    length += bytes.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    parts.push(bytes);
  }
  return Buffer.concat(parts, length);
}

const tooLarge = (maxBytes: number) =>
  new ProblemError(
    problemOf("upload_size", { detail: `What is at this address is larger than ${maxBytes / 1e6} MB.` }),
  );

export interface Fetched {
  bytes: Buffer;
  /** Where it was in the end. */
  url: URL;
}

interface FetchLimits {
  maxBytes: number;
  totalMs: number;
}

/**
 * Fetches what a person named, without a cookie, a token or a word about them, and nowhere but where the rules allow:
 * they are asked before the first request and at every redirect, of which three are followed. Throws ProblemError
 * `invalid_request` (field `url`) or `upload_size`.
 */
export async function fetchPublic(
  address: string,
  { maxBytes, totalMs }: FetchLimits,
  signal: AbortSignal,
  rules: FetchRules = publicRules,
): Promise<Fetched> {
  if (!URL.canParse(address)) throw refuse("This is not an address. It begins with https://.");
  const deadline = AbortSignal.timeout(totalMs);
  const either = AbortSignal.any([signal, deadline]);
  let url = new URL(address);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const refusal = rules.refusal(url);
    if (refusal !== null) throw refuse(refusal);
    const agent = pinnedAgent(await pinnedAddress(url, rules));
    try {
      const answer = await agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: "GET",
        headers: {
          accept: "image/*, video/mp4, audio/*, */*;q=0.1",
          "accept-encoding": "identity",
          "user-agent": "Easel",
        },
        signal: either,
      });
      const { statusCode, headers, body } = answer;
      if (statusCode === 200) {
        const encoding = headers["content-encoding"];
        if (encoding !== undefined && encoding !== "identity")
          throw refuse("The host sent the file in a form that is not read here.");
        if (Number(headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
        const bytes = await readAll(body, maxBytes);
        return { bytes, url };
      }
      const { location } = headers;
      if (
        ![301, 302, 303, 307, 308].includes(statusCode) ||
        typeof location !== "string" ||
        !URL.canParse(location, url)
      )
        throw refuse(`The host answered ${statusCode} instead of a file.`);
      url = new URL(location, url);
    } catch (error) {
      if (error instanceof ProblemError || signal.aborted) throw error;
      throw refuse(
        deadline.aborted
          ? `The host did not hand over the file within ${totalMs / 1_000} seconds.`
          : "The host at this address cannot be reached.",
        error,
      );
    } finally {
      // Ends what is left of a body that nobody reads.
      void agent.destroy();
    }
  }
  throw refuse("The address leads from one to the next without end.");
}
