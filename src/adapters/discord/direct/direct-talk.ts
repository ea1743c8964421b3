import { z } from "zod";
import { Remembered } from "../../../core/calls/remembered.ts";
import { asId, type ChannelId } from "../../../core/ids.ts";
import { readPrint } from "../../../core/memory/fingerprints.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import type { Servers } from "../directory/servers.ts";
import { workspaceOf } from "../identity.ts";
import type { DirectChannels } from "./direct-channels.ts";

/** A server that somebody and Reverie are both in. */
export interface SharedServer {
  readonly id: string;
  readonly name: string;
}

/** Which server a direct conversation belongs to. */
export type Belonging =
  | { readonly type: "server"; readonly guildId: string }
  /** Nobody chose yet. */
  | { readonly type: "to-choose"; readonly servers: readonly SharedServer[] }
  | { readonly type: "none" };

/** Which server each direct conversation belongs to. */
export interface DirectTalk {
  /** The person's direct conversation with Reverie, opened where there is none yet. */
  open(guildId: string, userId: string): Promise<ChannelId>;
  /** The same, where one is known. */
  find(guildId: string, userId: string): Promise<ChannelId | undefined>;
  /** A single shared server is implied; of several the one that the person chose last. */
  belongingOf(userId: string): Promise<Belonging>;
  /** The servers that both are in. */
  sharedBy(userId: string): Promise<readonly SharedServer[]>;
  /** The servers that the conversation has ever belonged to. */
  usedBy(userId: string): Promise<readonly string[]>;
  /** The person chose this server: it stays so until they choose another. */
  choose(guildId: string, userId: string, channel: string): Promise<void>;
  /** Something is said in the conversation while it belongs to this server. */
  use(guildId: string, userId: string, channel: string): Promise<void>;
}

/** The most servers that are asked whether somebody is in them. */
const serversAtMost = 100;

/** A server's part of a direct conversation. It was never chosen where that is 0. */
const direct = z.object({ channel: z.string(), chosenAt: z.number() });

export interface DirectTalkParts {
  readonly channels: DirectChannels;
  readonly servers: Servers;
  readonly documents: Documents;
  readonly clock: Clock;
}

export function createDirectTalk({ channels, servers, documents, clock }: DirectTalkParts): DirectTalk {
  /** Under a fingerprint, so that whoever is erased is named in no row. */
  const keyOf = async (guildId: string, userId: string): Promise<DocumentKey> => {
    const workspace = workspaceOf(guildId);
    const print = await readPrint({ documents }, workspace);
    return { workspace, kind: "discord-direct", name: print(userId) };
  };
  const read = async (guildId: string, userId: string) =>
    direct.safeParse(await documents.get(await keyOf(guildId, userId))).data;

  const add = async (guildId: string, userId: string, channel: string): Promise<void> => {
    if (!(await read(guildId, userId)))
      await documents.add(await keyOf(guildId, userId), { channel, chosenAt: 0 }, null);
  };

  const someServers = () => servers.ids().slice(0, serversAtMost);

  const shared = new Remembered(clock, async (userId: string): Promise<readonly SharedServer[]> => {
    const found = await Promise.all(
      someServers().map(async (id) => {
        // A server that is out of order is not one of theirs for now.
        const guild = await servers.find(id).catch(() => undefined);
        const member = guild && (await servers.member(guild, userId));
        return guild && member ? [{ id, name: guild.name }] : [];
      }),
    );
    return found.flat();
  });

  return {
    async open(guildId, userId) {
      const channel = await channels.openWith(userId);
      await add(guildId, userId, channel);
      return channel;
    },
    find: async (guildId, userId) => {
      const known = await read(guildId, userId);
      return known && asId<ChannelId>(known.channel);
    },
    sharedBy: (userId) => shared.get(userId),
    async belongingOf(userId) {
      const all = await shared.get(userId);
      const [first, ...others] = all;
      if (!first) return { type: "none" };
      if (others.length === 0) return { type: "server", guildId: first.id };
      const chosen = await Promise.all(
        all.map(async ({ id }) => ({ id, chosenAt: (await read(id, userId))?.chosenAt ?? 0 })),
      );
      const [latest] = chosen.toSorted((one, other) => other.chosenAt - one.chosenAt);
      return latest && latest.chosenAt > 0
        ? { type: "server", guildId: latest.id }
        : { type: "to-choose", servers: all };
    },
    async usedBy(userId) {
      const all = someServers();
      const known = await Promise.all(all.map((id) => read(id, userId)));
      return all.filter((_, index) => known[index] !== undefined);
    },
    choose: async (guildId, userId, channel) =>
      documents.put(await keyOf(guildId, userId), { channel, chosenAt: clock.now() }, null),
    async use(guildId, userId, channel) {
      await add(guildId, userId, channel);
      await channels.heardIn(channel);
    },
  };
}
