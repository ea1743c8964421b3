import { expect, it } from "vitest";
import { messageId, threadId } from "../../../../src/adapters/discord/snowflakes.ts";
import { asId } from "../../../../src/core/ids.ts";
import { openDelivery } from "./open-delivery.ts";
import { openPlatform } from "./open-platform.ts";

const site = "https://discord.com/channels";

it("a link leads to a message of a channel, of a thread, of a private thread and of a direct conversation", async () => {
  const { discord, fake, workspace, placeOf, caughtUp } = await openPlatform();
  const server = workspace.split(":")[1];
  const inChannel = fake.world.say({ person: "ana", channel: "general", text: "Hi" });
  const thread = fake.world.startThread({ person: "ana", channel: "general", name: "T", text: "Hi" });
  const hidden = fake.world.startThread({
    person: "ana",
    channel: "general",
    name: "S",
    text: "Hi",
    isPrivate: true,
    members: ["reverie"],
  });
  const direct = fake.world.say({ person: "ana", channel: "dm-ana", text: "Hi" });
  await caughtUp();
  const { channel } = placeOf("general");
  const link = (place: string, of: string, id: string) =>
    discord.delivery.permalink({ workspace, channel: asId(place), message: messageId(of, id) });
  expect(link(channel, channel, inChannel.id)).toBe(`${site}/${server}/${channel}/${inChannel.id}`);
  expect(link(channel, thread.id, thread.message ?? "")).toBe(
    `${site}/${server}/${thread.id}/${thread.message}`,
  );
  expect(link(hidden.id, hidden.id, hidden.message ?? "")).toBe(
    `${site}/${server}/${hidden.id}/${hidden.message}`,
  );
  expect(link(direct.channel, direct.channel, direct.id)).toBe(`${site}/@me/${direct.channel}/${direct.id}`);
  // Of what begins a thread, the thread.
  const ref = { workspace, channel, message: threadId(thread.id) };
  expect(discord.delivery.permalink(ref)).toBe(`${site}/${server}/${thread.id}/${thread.id}`);
});

it("a link leads into the server before anybody told of its channels", async () => {
  const { ask, delivery, workspace } = await openDelivery();
  const { place, asker } = ask();
  expect(delivery.permalink({ ...place, message: asker.message })).toBe(
    `${site}/${workspace.split(":")[1]}/${asker.message.replace("-", "/")}`,
  );
});
