import { describe, expect, it } from "vitest";
import { workspace } from "../../laws/memory-platform.ts";
import { openSmallWorld } from "../../laws/small-world.ts";

describe("work that failed for good", () => {
  it("is listed for administrators, of their own workspace, and tried again on their word", async () => {
    const world = await openSmallWorld();
    expect((await world.command("ana", "failures")).text).toBe("Nothing has failed for good.");
    const { jobs, clock } = world.parts;
    const job = (id: string, lane: string) => ({
      id,
      kind: "redraw-card",
      key: id,
      lane,
      at: clock.now(),
      data: "no such card",
    });
    await jobs.enqueue(job("redraw secret-person", workspace));
    await jobs.enqueue(job("redraw elsewhere", "other:workspace"));
    await world.settle(60);
    const list = (await world.command("ana", "failures")).text ?? "";
    expect(list).toMatch(/^- `[0-9a-z]{10}` redraw-card, 22 Nov 12:0\d: \w+, tried 5 times\n\n/u);
    expect(list).not.toMatch(/secret-person|elsewhere/u);
    expect((await world.command("ben", "failures")).text).toContain("Only administrators");
    const id = /`([0-9a-z]{10})`/u.exec(list)?.[1] ?? "";
    expect((await world.command("ben", `failures retry ${id}`)).text).toContain("Only administrators");
    expect((await world.command("ana", "failures retry 0123456789")).text).toContain("nothing by that id");
    expect((await world.command("ana", `failures retry ${id}`)).text).toBe("It is tried again now.");
    expect((await world.command("ana", "failures")).text).toBe("Nothing has failed for good.");
  });
});
