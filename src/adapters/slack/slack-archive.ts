import { unlessUnknown } from "../../core/calls/unless-unknown.ts";
import { PlatformError } from "../../core/errors.ts";
import type { AttachedFile } from "../../core/message.ts";
import type { Archive, IncomingMessage } from "../../core/ports/platform.ts";
import { readAtMost } from "../../core/read-at-most.ts";
import type { Account } from "./account.ts";
import { incomingMessage } from "./receive/incoming-message.ts";
import type { ReadNames } from "./receive/mention-names.ts";
import { isSaid, type SlackMessage, slackMessage } from "./receive/slack-message.ts";
import { instantOf, messageId, timestampIn, timestampOf } from "./timestamps.ts";
import type { SlackCalls } from "./web/slack-calls.ts";

/** The most messages that Slack gives at once without complaint. */
const pageSize = 200;

/** The largest page of a thread, and the most pages that are read for one answer. */
const threadPageSize = 1000;
const threadPages = 5;

/** How long a file may take to come, in milliseconds. */
const fileTimeoutMs = 30_000;

/** Subtypes that nobody said. */
const noticeSubtypes: ReadonlySet<string> = new Set([
  "channel_join",
  "channel_leave",
  "channel_name",
  "channel_purpose",
  "channel_topic",
  "group_join",
  "group_leave",
  "tombstone",
]);

/** Messages as Slack gives them, and whether older ones are there. */
interface RawPage {
  readonly messages: readonly unknown[];
  readonly hasMore: boolean;
}

/** Reads what Slack still has of the past. */
export function createSlackArchive(
  calls: SlackCalls,
  account: Account,
  readNames: ReadNames,
  botToken: string,
): Archive {
  /** In the words of the port, oldest first. */
  const toIncoming = async (
    channel: string,
    messages: readonly SlackMessage[],
  ): Promise<IncomingMessage[]> => {
    const ordered = messages.toSorted((one, other) => one.ts.localeCompare(other.ts));
    const identity = await account.identity();
    const names = await readNames(
      ordered.map(({ text }) => text ?? ""),
      identity,
    );
    return ordered.map((message) =>
      incomingMessage(channel, message, { identity, names, opensThread: false }),
    );
  };

  return {
    async past({ channel, thread }, { from, to }, before) {
      const latest = before === null ? timestampOf(to) : timestampIn(before);
      const page =
        thread === null
          ? await readChannelBack(calls, channel, latest, pageSize)
          : await readThreadOnce(calls, channel, timestampIn(thread), latest);
      const { botUserId } = await account.identity();
      const read = page.messages.flatMap((raw) => slackMessage.safeParse(raw).data ?? []);
      const within = read.filter(({ ts }) => instantOf(ts) >= from && ts < latest);
      const roots = within.filter(({ ts, thread_ts: root }) => thread === null && ts === root);
      const oldest = read.map(({ ts }) => ts).toSorted()[0];
      const goesOn = page.hasMore && oldest !== undefined && instantOf(oldest) >= from;
      return {
        messages: await toIncoming(
          channel,
          within.filter((message) => isSaid(message) && message.user !== botUserId),
        ),
        threads: roots.map(({ ts }) => messageId(channel, ts)),
        before: goesOn ? messageId(channel, oldest) : null,
      };
    },
    async earlier({ channel, thread }, before, limit) {
      const latest = before === null ? null : timestampIn(before);
      const messages =
        thread === null
          ? (await readChannelBack(calls, channel, latest, limit)).messages
          : await readThread(calls, channel, timestampIn(thread), latest, limit);
      const said = messages
        .flatMap((raw) => slackMessage.safeParse(raw).data ?? [])
        .filter(({ ts, subtype }) => (latest === null || ts < latest) && !noticeSubtypes.has(subtype ?? ""));
      return (await toIncoming(channel, said)).slice(-limit);
    },
    async reread({ channel, thread }, id) {
      const ts = timestampIn(id);
      const raw = await readOne(calls, channel, thread === null ? null : timestampIn(thread), ts);
      const message = raw
        .flatMap((each) => slackMessage.safeParse(each).data ?? [])
        .find((each) => each.ts === ts);
      if (!message || message.subtype === "tombstone") return "gone";
      const identity = await account.identity();
      const names = await readNames([message.text ?? ""], identity);
      return incomingMessage(channel, message, { identity, names, opensThread: false });
    },
    fetchFile: (_workspace, file) => fetchFile(calls, botToken, file),
  };
}

/** The one message at a timestamp; of a thread, the message that it hangs on comes with it. */
async function readOne(
  calls: SlackCalls,
  channel: string,
  thread: string | null,
  ts: string,
): Promise<readonly unknown[]> {
  const only = { channel, oldest: ts, latest: ts, inclusive: true, limit: 1 };
  if (thread === null) {
    const kind = { method: "conversations.history", channel, repeatable: true };
    return (await calls.call(kind, (client) => client.conversations.history(only))).messages ?? [];
  }
  const kind = { method: "conversations.replies", channel, repeatable: true };
  const page = await unlessUnknown(["thread_not_found"], () =>
    calls.call(kind, (client) => client.conversations.replies({ ...only, ts: thread, limit: 2 })),
  );
  return page?.messages ?? [];
}

async function readChannelBack(
  calls: SlackCalls,
  channel: string,
  latest: string | null,
  limit: number,
): Promise<RawPage> {
  const kind = { method: "conversations.history", channel, repeatable: true };
  const { messages = [], has_more: hasMore = false } = await calls.call(kind, (client) =>
    client.conversations.history({
      channel,
      limit: Math.min(limit, pageSize),
      ...(latest === null ? {} : { latest }),
    }),
  );
  return { messages, hasMore };
}

/** The newest of a thread in one page, as far as a thread is read; nothing where it is gone. */
async function readThreadOnce(
  calls: SlackCalls,
  channel: string,
  ts: string,
  latest: string,
): Promise<RawPage> {
  const messages = await unlessUnknown(["thread_not_found"], () =>
    readThread(calls, channel, ts, latest, threadPageSize),
  );
  return { messages: messages ?? [], hasMore: false };
}

/** A thread comes oldest first: of a long one only its end is kept, and a very long one is not read to its end. */
async function readThread(
  calls: SlackCalls,
  channel: string,
  ts: string,
  latest: string | null,
  limit: number,
): Promise<readonly unknown[]> {
  const kind = { method: "conversations.replies", channel, repeatable: true };
  let kept: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < threadPages; page += 1) {
    const { messages = [], response_metadata: more } = await calls.call(kind, (client) =>
      client.conversations.replies({
        channel,
        ts,
        limit: threadPageSize,
        ...(latest === null ? {} : { latest }),
        ...(cursor ? { cursor } : {}),
      }),
    );
    kept = [...kept, ...messages].slice(-limit - 1);
    cursor = more?.next_cursor;
    if (!cursor) break;
  }
  return kept;
}

async function fetchFile(calls: SlackCalls, botToken: string, file: AttachedFile): Promise<Uint8Array> {
  const kind = { method: "files.info", channel: "", repeatable: true };
  const { file: found } = await calls.call(kind, (client) => client.files.info({ file: file.id }));
  const address = found?.url_private_download ?? found?.url_private;
  if (!address || !isSlacks(address, calls.client.slackApiUrl))
    throw new PlatformError("Slack", "file-without-address", true);
  const response = await fetch(address, {
    headers: { Authorization: `Bearer ${botToken}` },
    signal: AbortSignal.timeout(fileTimeoutMs),
  }).catch(fileUnreachable);
  if (!response.ok) throw new PlatformError("Slack", `file-${response.status}`, response.status === 404);
  // Without the scope Slack answers with its page for signing in.
  const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (isPage && file.mediaType !== "text/html") throw new PlatformError("Slack", "missing_scope", true);
  // The connection may break, or stall for too long, in the middle of the file.
  const content = await readAtMost(response.body ?? [], file.sizeBytes).catch(fileUnreachable);
  if (!content) throw new PlatformError("Slack", "file-too-large", true);
  return content;
}

function fileUnreachable(cause: unknown): never {
  throw new PlatformError("Slack", "file-unreachable", false, cause);
}

/** The token goes to Slack and to nobody else, whatever an address says. */
function isSlacks(address: string, apiUrl: string): boolean {
  const url = URL.parse(address);
  if (!url) return false;
  const isSlackHost =
    url.protocol === "https:" && (url.hostname === "slack.com" || url.hostname.endsWith(".slack.com"));
  return isSlackHost || url.origin === URL.parse(apiUrl)?.origin;
}
