import { createHash } from "node:crypto";
import { Routes } from "discord.js";
import { PlatformError } from "../../../core/errors.ts";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { CommandDescription } from "../../../core/ports/platform.ts";
import type { KnownServers } from "../directory/known-servers.ts";
import { applicationWorkspace, discordName } from "../identity.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";
import { commandBodies } from "./command-json.ts";

/** Where commands are registered: everywhere, or in single servers, where they are there at once. */
export type CommandScope = "everywhere" | "in-each-server";

/** Tells Discord which commands there are. */
export interface Registration {
  /**
   * At the start: for all servers, or for each that we were in, as the scope is. One call for each place, and none
   * where nothing changed. Rejects with a PlatformError.
   */
  everywhere(applicationId: string): Promise<void>;
  /** For one server, where that is the scope. A refusal for good is logged; rejects with any other PlatformError. */
  inServer(applicationId: string, guildId: string): Promise<void>;
}

export interface RegistrationParts {
  readonly calls: DiscordCalls;
  readonly documents: Documents;
  readonly known: KnownServers;
  readonly log: Log;
}

export function createRegistration(
  { calls, documents, known, log }: RegistrationParts,
  scope: CommandScope,
  commands: readonly CommandDescription[],
): Registration {
  const bodies = commandBodies(commands);
  const hash = createHash("sha256").update(JSON.stringify(bodies)).digest("hex");
  const keyOf = (place: string): DocumentKey => ({
    workspace: applicationWorkspace,
    kind: "discord-commands",
    name: place,
  });

  /** Everything in one call, unless what stands there is the same already. */
  const put = async (place: string, route: `/${string}`, body: unknown[], print: string): Promise<void> => {
    if ((await documents.get(keyOf(place))) === print) return;
    const kind = { method: "commands", channel: "", repeatable: true };
    await calls.call(kind, (rest) => rest.put(route, { body }));
    await documents.put(keyOf(place), print, null);
    log.info("commands-registered", { platform: discordName, scope, commands: body.length });
  };

  const putInServer = async (applicationId: string, guildId: string): Promise<void> => {
    const route = Routes.applicationGuildCommands(applicationId, guildId);
    const place = `${applicationId} ${guildId}`;
    if (scope === "in-each-server") return put(place, route, bodies, hash);
    // What was registered here by a program under development would stand beside what holds everywhere.
    const before = await documents.get(keyOf(place));
    if (before !== undefined && before !== "none") await put(place, route, [], "none");
  };

  /** We may have been added without the right to have commands: whoever talks to us needs none. */
  const inServer = async (applicationId: string, guildId: string): Promise<void> => {
    try {
      await putInServer(applicationId, guildId);
    } catch (error) {
      if (!(error instanceof PlatformError && error.permanent)) throw error;
      log.warn("commands-refused", { platform: discordName, server: guildId, code: error.code }, error);
    }
  };

  return {
    inServer,
    async everywhere(applicationId) {
      if (scope === "everywhere")
        await put(`${applicationId} everywhere`, Routes.applicationCommands(applicationId), bodies, hash);
      for (const guildId of await known.all()) await inServer(applicationId, guildId);
    },
  };
}
