import { describe, expect, it } from "vitest";
import { text } from "../fakes/messages-server/reply.ts";
import { dreamOf, dreamToItsEnd, passOneTurn, startDream, startRunningProgram } from "./running-program.ts";
import {
  addition,
  nothing,
  type Reflection,
  receiptFor,
  type ScriptedProgram,
  startScriptedProgram,
} from "./scripted-program.ts";

const parrot = "The parrot in the office is called Xylophoneus";
const parrotQuestion = "@reverie what is the parrot in the office called";
const ingredient = "Our secret ingredient is Xylophoneus powder, as always.";
const ingredientQuote = "secret ingredient is Xylophoneus powder";

/** What the model is asked with at last, after two more turns of others. */
async function laterPrompt({ person, prompts }: ScriptedProgram, name: string): Promise<string | undefined> {
  await passOneTurn(person(name), name);
  const cleo = person("cleo");
  await cleo.answerTo(await cleo.say("general", "@reverie tell me something"));
  return prompts().at(-1);
}

/** A program whose dream of the team's talk stands still once the model has read it. */
async function startHeldDream(author: string, reflect: (transcript: string) => Reflection) {
  const program = await startScriptedProgram();
  const said = await program.person(author).say("general", ingredient);
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  program.reflectOn("team", async (transcript) => {
    const reflection = reflect(transcript);
    asked.resolve();
    await gate.promise;
    return reflection;
  });
  const ana = program.person("ana");
  const ended = await startDream(ana);
  await asked.promise;
  const finish = () => {
    gate.resolve();
    return ended();
  };
  return { ...program, ana, said, finish };
}

describe("words that were deleted (law 6)", () => {
  it("come back in no later prompt by way of an answer that quoted them", async () => {
    const program = await startScriptedProgram();
    const ben = program.person("ben");
    const said = await ben.say("general", `${parrot}.`);
    const ana = program.person("ana");
    program.answerWith(text("It is called Xylophoneus."));
    await ana.answerTo(await ana.say("general", parrotQuestion));
    await ben.remove(said);
    expect(await laterPrompt(program, "ana")).not.toContain("Xylophoneus");
  });

  it("come back in no later prompt by way of the answer to a question that was deleted", async () => {
    const program = await startScriptedProgram();
    const ben = program.person("ben");
    program.answerWith(text("Xylophoneus is the code name, as you say."));
    const question = await ben.say("general", "@reverie is Xylophoneus the code name?");
    await ben.answerTo(question);
    await ben.remove(question);
    expect(await laterPrompt(program, "ben")).not.toContain("Xylophoneus");
  });

  it("are not used by way of a memory that was approved by Edit without a changed word", async () => {
    const { person, reflectOn } = await startScriptedProgram();
    const ana = person("ana");
    const said = await person("ben").say("general", `${parrot}.`);
    reflectOn("team", (transcript) => ({
      ...nothing,
      changes: [addition(`${parrot}.`, receiptFor(transcript, parrot))],
    }));
    const found = await dreamOf(ana, /Xylophoneus/u);
    const edited = { text: `${parrot}.`, kind: "fact" };
    await ana.press(found.message.id, "reverie:edit", found.value, edited);
    await person("ben").remove(said);
    await passOneTurn(ana, "ana");
    const [section] = (await ana.command("memory team")).card?.sections ?? [];
    expect(section?.note ?? "Not used").toContain("Not used");
  });

  it("stay in no answer that quoted them", async () => {
    const { person, isStored } = await startRunningProgram();
    const ben = person("ben");
    const said = await ben.say("general", `${parrot}.`);
    const ana = person("ana");
    await ana.answerTo(await ana.say("general", parrotQuestion));
    await ben.remove(said);
    expect(await isStored("Xylophoneus")).toBe(false);
  });

  it("stay in nothing that a dream keeps which was running", async () => {
    const { ana, said, finish, isStored } = await startHeldDream("ana", (transcript) => {
      const receipt = receiptFor(transcript, ingredientQuote);
      return {
        changes: [addition("The secret ingredient is Xylophoneus powder.", receipt)],
        watch: [receipt],
      };
    });
    await ana.remove(said);
    expect((await finish()).card).toBeUndefined();
    expect((await ana.command("dream why")).text).not.toContain("Xylophoneus");
    expect(await isStored("Xylophoneus")).toBe(false);
  });

  it("stay in no drop that names no line", async () => {
    const { person, reflectOn, isStored } = await startScriptedProgram();
    const ana = person("ana");
    const said = await ana.say("general", ingredient);
    reflectOn("team", () => ({
      ...nothing,
      changes: [addition("The secret ingredient is Xylophoneus powder.")],
    }));
    expect((await dreamToItsEnd(ana)).card).toBeUndefined();
    await ana.remove(said);
    await passOneTurn(ana, "ana");
    expect((await ana.command("dream why")).text).not.toContain("Xylophoneus");
    expect(await isStored("Xylophoneus")).toBe(false);
  });
});

describe("the words of a person who was erased (law 6)", () => {
  it("stay in nothing that a dream keeps which was running", async () => {
    const { person, finish, isStored } = await startHeldDream("ben", (transcript) => ({
      ...nothing,
      watch: [receiptFor(transcript, ingredientQuote)],
    }));
    await person("ben").command("privacy erase");
    expect((await finish()).card).toBeUndefined();
    expect(await isStored("Xylophoneus")).toBe(false);
  });

  it("stay on no card that showed their approved memory", async () => {
    const ben = (await startRunningProgram()).person("ben");
    await ben.say("general", "I prefer Xylophoneus over anything else.");
    const found = await dreamOf(ben, /Xylophoneus/u);
    await ben.press(found.message.id, "reverie:approve", found.value);
    await ben.until("the approved card", (seen) =>
      seen.find(({ id, card }) => id === found.message.id && card?.footer === "All decided."),
    );
    await ben.command("privacy erase");
    await passOneTurn(ben, "ben");
    const sections = (await ben.messages()).flatMap(({ card }) => card?.sections ?? []);
    expect(JSON.stringify(sections.map(({ text: shown }) => shown))).not.toContain("Xylophoneus");
  });

  it("stay in no answer that others got", async () => {
    const { person, isStored } = await startRunningProgram();
    const ben = person("ben");
    await ben.say("general", `${parrot}.`);
    const ana = person("ana");
    const answer = await ana.answerTo(await ana.say("general", parrotQuestion));
    expect(answer.text).toContain("Xylophoneus");
    await ben.command("privacy erase");
    expect(await isStored("Xylophoneus")).toBe(false);
  });
});
