import { describe, expect, it } from "vitest";
import { text } from "../fakes/messages-server/reply.ts";
import { dreamOf, passOneTurn, proposalFor, startRunningProgram } from "./running-program.ts";
import { addition, nothing, receiptFor, startScriptedProgram } from "./scripted-program.ts";

/** A program in which two members must agree to what the team remembers. */
async function startWithQuorum() {
  const program = await startRunningProgram();
  const ana = program.person("ana");
  const ben = program.person("ben");
  await ana.command("set approvers members");
  await ana.command("set quorum 2");
  return { ...program, ana, ben };
}

describe("a quorum", () => {
  it("does not count an approval of one text for another (law 1)", async () => {
    const { ana, ben, memories } = await startWithQuorum();
    await ben.command("remember for the team: standup is at 9:30");
    const found = await proposalFor(ana, /standup is at 9:30/u);
    // Ben approved half past nine; Ana writes something else, and nobody but Ana has agreed to that.
    await ana.press(found.message.id, "reverie:edit", found.value, {
      text: "standup is at six in the morning",
      kind: "fact",
    });
    expect(await memories("ana", "team")).toEqual([]);
  });

  it("does not drop the words of an editor whose approval is not the last one (law 1)", async () => {
    const { ana, ben, memories } = await startWithQuorum();
    await ana.say("general", "We decided to name releases after rivers from here on.");
    const found = await dreamOf(ana, /releases after rivers/u);
    await ana.press(found.message.id, "reverie:edit", found.value, {
      text: "Releases are named after lakes.",
      kind: "decision",
    });
    await ben.press(found.message.id, "reverie:approve", found.value);
    // Ana never agreed to rivers: she wrote lakes.
    expect(await memories("ana", "team")).not.toContainEqual(expect.stringMatching(/rivers/u));
  });

  it("does not count the approval of somebody who lost the right meanwhile (law 8)", async () => {
    const { ana, ben, memories } = await startWithQuorum();
    await ben.command("remember for the team: standup is at 9:30");
    const found = await proposalFor(ana, /standup is at 9:30/u);
    await ana.command("set approvers admins");
    await ana.press(found.message.id, "reverie:approve", found.value);
    expect(await memories("ana", "team")).toEqual([]);
  });

  it("holds when the team's memory is forgotten too (law 1)", async () => {
    const { person, memories, memoryId } = await startRunningProgram();
    const ana = person("ana");
    await ana.command("remember for the team: lunch is at noon");
    await ana.command("set quorum 2");
    await ana.command(`forget ${await memoryId("ana", "team")}`);
    expect(await memories("ana", "team")).toEqual(["lunch is at noon"]);
  });
});

describe("a command", () => {
  it("is nothing that is said to somebody else in a thread (law 1)", async () => {
    const ben = (await startRunningProgram()).person("ben");
    const root = await ben.say("general", "@reverie what about milk?");
    await ben.answerTo(root);
    await ben.say("general", "Remember to buy milk for the party, Ana!", root);
    await passOneTurn(ben, "ben");
    await passOneTurn(ben, "ben");
    expect((await ben.command("memory mine")).card?.sections).toEqual([]);
  });

  it("stores only what stands in the message when it is edited while it waits (law 2)", async () => {
    const { person, memories, answerWith } = await startScriptedProgram();
    const gate = Promise.withResolvers<void>();
    answerWith(text(["One ", gate.promise, "moment."]));
    const ana = person("ana");
    const question = await ana.say("dm-ana", "tell me a long story");
    await ana.until("the beginning", (seen) => seen.find(({ streaming }) => streaming === true));
    const said = await ana.say("dm-ana", "remember my password is Xylophoneus");
    await ana.edit(said, "remember my cat is called Minka");
    gate.resolve();
    await ana.answerTo(question);
    await ana.until("both answers", (seen) => seen.find(({ card }) => card?.title === "Remembered"));
    await passOneTurn(ana, "ana");
    expect(await memories("ana", "mine")).toEqual(["my cat is called Minka"]);
  });
});

describe("a form", () => {
  it("leaves a removal its own sentence, whatever it claims (law 8)", async () => {
    const { person, memoryId, reflectOn } = await startScriptedProgram();
    const words = "we stop all deploys on Friday afternoons";
    const ana = person("ana");
    await ana.say("general", `So: ${words}.`);
    reflectOn("team", (transcript) => ({
      ...nothing,
      changes: [addition("Deploys stop on Friday afternoons.", receiptFor(transcript, words))],
    }));
    const found = await dreamOf(ana, /Deploys stop/u);
    await ana.press(found.message.id, "reverie:approve", found.value);
    const id = await memoryId("ana", "team");
    await ana.say("general", "Right, deploy again whenever you like.");
    reflectOn("team", (transcript) => {
      const receipt = receiptFor(transcript, "deploy again whenever");
      return { ...nothing, changes: [{ ...addition("", receipt), change: "remove", memory: id }] };
    });
    await ana.command("dream now");
    const removal = await ana.until("the removal", (seen) =>
      seen
        .flatMap(({ id: message, card }) => card?.sections.map((section) => ({ message, section })) ?? [])
        .find(({ section }) => section.title.startsWith("Forget")),
    );
    await ana.press(removal.message, "reverie:edit", removal.section.actions[0]?.value ?? "", {
      text: "Ben said that the boss is a fool.",
      kind: "fact",
    });
    expect(JSON.stringify((await ana.command(`history ${id}`)).card)).not.toContain("fool");
  });
});
