import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import { startFakeDiscord } from "../../../fakes/discord/fake-discord.ts";
import { openDiscordHouse } from "../discord-house.ts";
import {
  buttonIn,
  example,
  expectDiscretion,
  openInteracting,
  press,
  propose,
  statusOf,
  told,
} from "./interacting.ts";

const dayMs = 24 * 60 * 60 * 1000;

describe("a button that has stood for long", () => {
  it("works after a restart and 60 days, in the hands of a new process", async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
    const dataDir = mkdtempSync(join(tmpdir(), "reverie-"));
    const fake = await startFakeDiscord({ time: clock, settings: { serverMembers: true } });
    onTestFinished(async () => {
      await fake.close();
      rmSync(dataDir, { recursive: true, force: true });
    });
    const first = await openDiscordHouse({ clock, fake, dataDir });
    await first.bot.start();
    const mine = await propose(first, "Lunch is at noon.");
    await press(first, "ana", mine).answer;
    await first.until(
      () => JSON.stringify(fake.world.direct({ person: "ana" })).includes("undo"),
      "the card drawn again",
    );
    await first.close();
    await clock.advance(1000);
    clock.jump(60 * dayMs);
    const second = await openDiscordHouse({ clock, fake, dataDir });
    onTestFinished(() => second.close());
    await second.bot.start();
    await press(second, "owen", buttonIn(fake.world.direct({ person: "owen" }), "undo")).answer;
    expect(told(second, "owen").at(-1)).toContain("Taken back.");
    expect(await statusOf(second, mine)).toBe("undone");
    expectDiscretion(second);
  });

  it("B2: decides though nobody noted where the card stands", async () => {
    const house = await openInteracting();
    const mine = await propose(house, "Lunch is at noon.");
    // What was noted of the cards is lost, as where a process dies between a post and its note of it.
    const { documents } = house.parts;
    const name = `proposal ${mine.customId.split(":")[2]}`;
    expect(await documents.delete({ workspace: example, kind: "card", name })).toBe(true);
    await documents.delete({
      workspace: example,
      kind: "discord-direct-card",
      name: `${mine.channel}-${mine.message}`,
    });
    await press(house, "ana", mine).answer;
    expect(told(house, "ana")[0]).toContain("Approved: remembered for the team");
    expect(await statusOf(house, mine)).toBe("approved");
  });
});
