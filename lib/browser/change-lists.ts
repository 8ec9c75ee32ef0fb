import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Changes what is known under a key, which is no reading: when it was read, and whether it is out of date, stay as they
 * were. A reading that is on its way began before the change and may end with what was known then, so the change is made
 * once more after it: it has to be one that can be made twice. Where it gives the same object, nobody is told.
 */
export function changeLists<Data>(
  client: QueryClient,
  queryKey: QueryKey,
  change: (known: Data) => Data,
): void {
  for (const query of client.getQueryCache().findAll({ queryKey })) {
    const apply = () => {
      const { data, dataUpdatedAt, isInvalidated } = query.state;
      if (data === undefined) return;
      const changed = change(data as Data);
      if (changed === data) return;
      query.setData(changed, { updatedAt: dataUpdatedAt, manual: true });
      if (isInvalidated) query.invalidate();
    };
    // A reading that fails leaves what is known as it is.
    if (query.state.fetchStatus !== "idle") void query.promise?.then(apply, () => undefined);
    apply();
  }
}
