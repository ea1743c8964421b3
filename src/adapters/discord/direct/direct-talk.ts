import { Remembered } from "../../../core/calls/remembered.ts";
import { changeDocument } from "../../../core/change-document.ts";
import { PlatformError } from "../../../core/errors.ts";
import { asId, type ChannelId } from "../../../core/ids.ts";
import { readPrint } from "../../../core/memory/fingerprints.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import type { Servers } from "../directory/servers.ts";
import { workspaceOf } from "../identity.ts";
import { instantOf } from "../snowflakes.ts";
import type { DirectChannels } from "./direct-channels.ts";
import {
  belongingAt,
  type DirectUse,
  directUse,
  lastChosen,
  type UseInServer,
  usedFrom,
} from "./direct-use.ts";
import { createWaitingTalk } from "./waiting-talk.ts";

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
  /**
   * A single shared server is implied; of several the one that the person chose last. Rejects with a PlatformError
   * where nobody can say because a server is out of order: what is said to one is never taken for another.
   */
  belongingOf(userId: string): Promise<Belonging>;
  /** The servers that both are in. */
  sharedBy(userId: string): Promise<readonly SharedServer[]>;
  /** The servers that the conversation has ever belonged to. */
  usedBy(userId: string): Promise<readonly string[]>;
  /**
   * To which server belongs what was said in the conversation at an instant in milliseconds, and from when on that
   * was so; undefined where it is none's: it waits for a choice, or was said before anything was taken.
   */
  belongedAt(
    userId: string,
    channel: string,
    at: number,
  ): Promise<{ readonly guildId: string; readonly from: number } | undefined>;
  /** To which server goes what was said at an instant and is heard only now. Rejects as `belongingOf` does. */
  belongingSince(userId: string, at: number): Promise<Belonging>;
  /** The person chose this server: it stays so until they choose another. What waits for the choice is its own. */
  choose(guildId: string, userId: string, channel: string): Promise<void>;
  /** Something was said in the conversation, at an instant in milliseconds, while it belongs to this server. */
  use(guildId: string, userId: string, channel: string, saidAt: number): Promise<void>;
}

/** The most servers that are asked whether somebody is in them. */
const serversAtMost = 100;

/** The servers that somebody shares with Reverie, and those of which nobody can say that now. */
interface Sharing {
  readonly servers: readonly SharedServer[];
  readonly outOfOrder: readonly string[];
}

export interface DirectTalkParts {
  readonly channels: DirectChannels;
  readonly servers: Servers;
  readonly documents: Documents;
  readonly clock: Clock;
}

export function createDirectTalk({ channels, servers, documents, clock }: DirectTalkParts): DirectTalk {
  const waiting = createWaitingTalk(documents);
  /** Under a fingerprint, so that whoever is erased is named in no row. */
  const keyOf = async (guildId: string, userId: string): Promise<DocumentKey> => {
    const workspace = workspaceOf(guildId);
    const print = await readPrint({ documents }, workspace);
    return { workspace, kind: "discord-direct", name: print(userId) };
  };
  const read = async (guildId: string, userId: string): Promise<DirectUse | undefined> =>
    directUse.safeParse(await documents.get(await keyOf(guildId, userId))).data;

  const change = async (
    guildId: string,
    userId: string,
    channel: string,
    next: (use: DirectUse) => DirectUse,
  ): Promise<void> =>
    changeDocument(documents, await keyOf(guildId, userId), (raw) =>
      next(directUse.safeParse(raw).data ?? { channel, chosenAt: 0, from: [] }),
    );

  const usesIn = async (guildIds: readonly string[], userId: string): Promise<UseInServer[]> => {
    const all = await Promise.all(
      guildIds.map(async (guildId) => ({ guildId, use: await read(guildId, userId) })),
    );
    return all.flatMap(({ guildId, use }) => (use ? [{ guildId, use }] : []));
  };

  const someServers = () => servers.ids().slice(0, serversAtMost);

  const shared = new Remembered(clock, async (userId): Promise<Sharing> => {
    const found = await Promise.all(
      someServers().map(async (id): Promise<Sharing> => {
        const guild = await servers.find(id).catch(() => null);
        if (guild === null) return { servers: [], outOfOrder: [id] };
        const member = guild && (await servers.member(guild, userId));
        return { servers: guild && member ? [{ id, name: guild.name }] : [], outOfOrder: [] };
      }),
    );
    return {
      servers: found.flatMap((each) => each.servers),
      outOfOrder: found.flatMap((each) => each.outOfOrder),
    };
  });

  const belongingNow = async (userId: string): Promise<Belonging> => {
    const sharing = await shared.get(userId);
    // An outage is over sooner than what is remembered is asked again.
    if (sharing.outOfOrder.length > 0) shared.forget(userId);
    const ids = [...sharing.servers.map(({ id }) => id), ...sharing.outOfOrder];
    return belongingOf(sharing, await usesIn(ids, userId));
  };

  return {
    async open(guildId, userId) {
      const channel = await channels.openWith(userId);
      if (!(await read(guildId, userId))) await change(guildId, userId, channel, (use) => use);
      return channel;
    },
    find: async (guildId, userId) => {
      const known = await read(guildId, userId);
      return known && asId<ChannelId>(known.channel);
    },
    sharedBy: async (userId) => (await shared.get(userId)).servers,
    belongingOf: belongingNow,
    usedBy: async (userId) => (await usesIn(someServers(), userId)).map(({ guildId }) => guildId),
    async belongedAt(userId, channel, at) {
      const waits = await waiting.find(channel);
      if (waits !== undefined && at >= instantOf(waits)) return undefined;
      return belongingAt(await usesIn(someServers(), userId), at);
    },
    async belongingSince(userId, at) {
      const uses = await usesIn(someServers(), userId);
      const then = belongingAt(uses, at);
      const latest = belongingAt(uses, Number.POSITIVE_INFINITY);
      if (then && latest && latest.from > at) return { type: "server", guildId: then.guildId };
      return belongingNow(userId);
    },
    async choose(guildId, userId, channel) {
      const waits = await waiting.find(channel);
      const chosenAt = clock.now();
      const from = waits === undefined ? chosenAt : instantOf(waits);
      await change(guildId, userId, channel, (use) => ({ ...usedFrom(use, from), chosenAt }));
      if (waits !== undefined) await waiting.end(channel);
    },
    async use(guildId, userId, channel, saidAt) {
      if ((await waiting.find(channel)) !== undefined) await waiting.end(channel);
      const uses = await usesIn(someServers(), userId);
      if (belongingAt(uses, saidAt)?.guildId !== guildId)
        await change(guildId, userId, channel, (use) => usedFrom(use, saidAt));
      await channels.heardIn(channel);
    },
  };
}

/** What a direct conversation belongs to, by what is kept of it. Throws as `DirectTalk` rejects. */
function belongingOf({ servers, outOfOrder }: Sharing, uses: readonly UseInServer[]): Belonging {
  const isShared = (guildId: string) => servers.some(({ id }) => id === guildId);
  const chosen = lastChosen(uses);
  if (chosen !== undefined && isShared(chosen)) return { type: "server", guildId: chosen };
  const [first, ...others] = servers;
  if (chosen === undefined && outOfOrder.length === 0) {
    if (!first) return { type: "none" };
    return others.length === 0 ? { type: "server", guildId: first.id } : { type: "to-choose", servers };
  }
  if (chosen !== undefined || !first) throw new PlatformError("Discord", "server-unavailable", false);
  // The only one that there ever was for them is the only one still.
  const isOnlyOne = others.length === 0 && uses.length > 0 && uses.every(({ guildId }) => isShared(guildId));
  return isOnlyOne ? { type: "server", guildId: first.id } : { type: "to-choose", servers };
}
