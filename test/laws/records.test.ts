import { describe, expect, it } from "vitest";
import { describeCause } from "../../src/adapters/system/pino-log.ts";
import { startRunningProgram } from "./running-program.ts";

describe("the audit", () => {
  it("shows an administrator what was done for the team however much others did for themselves", async () => {
    const { person } = await startRunningProgram();
    await person("ana").command("set language English");
    const ben = person("ben");
    const animals = "cats dogs owls bees ants emus gnus yaks rats hens pigs cows bats eels elks foxes";
    for (const animal of animals.split(" ")) await ben.command(`remember for me: I like ${animal}`);
    expect((await person("ana").command("audit")).text).toContain("set `language`");
  });
});

describe("the log", () => {
  it("D14: keeps out all lines of a foreign error's message, also those that begin like a place", () => {
    const error = new Error("The prompt could not be read:\nat the dentist on Monday, says Xylophoneus");
    expect(JSON.stringify(describeCause(error))).not.toContain("Xylophoneus");
  });
});
