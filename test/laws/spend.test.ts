import { describe, expect, it } from "vitest";
import { json, text, withUsage } from "../fakes/messages-server/reply.ts";
import { dreamToItsEnd, startRunningProgram } from "./running-program.ts";
import { nothing, startScriptedProgram } from "./scripted-program.ts";

describe("spend (law 10)", () => {
  it("counts an answer that was stopped", async () => {
    const { person, answerWith } = await startScriptedProgram();
    const held = text(["A long ", new Promise(() => undefined), "story"]);
    answerWith(withUsage(held, { input_tokens: 50_000 }));
    const ana = person("ana");
    await ana.say("dm-ana", "tell me everything");
    const begun = await ana.until("the beginning", (seen) =>
      seen.find(({ streaming }) => streaming === true),
    );
    await ana.press(begun.id, "reverie:stop", "");
    await ana.until("the end", (seen) =>
      seen.find(({ id, streaming }) => id === begun.id && streaming !== true),
    );
    expect((await ana.command("usage")).text).toMatch(/Answers: 1 requests, 50000 tokens in/u);
  });

  it("does not begin a dream whose estimate is beyond what is left of the budget", async () => {
    const { person, reflectWith } = await startScriptedProgram();
    const ana = person("ana");
    for (let number = 0; number < 60; number += 1)
      await ana.say("general", `${number} ${"word and another word ".repeat(90)}`);
    await ana.command("set budget 0.01");
    reflectWith(withUsage(json(nothing), { input_tokens: 40_000, output_tokens: 1000 }));
    await dreamToItsEnd(ana);
    const dollars = Number(/Dreams: .*\$(\d+\.\d\d)/u.exec((await ana.command("usage")).text ?? "")?.[1]);
    expect(dollars).toBeLessThanOrEqual(0.01);
  });

  it("counts every model that it is told to use, or says that it cannot", async () => {
    const { person, answerWith } = await startScriptedProgram();
    const ana = person("ana");
    await ana.command("set budget 1");
    const answer = (await ana.command("set model claude-3-5-sonnet-20241022")).text ?? "";
    answerWith(withUsage(text("Done."), { input_tokens: 10_000_000, output_tokens: 1000 }));
    await ana.answerTo(await ana.say("dm-ana", "hello"));
    const usage = (await ana.command("usage")).text ?? "";
    expect(/price/u.test(answer) || !/Answers: .*\$0\.00/u.test(usage)).toBe(true);
  });

  it("is bounded by a budget for one channel, or such a budget is refused", async () => {
    const ana = (await startRunningProgram()).person("ana");
    const answer = await ana.command("set budget here 0", "general");
    const reply = await ana.answerTo(await ana.say("general", "@reverie when can we deploy?"));
    expect(/Nothing changed/u.test(answer.text ?? "") || reply.text.includes("budget")).toBe(true);
  });
});
