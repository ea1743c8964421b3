import { Routes } from "discord.js";
import { restOf } from "../../../fakes/discord/open-fake.ts";
import type { DiscordHouse } from "../discord-house.ts";
import type { SeenButton } from "./interacting.ts";

/** A button that whoever holds the bot's token could have posted in a place, with an id of any kind. */
export async function postRawButton(
  { fake }: Pick<DiscordHouse, "fake">,
  channel: string,
  customId: string,
  style = 1,
): Promise<SeenButton> {
  const { channels } = fake.world.ids();
  const id = channels?.[channel] ?? channel;
  const button = { type: 2, style, label: "Press me", custom_id: customId };
  const body = { content: "x", components: [{ type: 1, components: [button] }] };
  const posted = (await restOf(fake).post(Routes.channelMessages(id), { body })) as { readonly id: string };
  return { channel: id, message: posted.id, customId, label: "Press me" };
}

/** The same with a verb and a value of ours. */
export function postButton(
  house: Pick<DiscordHouse, "fake">,
  channel: string,
  verb: string,
  value: string,
): Promise<SeenButton> {
  return postRawButton(house, channel, `reverie:${verb}:${value}`);
}
