import { z } from "zod";
import { asId, type ChannelId, type MessageId, type WorkspaceId } from "../ids.ts";
import { reverie } from "../message.ts";
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

/** How many of the newest messages of a place are looked through for one that somebody else said. */
const knownLines = 50;

/** What is told twice within this time, in milliseconds, is read back once. */
const onceMs = 60 * 1000;

const catchUpJob = z.object({
  workspace: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  from: z.number(),
  to: z.number(),
});

/**
 * Has what was said unheard read back from the platform, where it is newer than the newest that was heard and
 * not older than 15 minutes. Safe to repeat.
 */
export async function enqueueCatchUp(
  parts: Parts,
  workspace: WorkspaceId,
  places: readonly MissedPlace[],
): Promise<void> {
  const now = parts.clock.now();
  for (const { channel, thread, newestAt, notBefore } of places) {
    const from = Math.max(now - readBackMs, notBefore);
    if (newestAt < from || newestAt <= (await newestHeard(parts, workspace, channel, thread))) continue;
    // The newest may be the same as after an earlier pause, and something older have been edited since.
    const id = `catch-up ${workspace} ${channel} ${thread ?? ""} ${newestAt} ${Math.floor(now / onceMs)}`;
    // What was said since is heard.
    const data = { workspace, channel, thread, from, to: newestAt };
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

/**
 * The instant of the newest message that was heard in a place: Reverie can speak where it hears nothing, and what
 * is said in a thread tells nothing of the channel around it. 0 where none is known.
 */
async function newestHeard(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId,
  thread: MessageId | null,
): Promise<number> {
  const known =
    thread === null
      ? await parts.history.channel(workspace, channel, Number.MAX_SAFE_INTEGER, knownLines)
      : await parts.history.conversation(workspace, asId(`${channel}/${thread}`), knownLines);
  const heard = known.filter(
    (message) => message.author !== reverie && (thread !== null || message.thread === null),
  );
  return Math.max(0, ...heard.map(({ saidAt }) => saidAt));
}

/** The job that reads back and takes in what it finds, as if it were told now. */
export function catchUpJobs(
  parts: Parts,
  receive: PlatformHandler["receive"],
): Readonly<Record<string, JobHandler>> {
  return {
    "catch-up": async ({ job }) => {
      const { from, to, ...data } = catchUpJob.parse(job.data);
      const workspace: WorkspaceId = asId(data.workspace);
      const thread = data.thread === null ? null : asId<MessageId>(data.thread);
      const place: Place = { workspace, channel: asId(data.channel), thread };
      const { archive } = platformOf(parts.platforms, workspace);
      const found = await unlessRefused(parts, "not-read-back", () => readBack(archive, place, from));
      const said = (found ?? []).filter(({ saidAt }) => saidAt <= to);
      for (const message of said) await takeIn(parts, receive, workspace, message);
      parts.log.info("read-back", { workspace, messages: said.length });
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
