import { ApplicationFlags, Routes } from "discord.js";
import { z } from "zod";
import { PlatformError, StartError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { DiscordConfig } from "./discord-config.ts";
import { tokenSentence, unreachedSentence } from "./gateway/gateway-trouble.ts";
import type { Identity } from "./identity.ts";
import { deadTokenCode } from "./web/call-failure.ts";
import { createDiscordCalls, createRest, type DiscordCalls } from "./web/discord-calls.ts";

const application = z.object({ id: z.string(), flags: z.number().optional() });
const user = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() });

/** Intents that are switched on, for applications in many servers and in few. */
const contentFlags = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;
const membersFlags = ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited;

/** Asks Discord who the token belongs to, and what is switched on. Rejects with a PlatformError. */
async function readIdentity(calls: DiscordCalls): Promise<Identity> {
  const kind = { method: "identity", channel: "", repeatable: true };
  const self = user.parse(await calls.call(kind, (rest) => rest.get(Routes.user("@me"))));
  const own = application.parse(await calls.call(kind, (rest) => rest.get(Routes.currentApplication())));
  return {
    applicationId: own.id,
    userId: self.id,
    name: self.global_name || self.username,
    mayReadContent: own.flags === undefined ? undefined : (own.flags & contentFlags) !== 0,
    mayListMembers: ((own.flags ?? 0) & membersFlags) !== 0,
  };
}

/** The same at the start. Rejects with a StartError that tells what to do. */
export async function readIdentityAtStart(calls: DiscordCalls): Promise<Identity> {
  try {
    return await readIdentity(calls);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    throw new StartError(startSentence(error.code), { cause: error });
  }
}

function startSentence(code: string): string {
  if (code === deadTokenCode) return tokenSentence;
  if (code === "unreached" || code === "ambiguous") return unreachedSentence;
  return `Discord refuses DISCORD_TOKEN (${code}). Look at the application's page, under Bot.`;
}

/** The id of the application that the token belongs to. Rejects with a StartError. */
export async function readApplicationId(
  { token, apiUrl }: Pick<DiscordConfig, "token" | "apiUrl">,
  clock: Clock,
): Promise<string> {
  const calls = createDiscordCalls(createRest(token, apiUrl), clock);
  return (await readIdentityAtStart(calls)).applicationId;
}
