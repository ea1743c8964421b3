import { channelFamily, channelJson, directChannel } from "../world/channels.ts";
import { app } from "../world/identity.ts";
import type { Person } from "../world/people.ts";
import type { SlackState } from "../world/state.ts";
import { historyMethods } from "./history-methods.ts";
import { type MethodCall, type Methods, pageOf, requireScope } from "./method.ts";
import { SlackError } from "./slack-error.ts";
import { visibleChannel } from "./visible-channel.ts";

/** The conversations, and what was said there. */
export const conversationsMethods: Methods = {
  ...historyMethods,
  "conversations.info": {
    token: "bot",
    scopes: [],
    run: ({ state, arguments: given }) => {
      const channel = visibleChannel(state, given.required("channel"));
      requireScope(state, [`${channelFamily(channel.kind)}:read`]);
      const count = given.flag("include_num_members", false) ? { num_members: channel.members.size } : {};
      return { channel: { ...channelJson(channel), ...count } };
    },
  },
  "conversations.members": {
    token: "bot",
    scopes: [],
    run: ({ state, arguments: given }) => {
      const channel = visibleChannel(state, given.required("channel"));
      requireScope(state, [`${channelFamily(channel.kind)}:read`]);
      const limit = given.count("limit", 100, 999);
      const { page, nextCursor } = pageOf([...channel.members], given.text("cursor"), limit);
      return { members: page, response_metadata: { next_cursor: nextCursor } };
    },
  },
  "conversations.open": { token: "bot", scopes: [], run: openConversation },
};

function openConversation({ state, arguments: given }: MethodCall): Record<string, unknown> {
  const ids = given
    .text("users")
    .split(",")
    .filter((id) => id !== "");
  if (ids.length === 0) {
    return { channel: { id: visibleChannel(state, given.required("channel")).id } };
  }
  const people = ids.map((id) => state.people.get(id.trim()));
  const [first] = people;
  requireScope(state, [people.length === 1 ? "im:write" : "mpim:write"]);
  if (people.includes(undefined) || !first) {
    throw new SlackError(people.length === 1 ? "user_not_found" : "users_not_found");
  }
  return people.length === 1 ? openDirect(state, first) : openGroup(state, ids);
}

function openDirect(state: SlackState, person: Person): Record<string, unknown> {
  if (person.kind === "bot" || person.kind === "slackbot") throw new SlackError("cannot_dm_bot");
  if (person.deleted) throw new SlackError("user_disabled");
  const direct = directChannel(person.id, Math.floor(state.time.now() / 1000));
  const known = state.channels.has(direct.id);
  if (!known) state.channels.set(direct.id, direct);
  return { channel: { id: direct.id }, ...(known ? { no_op: true, already_open: true } : {}) };
}

function openGroup(state: SlackState, ids: readonly string[]): Record<string, unknown> {
  const members = new Set([...ids, app.userId]);
  const known = [...state.channels.values()].find(
    (channel) => channel.kind === "mpim" && channel.members.symmetricDifference(members).size === 0,
  );
  if (known) return { channel: { id: known.id }, no_op: true, already_open: true };
  const id = `C0GROUP${state.nextNumber()}`;
  const createdSeconds = Math.floor(state.time.now() / 1000);
  const name = `mpdm-${id.toLowerCase()}`;
  state.channels.set(id, {
    id,
    name,
    kind: "mpim",
    isShared: false,
    isArchived: false,
    members,
    createdSeconds,
  });
  return { channel: { id } };
}
