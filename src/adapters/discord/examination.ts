import { type APIGatewayBotInfo, Routes } from "discord.js";
import { z } from "zod";
import { PlatformError, StartError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { CommandDescription } from "../../core/ports/platform.ts";
import { readIdentityAtStart } from "./application.ts";
import { commandBodies } from "./commands/command-json.ts";
import type { DiscordConfig } from "./discord-config.ts";
import { contentSentence } from "./gateway/gateway-trouble.ts";
import type { Identity } from "./identity.ts";
import { missingPermissions } from "./invitation.ts";
import { createDiscordCalls, createRest, type DiscordCalls } from "./web/discord-calls.ts";

/** What one look at Discord found, as one line for whoever runs the program. */
export interface DiscordFinding {
  readonly name: string;
  readonly isWell: boolean;
  readonly says: string;
}

/** Below so many identifies that are left for the day, something starts the program again and again. */
const identifiesAtLeast = 20;

/** The most servers that are looked at. */
const serversAtMost = 200;

const joined = z.array(z.object({ id: z.string(), name: z.string(), permissions: z.string() }));
const registered = z.array(z.object({ name: z.string(), options: z.array(z.unknown()).optional() }));

/**
 * Tries the settings against Discord: whose token it is, what is switched on, which commands stand, what it may
 * do in each server. Opens no connection and says nothing anywhere. Never rejects for what Discord answers.
 */
export async function examineDiscord(
  config: DiscordConfig,
  clock: Clock,
  commands: readonly CommandDescription[],
): Promise<readonly DiscordFinding[]> {
  const calls = createDiscordCalls(createRest(config.token, config.apiUrl), clock);
  try {
    const identity = await readIdentityAtStart(calls);
    return [
      { name: "Discord", isWell: true, says: `application ${identity.applicationId}, bot @${identity.name}` },
      examineIntents(identity),
      await examineConnecting(calls),
      await examineCommands(calls, identity, config, commands),
      ...(await examineServers(calls)),
    ];
  } catch (error) {
    if (error instanceof StartError) return [{ name: "Discord", isWell: false, says: error.message }];
    if (!(error instanceof PlatformError)) throw error;
    return [{ name: "Discord", isWell: false, says: `Discord refuses to tell (${error.code}). Try again.` }];
  }
}

/** Without the intent it is a smaller bot, which somebody may well want. */
function examineIntents({ mayReadContent, applicationId }: Identity): DiscordFinding {
  const says = mayReadContent
    ? "the Message Content Intent is on: it may follow the channels that it is in"
    : mayReadContent === false
      ? contentSentence(applicationId)
      : "Discord does not say whether the Message Content Intent is on; the start tries it";
  return { name: "Intents", isWell: true, says };
}

async function examineConnecting(calls: DiscordCalls): Promise<DiscordFinding> {
  const kind = { method: "gateway", channel: "", repeatable: true };
  const { session_start_limit: limit, shards } = (await calls.call(kind, (rest) =>
    rest.get(Routes.gatewayBot()),
  )) as APIGatewayBotInfo;
  if (shards > 1)
    return {
      name: "Gateway",
      isWell: false,
      says: "Discord wants the application to be split, because it is in too many servers (2,500 at most)",
    };
  const isWell = limit.remaining >= identifiesAtLeast;
  const left = `${limit.remaining} of ${limit.total} connections are left for today`;
  return { name: "Gateway", isWell, says: isWell ? left : `${left}: look why it starts so often` };
}

async function examineCommands(
  calls: DiscordCalls,
  { applicationId }: Identity,
  { commandScope }: DiscordConfig,
  commands: readonly CommandDescription[],
): Promise<DiscordFinding> {
  const name = "Commands";
  if (commandScope === "in-each-server")
    return { name, isWell: true, says: "under development, registered in each server at the start" };
  const kind = { method: "commands", channel: "", repeatable: true };
  const found = registered.parse(
    await calls.call(kind, (rest) => rest.get(Routes.applicationCommands(applicationId))),
  );
  const wanted = commandBodies(commands);
  const isThere = wanted.every(({ name: each, ...body }) => {
    const count = "options" in body ? (body.options?.length ?? 0) : 0;
    return found.some((command) => command.name === each && (command.options?.length ?? 0) === count);
  });
  const says = isThere
    ? "/reverie and “Remember this” are registered"
    : "not registered as this version has them: the next start does it";
  return { name, isWell: true, says };
}

async function examineServers(calls: DiscordCalls): Promise<readonly DiscordFinding[]> {
  const name = "Server";
  const kind = { method: "servers", channel: "", repeatable: true };
  const query = new URLSearchParams({ limit: String(serversAtMost) });
  const servers = joined.parse(await calls.call(kind, (rest) => rest.get(Routes.userGuilds(), { query })));
  if (servers.length === 0)
    return [{ name, isWell: false, says: "it is in none yet: npm run discord:invite prints the link" }];
  return servers.map((server) => {
    const missing = missingPermissions(BigInt(server.permissions)).map((permission) => permission.name);
    return missing.length === 0
      ? { name, isWell: true, says: `${server.name}: it may do what it needs to` }
      : {
          name,
          isWell: false,
          says: `${server.name}: it lacks ${missing.join(", ")}. Give them to its role under Server Settings, Roles, or invite it again: npm run discord:invite`,
        };
  });
}
