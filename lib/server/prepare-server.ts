import "server-only";
import { EnvError, env } from "./env";
import { prepareJournal } from "./journal";
import { withoutSecrets } from "./log";

function refuseToStart(message: string): never {
  process.stderr.write(`${withoutSecrets(message)}\n`);
  process.exit(1);
}

/**
 * Checks the environment and brings the history's tables up to date. When either cannot be, the process ends with one
 * message: a server that started without them would lose what people pay for.
 */
export async function prepareServer(): Promise<void> {
  try {
    env();
  } catch (error) {
    if (error instanceof EnvError) refuseToStart(error.message);
    throw error;
  }
  try {
    await prepareJournal();
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    refuseToStart(
      `Easel cannot start: the history named by DATABASE_URL cannot be reached or brought up to date: ${reason}`,
    );
  }
}
