import { Routes } from "discord.js";
import { PlatformError } from "../../../core/errors.ts";
import { archivedThreadCode } from "../web/call-failure.ts";
import type { Sending } from "./sending.ts";

/**
 * Does work in a channel or thread; where that is an archived thread, takes it out of the archive first. Discord
 * does so by itself for what is said, and not for what is changed.
 */
export async function outOfArchive<Result>(
  sending: Sending,
  channel: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PlatformError && error.code === archivedThreadCode)) throw error;
    const kind = { method: "reopen", channel, repeatable: true };
    await sending.send(kind, false, (rest) =>
      rest.patch(Routes.channel(channel), { body: { archived: false } }),
    );
    return work();
  }
}
