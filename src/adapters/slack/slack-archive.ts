import { PlatformError } from "../../core/errors.ts";
import { asId } from "../../core/ids.ts";
import type { AttachedFile } from "../../core/message.ts";
import type { Archive, IncomingMessage } from "../../core/ports/platform.ts";
import type { Account } from "./account.ts";
import type { SlackDirectory } from "./directory/slack-directory.ts";
import { incomingMessage } from "./receive/incoming-message.ts";
import { type SlackMessage, slackMessage } from "./receive/slack-message.ts";
import { type MentionNames, mentionedPeople } from "./receive/slack-text.ts";
import { timestampIn } from "./timestamps.ts";
import type { SlackCalls } from "./web/slack-calls.ts";

/** The most messages that Slack gives at once without complaint. */
const pageSize = 200;

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

/** Reads what Slack still has of the past. */
export function createSlackArchive(
  calls: SlackCalls,
  account: Account,
  directory: SlackDirectory,
  botToken: string,
): Archive {
  return {
    async earlier({ workspace, channel, thread }, before, limit) {
      const latest = timestampIn(before);
      const messages =
        thread === null
          ? await readChannelBack(calls, channel, latest, limit)
          : await readThread(calls, channel, timestampIn(thread), latest);
      const said = messages
        .flatMap((raw) => slackMessage.safeParse(raw).data ?? [])
        .filter(({ ts, subtype }) => ts < latest && !noticeSubtypes.has(subtype ?? ""))
        .toSorted((one, other) => one.ts.localeCompare(other.ts))
        .slice(-limit);
      const identity = await account.identity();
      const names = await readNames(said, async (id) => (await directory.person(workspace, asId(id)))?.name);
      return said.map(
        (message): IncomingMessage =>
          incomingMessage(channel, message, { identity, names, opensThread: false }),
      );
    },
    fetchFile: (_workspace, file) => fetchFile(calls, botToken, file),
  };
}

async function readChannelBack(
  calls: SlackCalls,
  channel: string,
  latest: string,
  limit: number,
): Promise<readonly unknown[]> {
  const kind = { method: "conversations.history", channel, repeatable: true };
  const page = await calls.call(kind, (client) =>
    client.conversations.history({ channel, latest, limit: Math.min(limit, pageSize) }),
  );
  return page.messages ?? [];
}

/** A thread comes oldest first, so that all of it before the message is read. */
async function readThread(
  calls: SlackCalls,
  channel: string,
  ts: string,
  latest: string,
): Promise<readonly unknown[]> {
  const kind = { method: "conversations.replies", channel, repeatable: true };
  const found: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = await calls.call(kind, (client) =>
      client.conversations.replies({ channel, ts, latest, limit: pageSize, ...(cursor ? { cursor } : {}) }),
    );
    found.push(...(page.messages ?? []));
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
  return found;
}

async function readNames(
  messages: readonly SlackMessage[],
  nameOf: (id: string) => Promise<string | undefined>,
): Promise<MentionNames> {
  const ids = [...new Set(messages.flatMap(({ text }) => mentionedPeople(text ?? "")))];
  const names = new Map(await Promise.all(ids.map(async (id) => [id, await nameOf(id)] as const)));
  return { personName: (id) => names.get(id) };
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
  }).catch((error: unknown) => {
    throw new PlatformError("Slack", "file-unreachable", false, error);
  });
  if (!response.ok) throw new PlatformError("Slack", `file-${response.status}`, response.status === 404);
  // Without the scope Slack answers with its page for signing in.
  const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (isPage && file.mediaType !== "text/html") throw new PlatformError("Slack", "missing_scope", true);
  return readAtMost(response, file.sizeBytes);
}

/** The token goes to Slack and to nobody else, whatever an address says. */
function isSlacks(address: string, apiUrl: string): boolean {
  const url = URL.parse(address);
  if (!url) return false;
  const isSlackHost =
    url.protocol === "https:" && (url.hostname === "slack.com" || url.hostname.endsWith(".slack.com"));
  return isSlackHost || url.origin === URL.parse(apiUrl)?.origin;
}

async function readAtMost(response: Response, sizeBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of response.body ?? []) {
    read += chunk.byteLength;
    if (read > sizeBytes) throw new PlatformError("Slack", "file-too-large", true);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
