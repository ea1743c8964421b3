import { expect, it } from "vitest";
import { openSmallWorld } from "./small-world.ts";

it("says what a pattern leaves out: all of it, some, or nothing", async () => {
  const world = await openSmallWorld();
  const told = async (value: string) => (await world.command("ana", `set exclude-channels ${value}`)).text;
  expect(await told("*")).toContain("leaves out every channel that I am in");
  expect(await told("core-*")).toContain("leaves out 1 of the 3 channels");
  expect(await told("legal")).toContain("No channel that I am in fits it yet");
  expect(await told("none")).not.toContain("channel that I am in");
});
