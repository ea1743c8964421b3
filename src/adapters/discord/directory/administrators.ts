import { type Guild, Routes } from "discord.js";
import { z } from "zod";
import { unlessUnknown } from "../../../core/calls/unless-unknown.ts";
import type { Identity } from "../identity.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";
import { isAdministrating, isAdministrator } from "./roles.ts";
import type { Servers } from "./servers.ts";

/** The largest page of members that Discord gives, and the most pages that are read. */
const pageSize = 1000;
const pagesAtMost = 20;

/** What the list of members is refused with, where the Server Members Intent is off. */
const notListedCodes = ["50001"];

const listedMembers = z.array(
  z.object({ user: z.object({ id: z.string(), bot: z.boolean().optional() }), roles: z.array(z.string()) }),
);

/** Who administers a server. */
export interface Administrators {
  /** Their ids. Without the Server Members Intent: the owner, and whoever was seen to be one since the start. */
  of(guild: Guild): Promise<readonly string[]>;
  /** Somebody was seen in a server; whether they administer it is looked up when it matters. */
  seen(guildId: string, userId: string): void;
}

export function createAdministrators(
  calls: DiscordCalls,
  servers: Servers,
  identity: () => Identity | undefined,
): Administrators {
  const seen = new Map<string, Set<string>>();

  const pageAfter = async ({ id }: Guild, after: string) => {
    const kind = { method: "members", channel: id, repeatable: true };
    const query = new URLSearchParams({ limit: String(pageSize), after });
    return listedMembers.parse(
      await calls.call(kind, (rest) => rest.get(Routes.guildMembers(id), { query })),
    );
  };

  /** Page by page: a server may have more members than could be asked for one by one. */
  const listed = async (guild: Guild): Promise<string[]> => {
    const ruling = new Set(
      guild.roles.cache.filter(({ permissions }) => isAdministrating(permissions.bitfield)).keys(),
    );
    const found: string[] = [];
    let after = "0";
    for (let page = 0; page < pagesAtMost; page += 1) {
      const members = await pageAfter(guild, after);
      for (const { user, roles } of members) {
        const isRuling = user.id === guild.ownerId || [guild.id, ...roles].some((role) => ruling.has(role));
        if (isRuling && user.bot !== true) found.push(user.id);
      }
      const last = members.at(-1);
      if (!last || members.length < pageSize) break;
      after = last.user.id;
    }
    return found;
  };

  const known = async (guild: Guild): Promise<string[]> => {
    const candidates = [...new Set([guild.ownerId, ...(seen.get(guild.id) ?? [])])];
    const found = await Promise.all(
      candidates.map(async (id) => {
        const member = await servers.member(guild, id);
        return member && !member.user.bot && isAdministrator(member) ? [id] : [];
      }),
    );
    return found.flat();
  };

  return {
    seen(guildId, userId) {
      const ids = seen.get(guildId) ?? new Set();
      seen.set(guildId, ids.add(userId));
    },
    async of(guild) {
      // The intent may have been switched off since the start.
      const all = identity()?.mayListMembers
        ? await unlessUnknown(notListedCodes, () => listed(guild))
        : undefined;
      return all ?? known(guild);
    },
  };
}
