import { describe, expect, it } from "vitest";
import {
  engineering,
  mention,
  openLasting,
  openReceiving,
  type ReceivingHouse,
  workspace,
} from "../receive/open-house.ts";
import { type Front, openFront, type Passage } from "./front.ts";

const unreached = "Discord cannot be reached. Check the network, and DISCORD_API_URL if it is set.";

async function openBehindFront(
  isStopped: boolean,
): Promise<{ readonly house: ReceivingHouse; readonly front: Front }> {
  const { fake, dataDir, clock } = await openLasting();
  const front = await openFront(fake);
  return { front, house: await openReceiving({ fake: front.fake, dataDir, clock, isStopped }) };
}

/**
 * Waits until the SDK of a house of its own has lost and opened its connection, which takes it half a second:
 * whoever else lost one before has tried by then.
 */
async function outwait(front: Front): Promise<void> {
  const { dataDir, clock } = await openLasting();
  const house = await openReceiving({ fake: front.fake, dataDir, clock });
  const { gateway, world } = front.fake;
  const own = world.records.identifies.at(-1)?.session;
  gateway.reconnect(own);
  await house.until(
    () => world.records.resumes.some(({ session }) => session === own),
    "a session taken up again",
  );
  await house.close();
}

describe("a start while the gateway cannot be reached", () => {
  it.each<Passage>(["cut", "503", "silent"])(
    "(%s) ends with a sentence, and leaves nothing behind that tries",
    async (passage) => {
      const { house, front } = await openBehindFront(true);
      front.gateway(passage);
      let failure: unknown;
      const starting = house.bot.start().catch((error: unknown) => {
        failure = error;
      });
      await house.until(() => front.tries() > 0, "a try");
      await house.passUntil(() => failure !== undefined, "an end of the start", 1000);
      await starting;
      expect(String(failure)).toContain(unreached);
      expect(house.discord.state().state).toBe("down");
      await house.close();
      front.cut();
      front.gateway("open");
      const tries = front.tries();
      await outwait(front);
      // Both are of the one that was waited for.
      expect(front.tries()).toBe(tries + 2);
      expect(front.fake.world.records.identifies).toHaveLength(1);
    },
  );
});

describe("a stop", () => {
  it.each<[string, (parts: { readonly house: ReceivingHouse; readonly front: Front }) => Promise<void>]>([
    [
      "while the connection is being opened",
      async ({ house, front }) => {
        front.gateway("silent");
        front.cut();
        const before = front.tries();
        await house.until(() => front.tries() > before, "a try");
      },
    ],
    [
      "while the SDK waits before it opens one again",
      async ({ house, front }) => {
        front.gateway("cut");
        front.cut();
        await house.until(() => house.logged("gateway-reconnecting") > 0, "a lost connection");
      },
    ],
    ["while the connection stands", async () => {}],
  ])("%s ends it for good", async (_name, prepare) => {
    const parts = await openBehindFront(false);
    const { house, front } = parts;
    await prepare(parts);
    await house.close();
    front.cut();
    front.gateway("open");
    const tries = front.tries();
    await outwait(front);
    expect(front.tries()).toBe(tries + 2);
    expect(house.told.map(({ type }) => type)).toEqual(["channel-joined"]);
  });
});

it("a Discord that is away for minutes and back: nothing is lost, and nothing is heard twice", async () => {
  const { house, front } = await openBehindFront(false);
  const { world } = front.fake;
  world.say({ person: "ana", channel: "engineering", text: `${mention} the first?` });
  await house.rest();
  front.gateway("cut");
  front.rest(false);
  front.cut();
  await house.until(() => house.discord.state().state === "down", "a lost connection");
  world.say({ person: "ana", channel: "engineering", text: `${mention} the second?` });
  for (let minute = 0; minute < 2; minute += 1) {
    const tries = front.tries();
    await house.clock.advance(60_000);
    await house.until(() => front.tries() > tries, "a try of the SDK's");
  }
  expect(house.logged("gateway-not-connected")).toBe(0);
  // Longer than the SDK is given, so that other connections are made in its place.
  await house.passUntil(() => house.logged("gateway-not-connected") > 1, "others", 5000);
  expect(house.discord.state()).toEqual({ state: "down", detail: "Connecting to Discord." });
  // What was known before is known still.
  expect(await house.discord.directory.workspaces()).toEqual([workspace]);
  front.rest(true);
  front.gateway("open");
  await house.passUntil(() => house.discord.state().state === "ok", "a connection");
  await house.rest();
  world.say({ person: "ana", channel: "engineering", text: `${mention} the third?` });
  await house.rest();
  expect(front.fake.gateway.sessions().filter(({ isConnected }) => isConnected)).toHaveLength(1);
  expect(front.connections()).toBe(1);
  expect((await house.recorded(engineering)).flatMap(({ asked }) => asked ?? [])).toEqual([
    "the first?",
    "the second?",
    "the third?",
  ]);
  expect(house.answers("engineering")).toHaveLength(3);
});
