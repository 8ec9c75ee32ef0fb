import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Changes what is known under a key. A reading that is on its way began before the change and may end with what was known
 * then, so the change is made once more after it: it has to be one that can be made twice.
 */
export function changeLists<Data>(
  client: QueryClient,
  queryKey: QueryKey,
  change: (known: Data) => Data,
): void {
  for (const query of client.getQueryCache().findAll({ queryKey })) {
    const apply = () => client.setQueryData<Data>(query.queryKey, (known) => known && change(known));
    // A reading that fails leaves what is known as it is.
    if (query.state.fetchStatus !== "idle") void query.promise?.then(apply, () => undefined);
    apply();
  }
}
