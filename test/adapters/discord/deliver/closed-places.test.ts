import { describe, expect, it } from "vitest";
import { messageId, threadId } from "../../../../src/adapters/discord/snowflakes.ts";
import { asId } from "../../../../src/core/ids.ts";
import { type Place, plainContent } from "../../../../src/core/ports/delivery.ts";
import type { Platform } from "../../../../src/core/ports/platform.ts";
import type { RefusalCode } from "../../../fakes/discord/rest/discord-error.ts";
import { routes } from "./open-delivery.ts";
import { openPlatform } from "./open-platform.ts";

async function openPlaces() {
  const open = await openPlatform();
  const { discord, fake, placeOf, workspace } = open;
  let count = 0;
  const post = (place: Place | string, by: Platform = discord) => {
    count += 1;
    const where = typeof place === "string" ? placeOf(place) : place;
    return by.delivery.post(where, plainContent("Hello"), `key ${count}`);
  };
  /** `ok`, or the code of the refusal, which has to be for good. */
  const outcome = (place: Place | string, by?: Platform) =>
    post(place, by).then(
      () => "ok",
      (error: { code: string; permanent: boolean }) => (error.permanent ? error.code : error),
    );
  const refuse = (place: Place, code: RefusalCode) =>
    fake.faults.failNext({
      route: routes.post,
      channel: place.thread?.split("-")[0] ?? place.channel,
      as: { type: "error", code },
    });
  const askInThread = () => {
    const { id } = fake.world.startThread({ person: "ana", channel: "general", name: "T", text: "Hi" });
    return { id, place: { workspace, channel: placeOf("general").channel, thread: threadId(id) } };
  };
  return { ...open, post, outcome, refuse, askInThread, posts: () => open.callsOf(routes.post).length };
}

describe("E8: a channel in which Discord lets nothing be said", () => {
  it.each([10003, 10004, 50001, 50013, 160005] as const)(
    "is asked for once, by this process and by the next, and no other channel is: %d",
    async (code) => {
      const { outcome, refuse, placeOf, posts, restart } = await openPlaces();
      refuse(placeOf("general"), code);
      expect(await outcome("general")).toBe(String(code));
      expect(await outcome("general")).toBe(String(code));
      expect(await outcome("engineering")).toBe("ok");
      expect(await outcome("general", await restart())).toBe(String(code));
      expect(posts()).toBe(2);
    },
  );

  it.each([50035, 50083, 240000, 130000] as const)(
    "is not one because of a refusal that says nothing of the place: %d",
    async (code) => {
      const { outcome, refuse, placeOf, post } = await openPlaces();
      refuse(placeOf("general"), code);
      await post("general").catch(() => undefined);
      expect(await outcome("general")).toBe("ok");
    },
  );

  it("is one thread alone, where that is locked or gone", async () => {
    const { outcome, askInThread, fake, posts, caughtUp } = await openPlaces();
    const [locked, gone] = [askInThread(), askInThread()];
    fake.world.lockThread({ thread: locked.id });
    fake.world.changeChannel({ channel: gone.id, isDeleted: true });
    await caughtUp();
    for (const each of [1, 2]) {
      expect([each, await outcome(locked.place)]).toEqual([each, "160005"]);
      expect([each, await outcome(gone.place)]).toEqual([each, "10003"]);
    }
    expect(await outcome("general")).toBe("ok");
    // Of the locked one the gateway told.
    expect(posts()).toBe(2);
  });

  it("is one that was deleted, and nobody minds", async () => {
    const { outcome, fake, posts, caughtUp } = await openPlaces();
    fake.world.changeChannel({ channel: "engineering", isDeleted: true });
    await caughtUp();
    expect(await outcome("engineering")).toBe("10003");
    expect(await outcome("engineering")).toBe("10003");
    expect(posts()).toBe(1);
  });
});

describe("E8: a channel of which the gateway tells that nothing may be said", () => {
  it("is not asked for at all", async () => {
    const { outcome, fake, caughtUp, callsOf } = await openPlaces();
    const overwrites = [{ of: "@everyone", deny: ["ViewChannel"] as const }];
    fake.world.changeChannel({ channel: "engineering", overwrites });
    await caughtUp();
    expect(await outcome("readonly")).toBe("50013");
    expect(await outcome("engineering")).toBe("50001");
    expect(callsOf(routes.post)).toEqual([]);
    expect(fake.world.records.invalidRequests).toEqual([]);
  });

  it("is open as soon as the channel, a role or our membership changes", async () => {
    const { outcome, fake, caughtUp, post } = await openPlaces();
    expect(await outcome("readonly")).toBe("50013");
    fake.world.changeChannel({ channel: "readonly", overwrites: [] });
    await caughtUp();
    expect(await outcome("readonly")).toBe("ok");
    // Everybody is muted, a role is let speak, and we get it.
    const { id: role } = fake.world.changeRole({ role: "Speakers", permissions: [] });
    const muted = { of: "@everyone", deny: ["SendMessages"] as const };
    fake.world.changeChannel({
      channel: "readonly",
      overwrites: [muted, { of: role, allow: ["SendMessages"] }],
    });
    await caughtUp();
    expect(await outcome("readonly")).toBe("50013");
    fake.world.changePerson({ person: "reverie", roles: ["Speakers"] });
    await caughtUp();
    expect(await outcome("readonly")).toBe("ok");
    fake.world.changeRole({ role: "Speakers", isDeleted: true });
    await caughtUp();
    expect(await outcome("readonly")).toBe("50013");
    fake.world.changeRole({ role: "Talkers", permissions: ["Administrator"] });
    fake.world.changePerson({ person: "reverie", roles: ["Talkers"] });
    await caughtUp();
    await post("readonly");
  });

  it("is open to what stands there: a card may still be drawn again", async () => {
    const { discord, post, outcome, fake, caughtUp, placeOf, callsOf } = await openPlaces();
    const place = placeOf("engineering");
    const message = await post(place);
    const deny = async (permission: "SendMessages" | "ViewChannel") => {
      const overwrites = [{ of: "@everyone", deny: [permission] }];
      fake.world.changeChannel({ channel: "engineering", overwrites });
      await caughtUp();
    };
    await deny("SendMessages");
    expect(await outcome(place)).toBe("50013");
    const update = (text: string) => discord.delivery.update({ ...place, message }, plainContent(text));
    await update("Approved");
    expect(fake.world.messages({ channel: "engineering" }).map(({ content }) => content)).toEqual([
      "Approved",
    ]);
    await deny("ViewChannel");
    const refused = { code: "50001", permanent: true };
    await expect(update("Rejected")).rejects.toMatchObject(refused);
    await expect(discord.delivery.remove({ ...place, message })).rejects.toMatchObject(refused);
    expect([...callsOf(routes.edit), ...callsOf(routes.remove)]).toHaveLength(1);
  });
});

describe("E8: a channel that was refused", () => {
  it("for a reason that nobody told is asked for again once our rights there change", async () => {
    const { outcome, refuse, placeOf, fake, caughtUp, posts } = await openPlaces();
    refuse(placeOf("general"), 50013);
    expect(await outcome("general")).toBe("50013");
    const overwrites = [{ of: "reverie", allow: ["ManageMessages"] as const }];
    fake.world.changeChannel({ channel: "general", overwrites });
    await caughtUp();
    expect(await outcome("general")).toBe("ok");
    expect(posts()).toBe(2);
  });

  it("and opened while nobody was connected is open to the next process", async () => {
    const { discord, outcome, refuse, placeOf, fake, restart } = await openPlaces();
    refuse(placeOf("general"), 50013);
    expect(await outcome("general")).toBe("50013");
    expect(await outcome("readonly")).toBe("50013");
    await discord.stop();
    const overwrites = [{ of: "reverie", allow: ["ManageMessages"] as const }];
    fake.world.changeChannel({ channel: "general", overwrites });
    fake.world.changeChannel({ channel: "readonly", overwrites });
    const next = await restart();
    expect(await outcome("general", next)).toBe("ok");
    expect(await outcome("readonly", next)).toBe("ok");
  });

  it("lets what stands in it be changed, where only saying something was refused", async () => {
    const { discord, post, outcome, refuse, placeOf, fake } = await openPlaces();
    const place = placeOf("general");
    const message = await post(place);
    refuse(place, 50013);
    expect(await outcome(place)).toBe("50013");
    await discord.delivery.update({ ...place, message }, plainContent("Approved"));
    await discord.delivery.remove({ ...place, message });
    expect(fake.world.messages({ channel: "general" })).toEqual([]);
  });
});

describe("E9: a person who takes no direct messages", () => {
  it("is written to once, by this process and the next, and again once they write", async () => {
    const { outcome, fake, restart, caughtUp, posts, events, until } = await openPlaces();
    fake.world.closeDirect({ person: "ana" });
    expect(await outcome("dm-ana")).toBe("50007");
    expect(await outcome("dm-ana")).toBe("50007");
    expect(await outcome("dm-ben")).toBe("ok");
    const next = await restart();
    expect(await outcome("dm-ana", next)).toBe("50007");
    expect(posts()).toBe(2);
    // What changes in the server is nothing to them.
    fake.world.changeRole({ role: "Admins", permissions: ["ManageGuild", "ManageRoles"] });
    fake.world.changeChannel({ channel: "engineering", name: "labs" });
    await caughtUp();
    expect(await outcome("dm-ana", next)).toBe("50007");
    expect(posts()).toBe(2);
    fake.world.closeDirect({ person: "ana", isClosed: false });
    const { id } = fake.world.say({ person: "ana", channel: "dm-ana", text: "Hello" });
    await until(
      () =>
        events.filter((event) => event.type === "message-said" && event.message.id.endsWith(id)).length > 1,
    );
    expect(await outcome("dm-ana", next)).toBe("ok");
  });

  it("because they left the server is written to once", async () => {
    const { outcome, fake, posts } = await openPlaces();
    fake.world.changePerson({ person: "dora", isIn: false });
    expect(await outcome("dm-dora")).toBe("50278");
    expect(await outcome("dm-dora")).toBe("50278");
    expect(posts()).toBe(1);
  });
});

describe("E15: what is answered where the question is gone", () => {
  it("is not said below it, and closes nothing", async () => {
    const { discord, fake, workspace, outcome, callsOf } = await openPlaces();
    const { id, channel } = fake.world.say({ person: "ana", channel: "general", text: "What now?" });
    fake.world.remove({ channel, id });
    const thread = messageId(channel, id);
    const place: Place = { workspace, channel: asId(channel), thread };
    const answer = discord.delivery.stream(place, "answer", { person: asId("1"), message: thread });
    const refused = { code: "10008", permanent: true };
    await expect(answer.finish(plainContent("Done."))).rejects.toMatchObject(refused);
    expect(callsOf(routes.post)).toHaveLength(1);
    expect(fake.world.messages({ channel: "general" })).toEqual([]);
    expect(await outcome("general")).toBe("ok");
  });

  it("is said above it, where it is no answer to it alone", async () => {
    const { discord, fake, workspace } = await openPlaces();
    const { id, channel } = fake.world.say({ person: "ana", channel: "general", text: "What now?" });
    fake.world.remove({ channel, id });
    const place: Place = { workspace, channel: asId(channel), thread: messageId(channel, id) };
    await discord.delivery.post(place, plainContent("A digest"), "digest");
    expect(fake.world.messages({ channel: "general" })).toMatchObject([
      { content: "A digest", replyTo: null },
    ]);
  });

  it("comes out of the archive with it, where its thread is only archived", async () => {
    const { askInThread, outcome, fake, caughtUp } = await openPlaces();
    const { id, place } = askInThread();
    fake.world.closeThread({ thread: id });
    await caughtUp();
    expect(await outcome(place)).toBe("ok");
    expect(fake.world.messages({ channel: id }).at(-1)?.content).toBe("Hello");
  });
});
