import { describe, expect, it } from "vitest";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const secret = "the gate code is kept by Dora";

async function openWithSecret(): Promise<{ world: SmallWorld; memory: string }> {
  const world = await openSmallWorld();
  await world.command("ana", `remember for the team: ${secret}`);
  return { world, memory: await world.teamMemoryId() };
}

/** Everything that is kept of memory and of what Reverie said. */
async function kept(world: SmallWorld): Promise<string> {
  const { ledger, history } = world.parts;
  const statuses = ["pending", "approved", "rejected", "expired", "withdrawn", "undone"] as const;
  const workspace = "small:world" as Parameters<typeof ledger.audit>[0];
  const said = await history.idsSaidBy(workspace, "reverie" as Parameters<typeof history.idsSaidBy>[1]);
  return JSON.stringify([
    await Promise.all(statuses.map((status) => ledger.proposals(workspace, null, status, 999))),
    await ledger.book(workspace, { type: "team" }),
    await ledger.tombstones(workspace, { type: "team" }),
    await history.get(workspace, said),
    world.standing(),
  ]);
}

describe("words that are taken out of the audit", () => {
  it("go from everywhere, while who did what and when stays", async () => {
    const { world, memory } = await openWithSecret();
    await world.say("ben", "general", "@reverie where is the gate code kept?");
    await world.settle();
    expect(await kept(world)).toContain("Dora");
    const asked = await world.command("ana", `audit redact ${memory}`);
    expect(asked.card?.sections[0]?.text).toBe(secret);
    expect(await world.memories("ana", "team")).toEqual([secret]);

    const told = await world.press("ana", "redact", memory);
    expect(told.text).toContain("The words are gone");
    await world.settle();
    expect(await kept(world)).not.toContain("Dora");
    expect(await world.memories("ana", "team")).toEqual([]);
    const { text } = await world.command("ana", "audit");
    expect(text).toContain("Ana redacted");
    expect(text).toContain("Ana approved “(its words were taken out)”");
    expect(text).not.toContain("Dora");
  });

  it("do not come back by an undo, nor by a dream on the same evidence", async () => {
    const { world, memory } = await openWithSecret();
    await world.press("ana", "redact", memory);
    expect((await world.command("ana", `undo ${memory}`)).text).toContain("Nothing changed");
    expect(await world.memories("ana", "team")).toEqual([]);
  });

  it("are taken out by administrators alone, and one's own by oneself alone", async () => {
    const { world, memory } = await openWithSecret();
    await world.command("ben", "remember for me: I keep the key with Dora");
    const own = (await world.command("ben", "memory mine")).card?.sections[0]?.title.split(" ")[0] ?? "";
    expect((await world.press("ben", "redact", memory)).text).toContain("Only administrators");
    expect((await world.press("cleo", "redact", memory)).text).toContain("nothing by that id");
    expect((await world.press("ana", "redact", own)).text).toContain("nothing by that id");
    expect((await world.press("ben", "redact", own)).text).toContain("The words are gone");
    expect((await world.press("ana", "redact", "nobody2345")).text).toContain("nothing by that id");
    expect(await world.memories("ana", "team")).toEqual([secret]);
  });

  it.each(["ledger.redactMemory", "history.idsSaidBy"])(
    "are gone after a second press where the first died at %s",
    async (operation) => {
      const { world, memory } = await openWithSecret();
      await world.say("ben", "general", "@reverie where is the gate code kept?");
      await world.settle();
      world.failOnce(operation, /./u);
      await world.press("ana", "redact", memory);
      await world.press("ana", "redact", memory);
      await world.settle();
      expect(await kept(world)).not.toContain("Dora");
    },
  );

  it("of a waiting proposal go with it", async () => {
    const world = await openSmallWorld();
    await world.command("ben", `remember for the team: ${secret}`);
    await world.settle();
    const value = world.sections()[0]?.actions[0]?.value ?? "";
    await world.press("ana", "redact", value);
    await world.settle();
    expect(await kept(world)).not.toContain("Dora");
    expect((await world.press("ana", "approve", value)).text).toContain("withdrawn");
  });
});

describe("the audit as a file", () => {
  it("holds every entry that an administrator may see, safe for spreadsheets", async () => {
    const { world } = await openWithSecret();
    await world.command("ana", 'remember for the team: =cmd() is a formula, said "Ben"');
    await world.command("ben", "remember for me: I like tea");
    expect((await world.command("ben", "audit export")).text).toContain("Only administrators");
    await world.command("ana", "audit export");
    const [attached] = [...world.attached.values()];
    const text = attached?.file.text ?? "";
    expect(text.split("\r\n")[0]).toBe("at,person,act,audience,subject,words");
    expect(text).toContain(`Ana,approved,team`);
    expect(text).toContain(`"'=cmd() is a formula, said ""Ben"""`);
    expect(text).not.toContain("I like tea");
    expect((await world.command("ana", "audit")).text).toContain("Ana exported");
  });
});
