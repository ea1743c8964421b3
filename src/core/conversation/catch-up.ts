import { z } from "zod";
import { asId, type ChannelId, type MessageId, type WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import { platformOf } from "../platforms.ts";
import type { Place } from "../ports/delivery.ts";
import type { JobHandler } from "../ports/jobs.ts";
import type { Archive, IncomingMessage, MissedPlace, PlatformHandler } from "../ports/platform.ts";
import { unlessRefused } from "../unless-refused.ts";

/** How far back what was missed is read, in milliseconds: who asked before that has asked elsewhere by now. */
const readBackMs = 15 * 60 * 1000;

/** How many messages are read back at once, and how often that is done for one place. */
const pageLines = 100;
const pagesAtMost = 5;

const catchUpJob = z.object({
  workspace: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  from: z.number(),
});

/**
 * Has what was said unheard read back from the platform, where it is newer than the newest that is known and
 * not older than 15 minutes. Safe to repeat.
 */
export async function enqueueCatchUp(
  parts: Parts,
  workspace: WorkspaceId,
  places: readonly MissedPlace[],
): Promise<void> {
  const now = parts.clock.now();
  for (const { channel, thread, newestAt } of places) {
    const from = now - readBackMs;
    if (newestAt < from || newestAt <= (await newestKnown(parts, workspace, channel, thread))) continue;
    const id = `catch-up ${workspace} ${channel} ${thread ?? ""} ${newestAt}`;
    const data = { workspace, channel, thread, from };
    await parts.jobs.enqueue({
      id,
      kind: "catch-up",
      key: id,
      lane: `${workspace} ${channel}`,
      at: now,
      data,
    });
  }
}

/** The instant of the newest message that is known of a place. */
async function newestKnown(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId,
  thread: MessageId | null,
): Promise<number> {
  const newest =
    thread === null
      ? await parts.history.channel(workspace, channel, Number.MAX_SAFE_INTEGER, 1)
      : await parts.history.conversation(workspace, asId(`${channel}/${thread}`), 1);
  return newest.at(-1)?.saidAt ?? 0;
}

/** The job that reads back and takes in what it finds, as if it were told now. */
export function catchUpJobs(
  parts: Parts,
  receive: PlatformHandler["receive"],
): Readonly<Record<string, JobHandler>> {
  return {
    "catch-up": async ({ job }) => {
      const { from, ...data } = catchUpJob.parse(job.data);
      const workspace: WorkspaceId = asId(data.workspace);
      const thread = data.thread === null ? null : asId<MessageId>(data.thread);
      const place: Place = { workspace, channel: asId(data.channel), thread };
      const { archive } = platformOf(parts.platforms, workspace);
      const said = await unlessRefused(parts, "not-read-back", () => readBack(archive, place, from));
      for (const message of said ?? []) await takeIn(parts, receive, workspace, message);
      parts.log.info("read-back", { workspace, messages: said?.length ?? 0 });
    },
  };
}

/** What was said in the place from the instant on, oldest first. */
async function readBack(archive: Archive, place: Place, from: number): Promise<readonly IncomingMessage[]> {
  let found: readonly IncomingMessage[] = [];
  for (let page = 0; page < pagesAtMost; page += 1) {
    const earlier = await archive.earlier(place, found[0]?.id ?? null, pageLines);
    const [oldest] = earlier;
    found = [...earlier.filter(({ saidAt }) => saidAt >= from), ...found];
    if (!oldest || oldest.saidAt < from || earlier.length < pageLines) break;
  }
  return found;
}

/** What is known already may have been edited unheard. */
async function takeIn(
  parts: Parts,
  receive: PlatformHandler["receive"],
  workspace: WorkspaceId,
  message: IncomingMessage,
): Promise<void> {
  const [known] = await parts.history.get(workspace, [message.id]);
  const type = known && message.version > message.saidAt ? "message-edited" : "message-said";
  await receive({ type, workspace, message });
}
