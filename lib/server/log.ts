import "server-only";

const secretPatterns: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bBearer\s+[^\s"',]+/gi, "Bearer [removed]"],
  [/\bpat_[\w-]+/g, "[removed]"],
  // A session or signed address at the storage host is itself the right to write there.
  [/([?&](?:upload_id|X-Goog-[\w-]+)=)[^&\s"']+/gi, "$1[removed]"],
  [/\b(postgres(?:ql)?:\/\/)[^@\s"']*@/gi, "$1[removed]@"],
  [/((?:session-token|csrf-token)[^=;\s]*=)[^;\s"']+/gi, "$1[removed]"],
];

/** Takes what looks like a secret out of a text, and every given secret itself. */
export function withoutSecrets(text: string, secrets: readonly string[] = []): string {
  const plain = secrets
    .filter((secret) => secret.length >= 8)
    .reduce((rest, secret) => rest.replaceAll(secret, "[removed]"), text);
  return secretPatterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), plain);
}

/** What an error of Layer's, of the storage host's or of a connection says beside its words. */
const toldFields = ["code", "status", "reason", "layerCode", "storageCode"] as const;

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error === "string" ? error : typeof error };
  const fields = error as Error & Partial<Record<(typeof toldFields)[number], unknown>>;
  const told = toldFields
    .map((name) => [name, fields[name]] as const)
    .filter(([, value]) => typeof value === "string" || typeof value === "number");
  const line = {
    error: `${error.name}: ${error.message}`,
    ...Object.fromEntries(told),
    stack: error.stack ?? "",
  };
  return error.cause instanceof Error
    ? { ...line, cause: `${error.cause.name}: ${error.cause.message}` }
    : line;
}

/** One JSON line on standard error about a fault, ours or of what we depend on; secrets are removed. */
export function logFault(where: string, error: unknown, secrets: readonly string[] = []): void {
  const line = { at: new Date().toISOString(), level: "error", where, ...describe(error) };
  process.stderr.write(`${withoutSecrets(JSON.stringify(line), secrets)}\n`);
}
