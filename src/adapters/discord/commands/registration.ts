import { createHash } from "node:crypto";
import { Routes } from "discord.js";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { CommandDescription } from "../../../core/ports/platform.ts";
import { applicationWorkspace, discordName } from "../identity.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";
import { commandBodies } from "./command-json.ts";

/** Where commands are registered: everywhere, or in single servers, where they are there at once. */
export type CommandScope = "everywhere" | "in-each-server";

/** Tells Discord which commands there are. */
export interface Registration {
  /** For all servers, where that is the scope: one call, and none where nothing changed. Rejects with a PlatformError. */
  everywhere(applicationId: string): Promise<void>;
  /** For one server, where that is the scope. */
  inServer(applicationId: string, guildId: string): Promise<void>;
}

export interface RegistrationParts {
  readonly calls: DiscordCalls;
  readonly documents: Documents;
  readonly log: Log;
}

export function createRegistration(
  { calls, documents, log }: RegistrationParts,
  scope: CommandScope,
  commands: readonly CommandDescription[],
): Registration {
  const bodies = commandBodies(commands);
  const hash = createHash("sha256").update(JSON.stringify(bodies)).digest("hex");

  /** Everything in one call, unless what stands there is the same already. */
  const put = async (place: string, route: `/${string}`, body: unknown[], print: string): Promise<void> => {
    const key: DocumentKey = { workspace: applicationWorkspace, kind: "discord-commands", name: place };
    if ((await documents.get(key)) === print) return;
    const kind = { method: "commands", channel: "", repeatable: true };
    await calls.call(kind, (rest) => rest.put(route, { body }));
    await documents.put(key, print, null);
    log.info("commands-registered", { platform: discordName, scope, commands: body.length });
  };

  return {
    async everywhere(applicationId) {
      if (scope === "everywhere")
        await put(`${applicationId} everywhere`, Routes.applicationCommands(applicationId), bodies, hash);
    },
    async inServer(applicationId, guildId) {
      const route = Routes.applicationGuildCommands(applicationId, guildId);
      const place = `${applicationId} ${guildId}`;
      const key: DocumentKey = { workspace: applicationWorkspace, kind: "discord-commands", name: place };
      if (scope === "in-each-server") return put(place, route, bodies, hash);
      // What was registered here by a program under development would stand beside what holds everywhere.
      const before = await documents.get(key);
      if (before !== undefined && before !== "none") await put(place, route, [], "none");
    },
  };
}
