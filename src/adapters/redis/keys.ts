import type { RedisClient } from "./connection.ts";

/** How many keys one step looks through. */
const scannedAtOnce = 1000;

/** Every key that begins with this text. */
export async function* keysBeginning(client: RedisClient, beginning: string): AsyncGenerator<string> {
  const match = `${beginning.replace(/[\\*?[\]^-]/gu, "\\$&")}*`;
  for await (const keys of client.scanIterator({ MATCH: match, COUNT: scannedAtOnce })) yield* keys;
}

/** Deletes every key that begins with this text. */
export async function deleteBeginning(client: RedisClient, beginning: string): Promise<void> {
  for await (const key of keysBeginning(client, beginning)) await client.unlink(key);
}

/** Has the server write its files anew, so that what was deleted stands in them no more. It does so when it has time. */
export async function clearFiles(client: RedisClient): Promise<void> {
  const persistence = await client.info("persistence");
  try {
    if (persistence.includes("aof_enabled:1")) await client.bgRewriteAof();
    else await client.bgSave({ SCHEDULE: true });
  } catch (error) {
    // One is under way already, and another follows it.
    if (!(error instanceof Error && /in progress|scheduled/iu.test(error.message))) throw error;
  }
}
