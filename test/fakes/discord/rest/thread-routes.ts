import {
  GuildChannelResponseSchema,
  PrivateChannelResponseSchema,
  ThreadMemberResponseSchema,
  ThreadResponseSchema,
} from "discord-api-spec/zod";
import type { JsonObject } from "../../messages-server/json-value.ts";
import { channelJson, threadMemberJson } from "../world/channel-json.ts";
import type { Channel, ThreadState } from "../world/channels.ts";
import { app } from "../world/identity.ts";
import { checked } from "./checked.ts";
import { DiscordError } from "./discord-error.ts";
import { parameter, type RestCall, type Route, visibleChannel } from "./route.ts";

/** Channels by themselves, and who is in threads. */
export const threadRoutes: readonly Route[] = [
  { method: "GET", path: "/channels/:channel", run: channel },
  { method: "GET", path: "/channels/:channel/thread-members", run: members },
  { method: "GET", path: "/channels/:channel/thread-members/:user", run: member },
];

function channel(call: RestCall): JsonObject {
  const found = visibleChannel(call);
  return checked(call, schemaOf(found), channelJson(call.state, found));
}

function schemaOf({ thread, recipientId }: Channel) {
  if (thread) return ThreadResponseSchema;
  return recipientId === null ? GuildChannelResponseSchema : PrivateChannelResponseSchema;
}

function threadOf(call: RestCall): readonly [Channel, ThreadState] {
  const found = visibleChannel(call);
  if (!found.thread) throw new DiscordError(50024);
  return [found, found.thread];
}

function members(call: RestCall): JsonObject[] {
  const [{ id }, thread] = threadOf(call);
  if (!call.state.settings.serverMembers) throw new DiscordError(50001);
  return [...thread.members].map(([person, joinedAt]) =>
    checked(call, ThreadMemberResponseSchema, threadMemberJson(id, person, joinedAt)),
  );
}

function member(call: RestCall): JsonObject {
  const [{ id }, thread] = threadOf(call);
  const asked = parameter(call, "user");
  const person = asked === "@me" ? app.id : asked;
  const joinedAt = thread.members.get(person);
  if (joinedAt === undefined) throw new DiscordError(10007);
  return checked(call, ThreadMemberResponseSchema, threadMemberJson(id, person, joinedAt));
}
