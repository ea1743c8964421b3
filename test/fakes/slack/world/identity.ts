/** The workspace. */
export const teamId = "T0TEAM";

/** Its part of the host name. */
export const teamDomain = "example";

/** Where permalinks point. */
export const teamUrl = `https://${teamDomain}.slack.com/`;

/** The app under test. */
export const app = { id: "A0REVERIE", userId: "U0REVERIE", botId: "B0REVERIE", name: "reverie" } as const;

/** Every scope that the fake knows for a bot. */
export const knownScopes = [
  "app_mentions:read",
  "assistant:write",
  "channels:history",
  "channels:read",
  "chat:write",
  "chat:write.customize",
  "chat:write.public",
  "commands",
  "files:read",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "im:read",
  "im:write",
  "mpim:history",
  "mpim:read",
  "mpim:write",
  "reactions:read",
  "team:read",
  "users:read",
] as const;

/** What is granted unless a test says otherwise: all but posting where the bot is not a member. */
export const usualScopes = knownScopes.filter(
  (scope) => scope !== "chat:write.public" && scope !== "chat:write.customize",
);

/** Every event that the fake can send, by the name that an app subscribes to, with the scope for it. */
export const eventScopes: Readonly<Record<string, string | null>> = {
  agent_session_stopped: "assistant:write",
  app_home_opened: null,
  app_mention: "app_mentions:read",
  app_uninstalled: null,
  channel_archive: "channels:read",
  channel_left: "channels:read",
  channel_rename: "channels:read",
  channel_shared: "channels:read",
  channel_unarchive: "channels:read",
  channel_unshared: "channels:read",
  group_archive: "groups:read",
  group_left: "groups:read",
  group_rename: "groups:read",
  group_unarchive: "groups:read",
  member_joined_channel: "channels:read",
  member_left_channel: "channels:read",
  "message.channels": "channels:history",
  "message.groups": "groups:history",
  "message.im": "im:history",
  "message.mpim": "mpim:history",
  reaction_added: "reactions:read",
  reaction_removed: "reactions:read",
  tokens_revoked: null,
  user_change: "users:read",
};
