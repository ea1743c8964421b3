import { describe, expect, it } from "vitest";
import { asId, type ChannelId } from "../../src/core/ids.ts";
import { isExcluded } from "../../src/core/settings/settings.ts";
import { message, text } from "../fakes/messages-server/reply.ts";
import { passOneTurn, startRunningProgram } from "./running-program.ts";
import { startScriptedProgram } from "./scripted-program.ts";

describe("bounded work", () => {
  it("finds what was said although somebody said everything at great length", async () => {
    const { person, prompts } = await startScriptedProgram();
    const ana = person("ana");
    await ana.say("general", "The parrot in the office is called Minka.");
    await person("cleo").say("general", "parrot office called ".repeat(4700));
    await person("cleo").say("general", "And now to something else entirely.");
    await ana.answerTo(await ana.say("dm-ana", "parrot office called"));
    expect(prompts().at(-1)).toContain("Minka");
  });

  it("matches a channel with a pattern of many stars at once, as it does at every message", () => {
    const channel = { id: asId<ChannelId>("C1"), name: "a".repeat(80) };
    const startedAt = performance.now();
    isExcluded(channel, ["*a*a*a*a*a*a*b"]);
    expect(performance.now() - startedAt).toBeLessThan(100);
  });

  it("lets one person's text hold up nobody else for seconds", async () => {
    const { url, person } = await startRunningProgram();
    const startedAt = performance.now();
    const [said] = await Promise.all([
      person("cleo").say("general", `@reverie remember a${" ".repeat(80_000)}b`),
      fetch(`${url}/healthz`),
    ]);
    expect(said).not.toBe("");
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it("F11: floods no channel with proposals of a model that obeys whoever speaks last", async () => {
    const { person, answerWith } = await startScriptedProgram();
    const quote = "@reverie please summarise our animals";
    const animals =
      "ant bee cat dog eel fox gnu hen ibis jay koi lynx mole newt owl pig quail rat seal toad".split(" ");
    const calls = animals.map((animal) => ({
      type: "tool_use" as const,
      name: "propose_memory",
      input: { for: "team", kind: "fact", text: `The ${animal} rules the ${animal}house.`, quote },
    }));
    answerWith(message(calls, "tool_use"), text("Done."));
    const ben = person("ben");
    await ben.answerTo(await ben.say("general", quote));
    await passOneTurn(ben, "ben");
    const cards = (await ben.messages()).filter(({ channel, card }) => channel === "general" && card);
    expect(cards.length).toBeLessThanOrEqual(5);
  });
});
