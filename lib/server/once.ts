import "server-only";

/**
 * Makes a value at its first use and keeps it. Next loads this code once for pages and once for routes, and each copy
 * keeps its own: shared through globalThis, a client of one copy would throw errors that are not `instanceof` the other
 * copy's classes, and a refusal would be taken for a fault.
 */
export function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
