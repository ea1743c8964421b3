import { InteractionContextType, InteractionType } from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";
import type { Sender } from "../gateway/sender.ts";
import { channelJson } from "../world/channel-json.ts";
import type { Channel } from "../world/channels.ts";
import { fullMemberJson } from "../world/guilds.ts";
import { app } from "../world/identity.ts";
import type { Answer, StoredInteraction } from "../world/interaction-store.ts";
import { type Person, userJson } from "../world/people.ts";
import { channelPermissions } from "../world/permissions.ts";

const answerWithinMs = 3000;

/** What somebody did, and what they are shown first. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly events: readonly string[];
  /** Resolves with the app's answer, or with `none` after 3 s of the fake's time. */
  readonly answer: Promise<Answer>;
}

/** What is done, by whom and where. */
export interface Doing {
  readonly person: Person;
  readonly channel: Channel;
  readonly type: InteractionType;
  readonly data: JsonObject;
  /** The message whose component is used, as the app gets it. */
  readonly message?: JsonObject;
  /** Ids for the store; null where there is none. */
  readonly sourceId?: string | null;
  readonly isFromMessage?: boolean;
}

/** Sends an interaction. */
export function interact({ state, gateway }: Sender, doing: Doing): Interaction {
  const { person, channel, type, data } = doing;
  const id = state.snowflakes.next();
  const token = Buffer.from(`interaction:${id}:loopback`).toString("base64url");
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const cancel = state.time.after(answerWithinMs, () => {
    interaction.state = "failed";
    state.records.failedInteractions.push(id);
    resolve({ type: "none" });
  });
  const interaction: StoredInteraction = {
    id,
    token,
    type,
    personId: person.id,
    channelId: channel.id,
    guildId: channel.guildId,
    createdAt: state.time.now(),
    isFromMessage: doing.isFromMessage ?? type === InteractionType.MessageComponent,
    sourceId: doing.sourceId ?? null,
    state: "waiting",
    response: null,
    originalId: null,
    messageIds: new Set(),
    show: (answer) => {
      cancel();
      resolve(answer);
    },
  };
  state.interactions.add(interaction);
  const event = gateway.dispatch({
    type: "INTERACTION_CREATE",
    intent: 0,
    guildId: channel.guildId,
    data: {
      id,
      application_id: app.id,
      type,
      data,
      token,
      version: 1,
      channel_id: channel.id,
      channel: channelJson(state, channel),
      app_permissions: String(channelPermissions(state, channel, app.id)),
      locale: person.locale,
      entitlements: [],
      attachment_size_limit: 10_485_760,
      ...whereFields(state, channel, person),
      ...(doing.message ? { message: doing.message } : {}),
    },
  });
  return { id, token, events: [event], answer: promise };
}

function whereFields(state: Sender["state"], channel: Channel, person: Person): JsonObject {
  const guild = state.guilds.get(channel.guildId ?? "");
  const member = guild?.members.get(person.id);
  if (!guild || !member) {
    return {
      user: userJson(person),
      context: InteractionContextType.BotDM,
      authorizing_integration_owners: { "0": "0" },
    };
  }
  const permissions = String(channelPermissions(state, channel, person.id));
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_locale: guild.locale,
    member: { ...fullMemberJson(member, person), permissions },
    context: InteractionContextType.Guild,
    authorizing_integration_owners: { "0": guild.id },
  };
}
