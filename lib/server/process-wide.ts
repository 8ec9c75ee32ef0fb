import "server-only";

const held = globalThis as unknown as Record<symbol, unknown>;

/**
 * One value a process. Next loads a module once for pages, once for routes and again at every reload in development, so
 * a plain module variable would open a pool of connections each time.
 */
export function processWide<Value>(name: string, make: () => Value): Value {
  const key = Symbol.for(`easel.${name}`);
  const known = held[key];
  if (known !== undefined) return known as Value;
  const made = make();
  held[key] = made;
  return made;
}
