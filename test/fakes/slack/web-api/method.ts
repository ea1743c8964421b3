import type { JsonObject } from "../../messages-server/json-value.ts";
import type { Outbox } from "../delivery/outbox.ts";
import type { SlackState } from "../world/state.ts";
import type { Arguments } from "./arguments.ts";
import { SlackError } from "./slack-error.ts";

/** One call, past authentication. */
export interface MethodCall {
  readonly state: SlackState;
  readonly outbox: Outbox;
  readonly name: string;
  readonly arguments: Arguments;
}

/** A method of the Web API. */
export interface Method {
  readonly token: "bot" | "app" | "any";
  /** The bot needs one of these. Empty: none. What depends on the arguments, `run` asks for itself. */
  readonly scopes: readonly string[];
  /** What the answer holds beside `ok`. Throws a SlackError to refuse. */
  readonly run: (call: MethodCall) => JsonObject;
}

/** A family of methods, by their names. */
export type Methods = Readonly<Record<string, Method>>;

/** Refuses a token that has none of the scopes. */
export function requireScope(state: SlackState, anyOf: readonly string[]): void {
  const { scopes } = state.settings;
  if (anyOf.length === 0 || anyOf.some((scope) => scopes.includes(scope))) return;
  throw new SlackError("missing_scope", { needed: anyOf.join(","), provided: scopes.join(",") });
}

/** One page of the items and the cursor of the next, empty at the end. */
export function pageOf<Item>(
  items: readonly Item[],
  cursor: string,
  limit: number,
): { readonly page: readonly Item[]; readonly hasMore: boolean; readonly nextCursor: string } {
  const start = cursor === "" ? 0 : Number(/^next:(\d+)$/u.exec(atob(cursor))?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw new SlackError("invalid_cursor");
  const end = start + limit;
  const hasMore = end < items.length;
  return { page: items.slice(start, end), hasMore, nextCursor: hasMore ? btoa(`next:${end}`) : "" };
}
