import { describe, expect, it } from "vitest";
import type { FakeSlack } from "./fake-slack.ts";
import { type Arrival, connect, openFake } from "./open-fake.ts";

const general = "general";

/** Everything that can happen, so that each shape is judged by the vendor's types. */
function everything({ world }: FakeSlack): (string | undefined)[] {
  const file = { name: "a.txt", mimetype: "text/plain", content: "x" };
  const { ts } = world.say({ person: "ana", channel: general, text: "hello <@U0REVERIE>", files: [file] });
  const place = { channel: general, ts };
  const sent = [
    world.say({ person: "ben", channel: general, text: "re", thread: ts, broadcast: true }),
    world.say({ person: "robo", channel: general, text: "beep <@U0REVERIE>" }),
    world.say({ person: "olaf", channel: "partners", text: "hi" }),
    world.say({ person: "ana", channel: "core-team", text: "hi" }),
    world.say({ person: "ana", channel: "mpdm-ana--ben--reverie-1", text: "hi" }),
    world.say({ person: "ana", channel: "dm-ana", text: "hi <@U0REVERIE>" }),
    world.edit({ ...place, text: "hello!" }),
    world.react({ ...place, person: "ben", name: "eyes" }),
    world.react({ ...place, person: "ben", name: "eyes", isTakenBack: true }),
    world.remove(place),
    world.leave({ person: "cleo", channel: general }),
    world.join({ person: "cleo", channel: general }),
    world.join({ person: "reverie", channel: "random" }),
    world.leave({ person: "reverie", channel: "random" }),
    world.leave({ person: "reverie", channel: "solo-desk" }),
    world.changeChannel({ channel: "engineering", name: "builders" }),
    world.changeChannel({ channel: "core-team", name: "core", isArchived: true }),
    world.changeChannel({ channel: "core", isArchived: false }),
    world.changeChannel({ channel: "builders", isArchived: true, isShared: true }),
    world.changeChannel({ channel: "builders", isArchived: false, isShared: false }),
    world.changePerson({ person: "ben", deleted: true }),
    world.openHome({ person: "ana", tab: "home" }),
    world.openHome({ person: "ana", tab: "messages" }),
    world.pressStop({ person: "ana", channel: "dm-ana", thread: ts }),
    world.uninstall(),
    world.revokeTokens(),
  ];
  return sent.flatMap(({ events }) => events);
}

describe("what the fake sends", () => {
  it("is what the vendor's types say, every event of it", async () => {
    const { fake } = await openFake({ isManual: true });
    const seen = new Set<string>();
    await connect(fake, ({ ack, body }: Arrival) => {
      const { type, subtype = "" } = body.event as { type: string; subtype?: string };
      seen.add(`${type} ${subtype}`.trim());
      void ack();
    });
    everything(fake);
    await fake.outbox.settled();
    expect(fake.world.records.ownFaults).toEqual([]);
    expect([...seen].sort()).toEqual([
      "agent_session_stopped",
      "app_home_opened",
      "app_mention",
      "app_mention bot_message",
      "app_uninstalled",
      "channel_archive",
      "channel_left",
      "channel_rename",
      "channel_shared",
      "channel_unarchive",
      "channel_unshared",
      "group_archive",
      "group_left",
      "group_rename",
      "group_unarchive",
      "member_joined_channel",
      "member_left_channel",
      "message",
      "message bot_message",
      "message channel_join",
      "message channel_leave",
      "message file_share",
      "message message_changed",
      "message message_deleted",
      "reaction_added",
      "reaction_removed",
      "tokens_revoked",
      "user_change",
    ]);
  });

  it("is only what the app has subscribed to, and only from where the bot is", async () => {
    const { fake } = await openFake({ settings: { events: ["app_mention", "message.im"] } });
    const say = (person: string, channel: string, text: string) =>
      fake.world.say({ person, channel, text }).events;
    expect(say("ana", general, "hello")).toEqual([]);
    expect(say("ana", general, "<@U0REVERIE>")).toHaveLength(1);
    expect(say("ana", "dm-ana", "<@U0REVERIE>")).toHaveLength(1);
    expect(say("ana", "random", "<@U0REVERIE>")).toEqual([]);
  });

  it("is an echo of what the bot does, too", async () => {
    const { fake, client } = await openFake({ isManual: true });
    const { ts = "" } = await client.chat.postMessage({ channel: "C0GENERAL", text: "x" });
    await client.chat.update({ channel: "C0GENERAL", ts, text: "y" });
    await client.chat.delete({ channel: "C0GENERAL", ts });
    expect(fake.outbox.unacknowledged()).toBe(3);
    fake.world.configure({ echoes: false });
    await client.chat.postMessage({ channel: "C0GENERAL", text: "x" });
    expect(fake.outbox.unacknowledged()).toBe(3);
    expect(fake.world.records.ownFaults).toEqual([]);
  });
});
