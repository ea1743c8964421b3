import { ChannelType, Routes } from "discord.js";
import { z } from "zod";
import { Remembered } from "../../../core/calls/remembered.ts";
import { unlessUnknown } from "../../../core/calls/unless-unknown.ts";
import { changeDocument } from "../../../core/change-document.ts";
import { asId, type ChannelId } from "../../../core/ids.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import { applicationWorkspace } from "../identity.ts";
import { unknownChannelCode } from "../web/call-failure.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";

/** Direct conversations as Discord's channels, which belong to no server. */
export interface DirectChannels {
  /** The person's direct conversation with Reverie, opened where there is none yet. */
  openWith(userId: string): Promise<ChannelId>;
  /** Who talks with Reverie in a channel; undefined where it is no direct one. */
  personIn(channel: string): Promise<string | undefined>;
  /** The newest message of a direct conversation and who talks there; undefined where there is none. */
  newestIn(channel: string): Promise<{ readonly userId: string; readonly message: string } | undefined>;
  /** Somebody spoke there. */
  heardIn(channel: string): Promise<void>;
  /** The conversations in which somebody spoke lately, the newest first. */
  recent(): Promise<readonly string[]>;
}

/** How long a channel that Discord opened, and who talks there, is remembered, in milliseconds. */
const openedMs = 60 * 60 * 1000;

/** The most conversations that are read back after a pause. */
const recentAtMost = 50;

const channelIds = z.array(z.string());
const opened = z.object({ id: z.string() });
const directChannel = z.object({
  type: z.literal(ChannelType.DM),
  recipients: z.array(z.object({ id: z.string() })),
  last_message_id: z.string().nullish(),
});

export function createDirectChannels(
  calls: DiscordCalls,
  documents: Documents,
  clock: Clock,
): DirectChannels {
  const recentKey: DocumentKey = {
    workspace: applicationWorkspace,
    kind: "discord-recent-directs",
    name: "",
  };
  let newest: string | undefined;

  const read = async (channel: string) => {
    const kind = { method: "channel", channel, repeatable: true };
    const found = await unlessUnknown([unknownChannelCode, "50001"], () =>
      calls.call(kind, (rest) => rest.get(Routes.channel(channel))),
    );
    return directChannel.safeParse(found).data;
  };
  const channels = new Remembered(
    clock,
    async (userId: string): Promise<ChannelId> => {
      const kind = { method: "open-direct", channel: "", repeatable: true };
      const body = { recipient_id: userId };
      return asId(
        opened.parse(await calls.call(kind, (rest) => rest.post(Routes.userChannels(), { body }))).id,
      );
    },
    openedMs,
  );
  const people = new Remembered(clock, async (channel) => (await read(channel))?.recipients[0]?.id, openedMs);

  return {
    openWith: (userId) => channels.get(userId),
    personIn: (channel) => people.get(channel),
    async newestIn(channel) {
      const found = await read(channel);
      const userId = found?.recipients[0]?.id;
      const message = found?.last_message_id;
      return userId !== undefined && message ? { userId, message } : undefined;
    },
    async heardIn(channel) {
      if (newest === channel) return;
      await changeDocument(documents, recentKey, (raw) => {
        const known = channelIds.safeParse(raw).data ?? [];
        return [channel, ...known.filter((each) => each !== channel)].slice(0, recentAtMost);
      });
      // Once it is written: what the store could not take is tried again.
      newest = channel;
    },
    recent: async () => channelIds.safeParse(await documents.get(recentKey)).data ?? [],
  };
}
