import { type AppKind, scopesOf } from "./scopes.ts";

/** Events that the app is told of, each with the permission that Slack wants for it; null where it wants none. */
const events: Readonly<Record<string, string | null>> = {
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

/** The events that an app of this kind is told of: all that its permissions allow. */
export function eventsOf(kind: AppKind): readonly string[] {
  const granted = new Set(scopesOf(kind).map(({ name }) => name));
  return Object.entries(events).flatMap(([name, scope]) =>
    scope === null || granted.has(scope) ? [name] : [],
  );
}
