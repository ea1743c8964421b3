import { PermissionFlagsBits as may } from "discord-api-types/v10";
import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import type { Sender } from "../gateway/sender.ts";
import type { Channel } from "../world/channels.ts";
import type { Guild } from "../world/guilds.ts";
import { app } from "../world/identity.ts";
import { channelPermissions } from "../world/permissions.ts";
import type { StoredMessage } from "../world/stored-message.ts";
import { DiscordError } from "./discord-error.ts";
import type { UploadedFile } from "./read-request.ts";

/** One call, past authentication. */
export interface RestCall extends Sender {
  /** The method and the path with names in place of ids. */
  readonly by: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/** A way into the REST API. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Names after colons stand for ids, as `/channels/:channel`. */
  readonly path: string;
  /** Whether the token is in the path, so that none is asked for. */
  readonly isOpen?: boolean;
  /** What the answer holds; null for none. Throws a DiscordError to refuse. */
  readonly run: (call: RestCall) => unknown;
}

/** What the path says in the place of a name. */
export function parameter({ parameters }: RestCall, name: string): string {
  return parameters[name] ?? "";
}

/** The call's body. Refuses what is no object. */
export function bodyOf({ body }: RestCall): JsonObject {
  if (body === undefined) return {};
  if (!isObject(body)) throw new DiscordError(50109);
  return body;
}

/** The channel of the path. Refuses one that is not there, and one that the bot cannot see. */
export function visibleChannel(call: RestCall): Channel {
  const channel = call.state.channels.get(parameter(call, "channel"));
  if (!channel) throw new DiscordError(10003);
  if (!(channelPermissions(call.state, channel, app.id) & may.ViewChannel)) throw new DiscordError(50001);
  return channel;
}

/** Refuses where the bot may not do all of this in the channel. */
export function requirePermissions({ state }: RestCall, channel: Channel, bits: bigint): void {
  if ((channelPermissions(state, channel, app.id) & bits) !== bits) throw new DiscordError(50013);
}

/** The message of the path. Refuses one that is not there or that only one person sees. */
export function messageOf(call: RestCall, channel: Channel): StoredMessage {
  const message = call.state.messages.find(channel.id, parameter(call, "message"));
  if (!message || message.onlyFor !== null) throw new DiscordError(10008);
  return message;
}

/** The server of the path. Refuses one that the bot is not in. */
export function joinedGuild(call: RestCall): Guild {
  const guild = call.state.guilds.get(parameter(call, "guild"));
  if (!guild) throw new DiscordError(10004);
  if (!guild.members.has(app.id)) throw new DiscordError(50001);
  return guild;
}
