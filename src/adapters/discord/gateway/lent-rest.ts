import type { REST } from "discord.js";

/** What a client does to its REST client when it comes and goes. */
const withheld: ReadonlySet<string | symbol> = new Set([
  "setToken",
  "clearHashSweeper",
  "clearHandlerSweeper",
]);

/**
 * The REST client as a client of the gateway may use it, so that there is one count of what Discord allows. When
 * that client ends, it takes neither the token along nor what keeps the REST client from growing.
 */
export function lentRest(rest: REST): REST {
  const lent: REST = new Proxy(rest, {
    get(target, name) {
      if (withheld.has(name)) return () => lent;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return lent;
}
