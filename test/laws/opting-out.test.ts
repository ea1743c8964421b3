import { describe, expect, it } from "vitest";
import { asId } from "../../src/core/ids.ts";
import { createReflectingModel } from "../doubles/reflecting-model.ts";
import { workspace } from "./memory-platform.ts";
import { dreamToItsEnd, passOneTurn, startRunningProgram } from "./running-program.ts";
import { addition, nothing, receiptFor, startScriptedProgram } from "./scripted-program.ts";
import { openSmallWorld } from "./small-world.ts";

describe("a channel that is left out (law 11)", () => {
  it("leaves nothing of what is said there, a mention included", async () => {
    const { person, isStored } = await startRunningProgram();
    const ana = person("ana");
    await ana.command("set exclude-channels general");
    const question = await ana.say("general", "@reverie what about Xylophoneus?");
    await ana.answerTo(question);
    // The refusal must not make Reverie part of the thread: this speaks to nobody.
    await person("ben").say("general", "Yttriumbell, my dear Ana.", question);
    await passOneTurn(ana, "ana");
    const inThread = (await ana.messages()).filter(
      ({ thread, author }) => thread === question && author === "reverie",
    );
    expect(inThread).toHaveLength(1);
    expect(await isStored("Xylophoneus")).toBe(false);
    expect(await isStored("Yttriumbell")).toBe(false);
  });
});

describe("a message that was kept before (law 11)", () => {
  it.each([
    { what: "its channel is left out", command: "set exclude-channels general" },
    { what: "its author turns privacy off", command: "privacy off" },
  ])("gets no new words once $what", async ({ command }) => {
    const { person, isStored } = await startRunningProgram();
    const ana = person("ana");
    const said = await ana.say("general", "Nothing to see here at all.");
    await ana.command(command);
    await ana.edit(said, "Xylophoneus is what we are building.");
    expect(await isStored("Xylophoneus")).toBe(false);
  });
});

describe("a sensitive topic (law 11)", () => {
  it("shows nobody the sentence that it kept out", async () => {
    const { person, reflectOn } = await startScriptedProgram();
    const ana = person("ana");
    await ana.command("set sensitive-topics salary");
    await ana.say("general", "Oh by the way, the salary of Cleo is 4711 a month.");
    reflectOn("team", (transcript) => ({
      ...nothing,
      changes: [addition("Cleo has a salary of 4711.", receiptFor(transcript, "the salary of Cleo is 4711"))],
    }));
    expect((await dreamToItsEnd(ana)).card).toBeUndefined();
    expect((await person("ben").command("dream why")).text).not.toContain("4711");
  });
});

describe("privacy off (law 11)", () => {
  const startWithPrivacyOff = async () => {
    const program = await startRunningProgram();
    const ben = program.person("ben");
    await ben.command("privacy off");
    return { ...program, ben };
  };

  it("stays off after an erasure", async () => {
    const { ben, isStored } = await startWithPrivacyOff();
    await ben.command("privacy erase");
    await ben.say("general", "Xylophoneus is my secret word.");
    expect((await ben.command("privacy")).text).toContain("strict side");
    expect(await isStored("Xylophoneus")).toBe(false);
  });

  it("keeps no mention in a muted channel", async () => {
    const { ben, isStored } = await startWithPrivacyOff();
    await ben.command("mute", "general");
    await ben.say("general", "@reverie Xylophoneus is my secret word.");
    await passOneTurn(ben, "ben");
    expect(await isStored("Xylophoneus")).toBe(false);
  });

  it("answers an edited question again all the same", async () => {
    const { ben } = await startWithPrivacyOff();
    const question = await ben.say("general", "@reverie what is the landing page copy?");
    const answer = await ben.answerTo(question);
    await ben.edit(question, "@reverie when can we deploy on Fridays?");
    const again = await ben.until("the new answer", (seen) =>
      seen.find(({ author, text }) => author === "reverie" && text.includes("freeze deploys")),
    );
    expect(again.id).toBe(answer.id);
  });
});

describe("mute (law 11)", () => {
  it("holds in a thread of a direct conversation", async () => {
    const { person } = await startRunningProgram();
    const ana = person("ana");
    const root = await ana.say("dm-ana", "when can we deploy?");
    await ana.answerTo(root);
    await ana.say("dm-ana", "mute", root);
    await ana.until("the mute", (seen) => seen.find(({ text }) => text.startsWith("Quiet in")));
    await ana.say("dm-ana", "when can we deploy on Fridays?", root);
    await passOneTurn(person("ben"), "ben");
    await passOneTurn(person("ben"), "ben");
    const answers = (await ana.messages()).filter(
      ({ author, channel }) => author === "reverie" && channel === "dm-ana",
    );
    expect(answers).toHaveLength(2);
  });

  it("keeps digests out of a muted channel too", async () => {
    const { person } = await startRunningProgram();
    const ana = person("ana");
    await ana.command("mute", "general");
    await ana.command("dream now");
    await ana.until("her own digest", (seen) =>
      seen.find(({ channel, card }) => channel === "dm-ana" && card !== undefined),
    );
    expect((await ana.messages()).filter(({ channel, card }) => channel === "general" && card)).toEqual([]);
  });
});

describe("a proposal that nobody decided (law 11)", () => {
  it("leaves none of its words once it expired and its message is beyond the retention", async () => {
    const world = await openSmallWorld();
    await world.command("ana", "set retention 7");
    await world.say("ana", "general", "We agreed that the parrot is called Xylophoneus.");
    await world.dream("ana");
    for (const days of [15, 15]) {
      world.clock.jump(days * 24 * 60 * 60 * 1000);
      await world.settle(60);
    }
    const expired = await world.parts.ledger.proposals(workspace, null, "expired", 10);
    expect(expired).toHaveLength(1);
    expect(await world.parts.history.saidBy(workspace, asId("ana"))).toEqual([]);
    expect(JSON.stringify(expired)).not.toContain("Xylophoneus");
  });
});

describe("a memory of somebody who opted out since (law 11)", () => {
  const fact = "Ben owns the blue kiln.";

  async function openWithFact() {
    const model = createReflectingModel();
    const world = await openSmallWorld({ model });
    await world.command("ana", `remember for the team: ${fact}`);
    const answer = async () => {
      const before = world.standing().length;
      await world.say("ana", "general", "@reverie who owns the blue kiln?");
      await world.settle();
      return JSON.stringify(
        world
          .standing()
          .slice(before)
          .map(({ content }) => content.text),
      );
    };
    return { world, model, answer };
  }

  it("is given to no answer and shown to no dream", async () => {
    const { world, model, answer } = await openWithFact();
    expect(await answer()).toContain("owns the blue kiln");
    await world.dream("ana");
    expect(model.shown.join()).toContain(fact);
    await world.command("ben", "privacy off");
    expect(await answer()).not.toContain(fact);
    const before = model.shown.length;
    await world.dream("ana");
    expect(model.shown.slice(before).join()).not.toContain(fact);
  });

  it("is shown to no dream where it touches a topic that was kept out since", async () => {
    const { world, model } = await openWithFact();
    await world.command("ana", "set sensitive-topics kiln");
    await world.say("ana", "general", "Nothing much is new in the house today.");
    await world.dream("ana");
    expect(model.shown.join()).toContain("Nothing much is new");
    expect(model.shown.join()).not.toContain(fact);
  });
});

describe("what somebody asked for before they were erased (law 11)", () => {
  it("waits no more, and what they disputed still waits for a decision", async () => {
    const world = await openSmallWorld();
    await world.command("ana", "remember for the team: lunch is at noon");
    await world.command("ben", "remember for the team: the gate is green");
    await world.command("ben", `dispute ${await world.teamMemoryId()} it moved`);
    await world.settle();
    const pending = async () =>
      (await world.parts.ledger.proposals(workspace, null, "pending", 10)).map(({ change, source }) => [
        source,
        change.text,
      ]);
    expect((await pending()).toSorted()).toEqual([
      ["dispute", "lunch is at noon"],
      ["remember", "the gate is green"],
    ]);
    await world.command("ben", "privacy erase");
    await world.settle();
    expect(await pending()).toEqual([["dispute", "lunch is at noon"]]);
    const keep = world
      .sections()
      .flatMap(({ actions }) => actions)
      .find(({ label }) => label === "Keep");
    expect((await world.press("ana", "reject", keep?.value ?? "")).text).toContain("used again");
    expect(JSON.stringify(world.cards())).not.toContain("Ben");
  });
});
