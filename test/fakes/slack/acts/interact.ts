import type { Sender } from "../delivery/message-events.ts";
import { app, teamDomain, teamId } from "../world/identity.ts";
import { answerBody, respond } from "../world/respond.ts";
import { channelOf, personOf } from "../world/state.ts";
import { messageJson } from "../world/stored-message.ts";
import { findAction, type Pressed } from "./find-action.ts";
import { channelReference, finish, type Interaction, start } from "./interaction.ts";

/** Somebody presses a button or chooses in a menu of a message, ephemeral ones included. */
export function press(
  sender: Sender,
  pressed: Pressed & { readonly person: string; readonly channel: string; readonly ts: string },
): Interaction {
  const { state } = sender;
  const person = personOf(state, pressed.person);
  const channel = channelOf(state, pressed.channel);
  const ephemeral = state.records.ephemerals.find(({ ts, user }) => ts === pressed.ts && user === person.id);
  const message = state.messages.find(channel.id, pressed.ts);
  const blocks = ephemeral?.blocks ?? message?.blocks;
  if (!blocks) throw new Error(`There is no message ${pressed.ts} in ${pressed.channel}`);
  const threadTs = ephemeral?.threadTs ?? message?.threadTs ?? null;
  const common = start(sender, person, { channel: channel.id, user: person.id, ts: pressed.ts, threadTs });
  return finish(sender, common, {
    type: "block_actions",
    container: {
      type: "message",
      message_ts: pressed.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral !== undefined,
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
    },
    channel: channelReference(channel),
    ...(message ? { message: messageJson(message, state.time.now(), true) } : {}),
    state: { values: {} },
    actions: [findAction(blocks, pressed, state.nextTimestamp())],
  });
}

/** Somebody runs a slash command. What the app says in its acknowledgement is shown. */
export function command(
  sender: Sender,
  given: {
    readonly person: string;
    readonly channel: string;
    readonly text: string;
    readonly command?: string;
  },
): Interaction {
  const { state, outbox } = sender;
  const person = personOf(state, given.person);
  const channel = channelOf(state, given.channel);
  const target = { channel: channel.id, user: person.id, ts: null, threadTs: null };
  const { fields } = start(sender, person, target);
  const payload = {
    token: fields.token,
    team_id: teamId,
    team_domain: teamDomain,
    channel_id: channel.id,
    channel_name: channelReference(channel).name,
    user_id: person.id,
    user_name: person.name,
    command: given.command ?? "/reverie",
    text: given.text,
    api_app_id: app.id,
    is_enterprise_install: "false",
    response_url: fields.response_url,
    trigger_id: fields.trigger_id,
  };
  const answer = outbox.interaction("slash_commands", payload).then((ending) => {
    const body = ending.type === "acknowledged" ? answerBody(ending.payload) : null;
    if (body) respond(sender, target, body);
    return ending;
  });
  return { triggerId: fields.trigger_id, responseUrl: fields.response_url, answer };
}

/** Somebody uses a shortcut of a message. */
export function shortcut(
  sender: Sender,
  given: {
    readonly person: string;
    readonly channel: string;
    readonly ts: string;
    readonly callback: string;
  },
): Interaction {
  const { state } = sender;
  const person = personOf(state, given.person);
  const channel = channelOf(state, given.channel);
  const message = state.messages.find(channel.id, given.ts);
  if (!message) throw new Error(`There is no message ${given.ts} in ${given.channel}`);
  const { threadTs } = message;
  const common = start(sender, person, { channel: channel.id, user: person.id, ts: null, threadTs });
  return finish(sender, common, {
    type: "message_action",
    callback_id: given.callback,
    message_ts: message.ts,
    action_ts: state.nextTimestamp(),
    channel: channelReference(channel),
    message: messageJson(message, state.time.now(), true),
  });
}
