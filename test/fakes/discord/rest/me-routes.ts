import {
  GatewayBotResponseSchema,
  MyGuildResponseSchema,
  PrivateApplicationResponseSchema,
  PrivateChannelResponseSchema,
  UserPIIResponseSchema,
  UserResponseSchema,
} from "discord-api-spec/zod";
import type { JsonObject } from "../../messages-server/json-value.ts";
import { identifiesLeft } from "../gateway/identify.ts";
import { applicationJson } from "../world/application-json.ts";
import { channelJson } from "../world/channel-json.ts";
import { app } from "../world/identity.ts";
import { userJson } from "../world/people.ts";
import { guildPermissions } from "../world/permissions.ts";
import { personOf } from "../world/state.ts";
import { checked } from "./checked.ts";
import { DiscordError, refuseFaults } from "./discord-error.ts";
import { bodyOf, parameter, type RestCall, type Route } from "./route.ts";

/** Who the bot is, and whom it can talk to. */
export const meRoutes: readonly Route[] = [
  { method: "GET", path: "/gateway/bot", run: gateway },
  { method: "GET", path: "/users/@me", run: me },
  { method: "GET", path: "/users/@me/guilds", run: myGuilds },
  { method: "POST", path: "/users/@me/channels", run: openDirect },
  { method: "GET", path: "/users/:user", run: user },
  {
    method: "GET",
    path: "/applications/@me",
    run: (call) => checked(call, PrivateApplicationResponseSchema, applicationJson(call.state)),
  },
];

function gateway(call: RestCall): JsonObject {
  const { settings, baseUrl } = call.state;
  return checked(call, GatewayBotResponseSchema, {
    url: `${baseUrl.replace("http", "ws")}/gateway`,
    shards: settings.shards,
    session_start_limit: {
      total: settings.identifiesPerDay,
      remaining: Math.max(0, identifiesLeft(call.state)),
      reset_after: 86_400_000,
      max_concurrency: settings.maxConcurrency,
    },
  });
}

function me(call: RestCall): JsonObject {
  const own = userJson(personOf(call.state, app.id));
  const more = { mfa_enabled: true, locale: "en-US", email: null, verified: true };
  return checked(call, UserPIIResponseSchema, { ...own, ...more });
}

function user(call: RestCall): JsonObject {
  const person = call.state.people.get(parameter(call, "user"));
  if (!person) throw new DiscordError(10013);
  return checked(call, UserResponseSchema, userJson(person));
}

function myGuilds(call: RestCall): JsonObject[] {
  return [...call.state.guilds.values()].flatMap((guild) => {
    const own = guild.members.get(app.id);
    if (!own) return [];
    const shown = {
      id: guild.id,
      name: guild.name,
      icon: null,
      banner: null,
      owner: false,
      permissions: String(guildPermissions(guild, own)),
      features: [],
    };
    return [checked(call, MyGuildResponseSchema, shown)];
  });
}

/** Opening always works; it is sending that may be refused. */
function openDirect(call: RestCall): JsonObject {
  const { recipient_id: id } = bodyOf(call);
  const isMissing = typeof id !== "string";
  const path = ["recipient_id"];
  refuseFaults(isMissing ? [{ path, code: "BASE_TYPE_REQUIRED", message: "This field is required" }] : []);
  const channel = [...call.state.channels.values()].find(({ recipientId }) => recipientId === id);
  if (channel) return checked(call, PrivateChannelResponseSchema, channelJson(call.state, channel));
  throw call.state.people.has(String(id)) ? new DiscordError(50007) : new DiscordError(10013);
}
