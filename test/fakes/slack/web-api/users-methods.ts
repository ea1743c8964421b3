import { channelFamily, channelJson } from "../world/channels.ts";
import { app } from "../world/identity.ts";
import { userJson } from "../world/people.ts";
import type { SlackState } from "../world/state.ts";
import { type MethodCall, type Methods, pageOf, requireScope } from "./method.ts";
import { invalidArguments, SlackError } from "./slack-error.ts";
import { isMember } from "./visible-channel.ts";

/** The people, and where they are. */
export const usersMethods: Methods = {
  "users.info": {
    token: "bot",
    scopes: ["users:read"],
    run: ({ state, arguments: given }) => {
      const person = state.people.get(given.required("user"));
      if (!person) throw new SlackError("user_not_found");
      return { user: userJson(person, seconds(state)) };
    },
  },
  "users.list": {
    token: "bot",
    scopes: ["users:read"],
    run: ({ state, arguments: given }) => {
      const limit = given.count("limit", 200, 1000);
      const { page, nextCursor } = pageOf([...state.people.values()], given.text("cursor"), limit);
      return {
        members: page.map((person) => userJson(person, seconds(state))),
        cache_ts: seconds(state),
        response_metadata: { next_cursor: nextCursor },
      };
    },
  },
  "users.conversations": { token: "bot", scopes: [], run: usersConversations },
};

const kinds = { public_channel: "public", private_channel: "private", im: "im", mpim: "mpim" } as const;

function usersConversations({ state, arguments: given }: MethodCall): Record<string, unknown> {
  const user = given.text("user") || app.userId;
  if (!state.people.has(user)) throw new SlackError("user_not_found");
  const types = (given.text("types") || "public_channel").split(",").map((type) => type.trim());
  const wanted = types.map((type) => {
    const kind = kinds[type as keyof typeof kinds];
    if (kind === undefined) throw invalidArguments(`invalid type: ${type} [json-pointer:/types]`);
    requireScope(state, [`${channelFamily(kind)}:read`]);
    return kind;
  });
  const withoutArchived = given.flag("exclude_archived", false);
  const isOther = user !== app.userId;
  const found = [...state.channels.values()].filter(
    (channel) =>
      wanted.includes(channel.kind) &&
      channel.members.has(user) &&
      // Of others a bot learns only where it is itself, and nothing of their direct conversations.
      isMember(channel) &&
      !(isOther && channel.kind === "im") &&
      !(withoutArchived && channel.isArchived),
  );
  const { page, nextCursor } = pageOf(found, given.text("cursor"), given.count("limit", 100, 999));
  return { channels: page.map(channelJson), response_metadata: { next_cursor: nextCursor } };
}

function seconds(state: SlackState): number {
  return Math.floor(state.time.now() / 1000);
}
