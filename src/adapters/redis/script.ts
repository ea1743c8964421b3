import { createHash } from "node:crypto";
import type { RedisClient } from "./connection.ts";

/** What a script answers: what Lua's tables, strings and numbers become. */
export type ScriptReply = null | number | string | readonly ScriptReply[];

/** A script that the server runs in one step, known to it by its digest. */
export type Script = (client: RedisClient, args: readonly string[]) => Promise<ScriptReply>;

/**
 * Prepares a script. It is given no keys, only arguments: it works out its keys itself, which one server allows and a
 * cluster would not.
 */
export function prepareScript(lua: string): Script {
  const digest = createHash("sha1").update(lua).digest("hex");
  return async (client, args) => {
    const options = { keys: [], arguments: [...args] };
    try {
      return (await client.evalSha(digest, options)) as ScriptReply;
    } catch (error) {
      // The server was restarted, or has never seen it.
      if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
      return (await client.eval(lua, options)) as ScriptReply;
    }
  };
}
