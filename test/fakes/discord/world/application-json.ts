import { ApplicationFlags } from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";
import { app } from "./identity.ts";
import { userJson } from "./people.ts";
import { type DiscordState, personOf } from "./state.ts";

/** Which privileged intents the app has. A small app has them as `limited`. */
export function applicationFlags({ settings }: DiscordState): number {
  return (
    (settings.messageContent ? ApplicationFlags.GatewayMessageContentLimited : 0) |
    (settings.serverMembers ? ApplicationFlags.GatewayGuildMembersLimited : 0) |
    (settings.presences ? ApplicationFlags.GatewayPresenceLimited : 0)
  );
}

/** The app as it sees itself. */
export function applicationJson(state: DiscordState): JsonObject {
  const guilds = [...state.guilds.values()].filter(({ members }) => members.has(app.id));
  const flags = applicationFlags(state);
  return {
    id: app.id,
    name: app.name,
    icon: null,
    description: "",
    type: null,
    flags,
    flags_new: String(flags),
    bot: userJson(personOf(state, app.id)),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: "0".repeat(64),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userJson(personOf(state, "owen")),
    approximate_guild_count: guilds.length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: ["bot", "applications.commands"],
  };
}
