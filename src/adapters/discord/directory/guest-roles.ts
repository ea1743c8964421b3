import type { Guild } from "discord.js";
import { z } from "zod";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import { readOwnSetting } from "../../../core/settings/settings.ts";
import { workspaceOf } from "../identity.ts";

/** Which roles a setting was found to mean. */
const found = z.object({ setting: z.string(), roles: z.array(z.string()) });

/** Which roles make whoever has them a guest. */
export interface GuestRoles {
  /** Their ids, as the setting `guest-role` means them now: by name or by id. Rejects with a StoreError. */
  of(guild: Guild): Promise<ReadonlySet<string>>;
}

/** A role that is renamed stays the one that was set: nobody sees more because of a new name. */
export function createGuestRoles(documents: Documents): GuestRoles {
  return {
    async of(guild) {
      const workspace = workspaceOf(guild.id);
      const setting = (await readOwnSetting(documents, workspace, "guest-role")) ?? "";
      if (setting === "") return new Set();
      const key: DocumentKey = { workspace, kind: "discord-guest-role", name: "" };
      const known = found.safeParse(await documents.get(key)).data;
      const before = known?.setting === setting ? known.roles : [];
      const named = guild.roles.cache.filter(({ id, name }) => id === setting || name === setting);
      const roles = [...new Set([...before, ...named.keys()])];
      if (roles.length > before.length) await documents.put(key, { setting, roles }, null);
      return new Set(roles);
    },
  };
}
