import { GatewayIntentBits as intents } from "discord.js";
import { describe, expect, it } from "vitest";
import { engineering, mention, openReceiving, type ReceivingHouse } from "../receive/open-house.ts";

/** The switch with the application's own link. */
const told = `Connected to Discord, 1 server. Reverie hears only what is said to it, because the Message Content Intent is off. To let it follow whole channels, switch on "Message Content Intent" under Privileged Gateway Intents at https://discord.com/developers/applications/300000000000000001/bot and start again.`;

const asksForContent = ({ fake }: ReceivingHouse) =>
  fake.world.records.identifies.map((each) => (each.intents & intents.MessageContent) !== 0);

/** A house whose owner switches the intent off after Reverie has read that it is on, and before it connects. */
async function openRefused(): Promise<ReceivingHouse> {
  const house = await openReceiving({ isStopped: true });
  house.fake.faults.failNext({ route: "GET /gateway/bot", as: { type: "slow", delayMs: 1000 } });
  const starting = house.bot.start();
  await house.until(
    () => house.fake.world.records.calls.some(({ route }) => route === "/gateway/bot"),
    "the call before the connection",
  );
  house.fake.world.configure({ messageContent: false });
  let isStarted = false;
  void starting.then(() => {
    isStarted = true;
  });
  await house.passUntil(() => isStarted, "a start");
  return house;
}

/** Whoever speaks to Reverie is answered still, and what listens to more says that it cannot. */
async function expectNarrowed(house: ReceivingHouse): Promise<void> {
  const { world } = house.fake;
  const asked = world.say({ person: "ana", channel: "engineering", text: `${mention} what is it?` });
  await house.rest();
  const [answer] = house.answers("engineering");
  expect(answer).toMatchObject({ replyTo: asked.id });
  world.say({ person: "ana", channel: "engineering", text: "and now?", replyTo: answer?.id ?? "" });
  world.say({ person: "ben", channel: "dm-ben", text: "hello" });
  world.say({ person: "ben", channel: "engineering", text: "something among us" });
  await house.rest();
  expect(house.answers("engineering")).toHaveLength(2);
  expect(house.answers("dm-ben")).toHaveLength(1);
  expect((await house.recorded(engineering)).flatMap(({ asked }) => asked ?? [])).toEqual([
    "what is it?",
    "and now?",
  ]);
  const [workspace] = await house.discord.directory.workspaces();
  if (!workspace) throw new Error("There is no workspace");
  const channel = await house.discord.directory.channel(workspace, engineering as never);
  expect(channel).toMatchObject({ hearsAll: false });
  const set = { person: "ana", channel: "engineering", text: `${mention} set listen all` };
  world.say(set);
  await house.rest();
  const [word] = house.answers("dm-ana");
  expect(JSON.stringify(word)).toContain(
    "In this channel I am told only of what mentions me, so nothing else that is said here is kept.",
  );
}

describe("the Message Content Intent", () => {
  it("is asked for where the portal says that it is on", async () => {
    const house = await openReceiving();
    expect(asksForContent(house)).toEqual([true]);
    expect(house.discord.state().state).toBe("ok");
  });

  it("is not even asked for where the portal says that it is off", async () => {
    const house = await openReceiving({ settings: { messageContent: false } });
    expect(asksForContent(house)).toEqual([false]);
    expect(house.fake.world.records.closes).toEqual([]);
    expect(house.discord.state()).toEqual({ state: "ok", detail: told });
    await expectNarrowed(house);
  });

  it("4014: that is refused at the start is done without, and the exact switch is named", async () => {
    const house = await openRefused();
    expect(house.fake.world.records.closes).toEqual([4014]);
    expect(asksForContent(house)).toEqual([false]);
    expect(house.discord.state()).toEqual({ state: "degraded", detail: told });
    expect(house.logged("intent-refused")).toBe(1);
    await expectNarrowed(house);
  });

  it("4014: that is switched off at run time is done without, and the exact switch is named", async () => {
    const house = await openReceiving();
    house.fake.world.configure({ messageContent: false });
    house.fake.gateway.close(4014);
    await house.passUntil(() => house.discord.state().state === "degraded", "a line without the intent");
    expect(house.discord.state().detail).toBe(told);
    expect(asksForContent(house)).toEqual([true, false]);
    expect(house.logged("intent-refused")).toBe(1);
    await expectNarrowed(house);
  });

  it("4014: that is refused when a session could not be resumed is done without, too", async () => {
    const house = await openReceiving();
    const { gateway, world } = house.fake;
    world.configure({ messageContent: false });
    gateway.refuseResume();
    gateway.cut();
    await house.until(() => house.logged("gateway-reconnecting") > 0, "a lost connection");
    const asked = world.say({ person: "ana", channel: "engineering", text: `${mention} unheard?` });
    await house.passUntil(() => house.discord.state().state === "degraded", "a line without the intent");
    await house.rest();
    expect(world.records.closes).toEqual([4014]);
    expect(asksForContent(house)).toEqual([true, false]);
    expect(house.answers("engineering")).toMatchObject([{ replyTo: asked.id }]);
    expect(gateway.sessions().filter(({ isConnected }) => isConnected)).toHaveLength(1);
  });
});
