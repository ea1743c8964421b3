import { type Audience, team } from "../audience.ts";
import type { ChannelId, MessageId, WorkspaceId } from "../ids.ts";
import type { Channel, RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { readOptedOut } from "../privacy.ts";
import { isExcluded, readSettings } from "../settings/settings.ts";
import { fingerprintOf } from "./fingerprints.ts";
import type { GateFacts } from "./gates/gate.ts";
import { readOpenBook } from "./readable-books.ts";

/** The most pending proposals of one audience that are compared with a new one. */
const pendingCompared = 200;

/** Gathers what the gates need to know to judge changes of one audience that rest on these messages. */
export async function gatherGateFacts(
  parts: Parts,
  workspace: WorkspaceId,
  audience: Audience,
  quoted: readonly MessageId[],
): Promise<Omit<GateFacts, "hasSecret">> {
  const audiences = [audience, ...widerThan(audience)];
  const [messages, books, pending, tombstones, fingerprint, settings, optedOut] = await Promise.all([
    parts.history.get(workspace, [...new Set(quoted)]),
    Promise.all(audiences.map((each) => readOpenBook(parts, workspace, each))),
    Promise.all(audiences.map((each) => parts.ledger.proposals(workspace, each, "pending", pendingCompared))),
    Promise.all(audiences.map((each) => parts.ledger.tombstones(workspace, each))),
    fingerprintOf(parts, workspace),
    readSettings(parts, workspace, null),
    readOptedOut(parts, workspace),
  ]);
  const channels = await readChannels(parts, workspace, audience, messages);
  return {
    audience,
    messages: new Map(messages.map((message) => [message.id, message])),
    reachOf: (channel) => channels.get(channel)?.reach,
    isFollowed: (channel) => channels.get(channel)?.isFollowed,
    isExcluded: (id) => {
      const channel = channels.get(id);
      return channel !== undefined && isExcluded(channel, settings.excludedChannels);
    },
    books,
    pending: pending.flat(),
    // What the team refused does not come back to fewer people on the same evidence.
    tombstones: tombstones.flat(),
    fingerprint,
    sensitiveTopics: settings.sensitiveTopics,
    optedOut: optedOut.names,
  };
}

/** The audiences whose memories reach this one as well, so that saying them again would be a duplicate. */
function widerThan(audience: Audience): Audience[] {
  return audience.type === "team" ? [] : [team];
}

/** The channels that the audience and its evidence are of, as the platform describes them now. */
async function readChannels(
  parts: Parts,
  workspace: WorkspaceId,
  audience: Audience,
  messages: readonly RecordedMessage[],
): Promise<Map<ChannelId, Channel>> {
  const directory = directoryOf(parts, workspace);
  const own = audience.type === "channel" ? [audience.channel] : [];
  const ids = [...new Set([...own, ...messages.map(({ channel }) => channel)])];
  const channels = await Promise.all(ids.map((id) => directory.channel(workspace, id)));
  return new Map(channels.flatMap((channel) => (channel ? [[channel.id, channel]] : [])));
}
