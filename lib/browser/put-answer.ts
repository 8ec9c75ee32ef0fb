import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Puts a change's answer in the place of what was read. A reading that is in flight began before the change, and would
 * end after it with what was there before: it is given up.
 */
export async function putAnswer(client: QueryClient, queryKey: QueryKey, answer: unknown): Promise<void> {
  await client.cancelQueries({ queryKey, exact: true });
  client.setQueryData(queryKey, answer);
}
