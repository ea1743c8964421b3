import { ApplicationCommandResponseSchema } from "discord-api-spec/zod";
import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import { commandFaults } from "../bodies/command-body.ts";
import { app } from "../world/identity.ts";
import { checked } from "./checked.ts";
import { DiscordError, refuseFaults } from "./discord-error.ts";
import { joinedGuild, parameter, type RestCall, type Route } from "./route.ts";

const everywhere = "/applications/:application/commands";
const inGuild = "/applications/:application/guilds/:guild/commands";

/** The commands of the app. They are set as one list. */
export const commandRoutes: readonly Route[] = [
  { method: "GET", path: everywhere, run: (call) => list(call, null) },
  { method: "PUT", path: everywhere, run: (call) => set(call, null) },
  { method: "GET", path: inGuild, run: (call) => list(call, joinedGuild(call).id) },
  { method: "PUT", path: inGuild, run: (call) => set(call, joinedGuild(call).id) },
];

function requireOwn(call: RestCall): void {
  if (parameter(call, "application") !== app.id) throw new DiscordError(20012);
}

function list(call: RestCall, guildId: string | null): readonly JsonObject[] {
  requireOwn(call);
  return call.state.commands.list(guildId);
}

function set(call: RestCall, guildId: string | null): readonly JsonObject[] {
  requireOwn(call);
  const { state, body } = call;
  if (!Array.isArray(body)) {
    refuseFaults([{ path: [], code: "LIST_TYPE_CONVERT", message: "Only iterables may be used here." }]);
  }
  const given: readonly unknown[] = Array.isArray(body) ? body : [];
  refuseFaults(commandFaults(given));
  const before = state.commands.list(guildId);
  const commands = given.filter(isObject).map((command) => {
    const known = before.find(({ name, type }) => name === command.name && type === (command.type ?? 1));
    const id = typeof known?.id === "string" ? known.id : state.snowflakes.next();
    return checked(
      call,
      ApplicationCommandResponseSchema,
      shown(command, id, state.snowflakes.next(), guildId),
    );
  });
  state.commands.set(guildId, commands);
  state.records.registrations.push({ guild: guildId, commands, at: state.time.now() });
  return commands;
}

function shown(command: JsonObject, id: string, version: string, guildId: string | null): JsonObject {
  const { name, description, contexts, integration_types, default_member_permissions, nsfw, options } =
    command;
  return {
    id,
    application_id: app.id,
    version,
    type: command.type ?? 1,
    name,
    description: description ?? "",
    name_localizations: command.name_localizations ?? null,
    description_localizations: command.description_localizations ?? null,
    default_member_permissions: default_member_permissions ?? null,
    nsfw: nsfw ?? false,
    options: objectsIn(options),
    ...(guildId === null
      ? { contexts: contexts ?? null, integration_types: integration_types ?? [0] }
      : { guild_id: guildId }),
  };
}
