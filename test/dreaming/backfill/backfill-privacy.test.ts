import { describe, expect, it } from "vitest";
import { asId } from "../../../src/core/ids.ts";
import { isOptedOut } from "../../../src/core/privacy.ts";
import { workspace } from "../../laws/memory-platform.ts";
import { dayMs, hourMs, openPastWorld, type PastWorld } from "./past-world.ts";

/** Ana's and Ben's words by turns, seven of each. */
function plantTalk(world: PastWorld): void {
  for (let count = 14; count > 0; count -= 1)
    world.plant(count % 2 === 0 ? "ana" : "ben", "general", `Word ${count}.`, count * hourMs);
}

async function authorsKept(world: PastWorld): Promise<string[]> {
  return [...new Set((await world.kept()).map(({ author }) => String(author)))].sort();
}

describe("whose words are read back", () => {
  it("nobody's who opted out: they are neither counted nor kept", async () => {
    const world = await openPastWorld();
    plantTalk(world);
    await world.command("ben", "privacy off");
    await world.ask(1);
    expect(world.cardsOfPast()[0]?.text).toMatch(/^7 messages by 1 person /u);
    await world.pressed("Read them");
    expect(await authorsKept(world)).toEqual(["ana"]);
  });

  it("nobody's who opts out after the estimate", async () => {
    const world = await openPastWorld();
    plantTalk(world);
    await world.ask(1);
    await world.command("ben", "privacy off");
    await world.pressed("Read them");
    expect(await authorsKept(world)).toEqual(["ana"]);
  });

  it("nobody's who had themselves erased before, or after the estimate, and theirs from then on", async () => {
    const world = await openPastWorld();
    plantTalk(world);
    await world.ask(1);
    await world.command("ben", "privacy erase");
    await world.pressed("Read them");
    expect(await authorsKept(world)).toEqual(["ana"]);
    await world.command("ana", "dream backfill undo");
    await world.settle();
    await world.ask(1);
    expect(world.cardsOfPast().at(-1)?.text).toMatch(/^7 messages by 1 person /u);
    expect(await isOptedOut(world.parts, workspace, asId("ben"))).toBe(false);
    await world.say("ben", "general", "I am here again.");
    await world.settle(5);
    expect((await world.kept()).map(({ text }) => text)).toContain("I am here again.");
  });

  it.each([1, 2, 3, 5, 8, 13, 21, 34])(
    "nobody's who has themselves erased while it runs, at whatever step (%d)",
    async (records) => {
      const world = await openPastWorld();
      plantTalk(world);
      await world.ask(1);
      const [read] = world.cardsOfPast()[0]?.actions ?? [];
      let erasure: Promise<unknown> | undefined;
      let left = records;
      world.onCall(() => {
        left -= 1;
        if (left === 0) erasure = world.command("ben", "privacy erase");
      });
      await world.press("ana", read?.verb ?? "", read?.value ?? "");
      await world.settle();
      await erasure;
      await world.settle();
      expect(erasure).toBeDefined();
      expect(await authorsKept(world)).toEqual(["ana"]);
      expect((await world.kept()).length).toBe(7);
    },
  );

  it("no bot's, no stranger's, and nothing of Reverie's own", async () => {
    const world = await openPastWorld();
    world.roles.set("cleo", "bot");
    for (const person of ["ana", "cleo", "nobody", "reverie"])
      world.plant(person, "general", "Beep.", dayMs / 2);
    await world.ask(1);
    await world.pressed("Read them");
    expect(await authorsKept(world)).toEqual(["ana"]);
  });

  it("stands nowhere else: what is kept of a backfill are ids", async () => {
    const world = await openPastWorld();
    const id = world.plant("ben", "general", "A secret word.", hourMs);
    await world.ask(1);
    await world.pressed("Read them");
    const [backfill] = world.cardsOfPast().at(-1)?.actions ?? [];
    const kind = (name: string) =>
      world.parts.documents.get({ workspace, kind: name, name: backfill?.value ?? "" });
    expect(JSON.stringify(await kind("backfill"))).not.toMatch(/secret|"ben"|"ana"/u);
    const recorded = { workspace, kind: "backfill-recorded", name: `${backfill?.value} 0` };
    expect(await world.parts.documents.get(recorded)).toEqual([id]);
    await world.pressed("Take it back");
    expect(await world.parts.documents.get(recorded)).toBeUndefined();
  });

  it("E10: leaves nothing where Reverie is removed from the workspace meanwhile", async () => {
    const world = await openPastWorld();
    plantTalk(world);
    await world.ask(1);
    const [read] = world.cardsOfPast()[0]?.actions ?? [];
    await world.press("ana", read?.verb ?? "", read?.value ?? "");
    world.served.delete(workspace);
    await world.leave();
    await world.settle();
    world.clock.jump(13 * hourMs);
    await world.settle();
    expect(await world.kept()).toEqual([]);
    for (const kind of ["backfill", "backfill-recorded", "backfill-newest"]) {
      for (const name of [read?.value ?? "", `${read?.value} 0`, "general"])
        expect(await world.parts.documents.get({ workspace, kind, name })).toBeUndefined();
    }
    expect(await world.parts.jobs.depth()).toBe(0);
  });
});
