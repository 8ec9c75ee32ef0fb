import "server-only";
import { drainOnSignal } from "./drain-on-signal";
import { EnvError, env } from "./env";
import { prepareJournal } from "./journal";
import { withoutSecrets } from "./log";

function refuseToStart(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** The innermost words of an error: what the driver said, without an address's password. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return withoutSecrets(error.message || ("code" in error ? String(error.code) : error.name));
}

/**
 * Checks the environment and brings the history's tables up to date. When either cannot be, the process ends with one
 * message: a server that started without them would lose what people pay for.
 */
export async function prepareServer(): Promise<void> {
  drainOnSignal();
  try {
    env();
  } catch (error) {
    if (error instanceof EnvError) refuseToStart(error.message);
    throw error;
  }
  try {
    await prepareJournal();
  } catch (error) {
    refuseToStart(
      `Easel cannot start: the history named by DATABASE_URL cannot be reached or brought up to date: ${reasonOf(error)}`,
    );
  }
}
