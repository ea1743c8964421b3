import { type APIGuildMember, type Guild, Routes } from "discord.js";
import type { Identity } from "../identity.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";
import { isAdministrator } from "./roles.ts";
import type { Servers } from "./servers.ts";

/** The largest page of members that Discord gives, and the most pages that are read. */
const pageSize = 1000;
const pagesAtMost = 20;

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

  const listed = async (guild: Guild): Promise<string[]> => {
    const found: string[] = [];
    let after = "0";
    for (let page = 0; page < pagesAtMost; page += 1) {
      const kind = { method: "members", channel: guild.id, repeatable: true };
      const query = new URLSearchParams({ limit: String(pageSize), after });
      const members = (await calls.call(kind, (rest) =>
        rest.get(Routes.guildMembers(guild.id), { query }),
      )) as APIGuildMember[];
      found.push(...members.filter(({ user }) => !user.bot).map(({ user }) => user.id));
      const last = members.at(-1);
      if (!last || members.length < pageSize) break;
      after = last.user.id;
    }
    return found;
  };

  return {
    seen(guildId, userId) {
      const ids = seen.get(guildId) ?? new Set();
      seen.set(guildId, ids.add(userId));
    },
    async of(guild) {
      const candidates = identity()?.mayListMembers
        ? await listed(guild)
        : [guild.ownerId, ...(seen.get(guild.id) ?? [])];
      const found = await Promise.all(
        [...new Set(candidates)].map(async (id) => {
          const member = await servers.member(guild, id);
          return member && !member.user.bot && isAdministrator(member) ? [id] : [];
        }),
      );
      return found.flat();
    },
  };
}
