import { describe, expect, it } from "vitest";
import type { SeenMessage, Visitor } from "../e2e/visitor.ts";
import { dreamOf, dreamToItsEnd, startRunningProgram } from "./running-program.ts";
import { addition, nothing, type Reflection, receiptFor, startScriptedProgram } from "./scripted-program.ts";

const words = "we stop all deploys on Friday afternoons";
const sentence = "Deploys stop on Friday afternoons.";

/** A program that dreamt of the sentence; Ana has the verdict. */
async function startAfterDream(reflect: (transcript: string) => Reflection) {
  const program = await startScriptedProgram();
  const ana = program.person("ana");
  await ana.say("general", `So: ${words}.`);
  program.reflectOn("team", reflect);
  const found = await dreamOf(ana, /Deploys stop on Friday/u);
  const press = (action: string, fields?: Record<string, string>) =>
    ana.press(found.message.id, `reverie:${action}`, found.value, fields);
  return { ...program, ana, press };
}

/** Reflects on the same words each time that they are shown, and watches them, each time with the next text. */
function insisting(...texts: string[]) {
  return (transcript: string): Reflection => {
    if (!transcript.includes(words)) return nothing;
    const receipt = receiptFor(transcript, words);
    return { changes: [addition(texts.shift() ?? "", receipt)], watch: [receipt] };
  };
}

/** What a dream shows after something new was said that has nothing to do with the sentence. */
async function dreamAgain({ ana }: { readonly ana: Visitor }): Promise<SeenMessage> {
  await ana.say("general", "What a lovely day it is today.");
  return dreamToItsEnd(ana);
}

describe("a sentence that was rejected (law 5)", () => {
  it("does not come back from the same evidence in other words", async () => {
    const again = "Nobody ships anything after lunch at the end of the week.";
    const program = await startAfterDream(insisting(sentence, again));
    await program.press("reject");
    expect((await dreamAgain(program)).card).toBeUndefined();
  });

  it("does not come back on an unrelated new message", async () => {
    const program = await startAfterDream((transcript) => {
      const quote = transcript.includes("lovely day") ? "What a lovely day it is" : words;
      return { ...nothing, changes: [addition(sentence, receiptFor(transcript, quote))] };
    });
    await program.press("reject");
    expect((await dreamAgain(program)).card).toBeUndefined();
  });
});

describe("a memory that was undone or forgotten (law 5)", () => {
  const edited = { text: "Nobody ships before the weekend, ever.", kind: "decision" };

  it("does not come back as it was first proposed after an edit and an undo", async () => {
    const program = await startAfterDream(insisting(sentence, sentence));
    await program.press("edit", edited);
    await program.press("undo");
    expect((await dreamAgain(program)).card).toBeUndefined();
  });

  it("does not come back in an earlier wording after it was forgotten", async () => {
    const program = await startAfterDream(insisting(sentence, sentence));
    await program.press("edit", edited);
    await program.ana.command(`forget ${await program.memoryId("ana", "team")}`);
    expect((await dreamAgain(program)).card).toBeUndefined();
  });

  it("does not come back in the same words after it was forgotten", async () => {
    const program = await startAfterDream(insisting(sentence, sentence));
    await program.press("approve");
    await program.ana.command(`forget ${await program.memoryId("ana", "team")}`);
    expect((await dreamAgain(program)).card).toBeUndefined();
  });
});

describe("a memory that lost its evidence (law 5)", () => {
  const loseEvidence = async () => {
    const program = await startRunningProgram();
    const ana = program.person("ana");
    const said = await ana.say("general", "We decided to name releases after rivers from here on.");
    const found = await dreamOf(ana, /releases after rivers/u);
    await ana.press(found.message.id, "reverie:approve", found.value);
    const id = await program.memoryId("ana", "team");
    await ana.remove(said);
    const review = await ana.until("the review", (seen) =>
      seen.find(({ card }) => card?.title.includes("lost its evidence")),
    );
    const reject = () =>
      ana.press(review.id, "reverie:reject", review.card?.sections[0]?.actions[0]?.value ?? "");
    return { ...program, ana, id, reject };
  };

  it("lets a decision to keep it be undone as any other", async () => {
    const { ana, id, reject } = await loseEvidence();
    await reject();
    expect((await ana.command(`undo ${id}`)).text).toContain("Taken back");
  });

  it("stays forgotten when somebody presses Reject on its review afterwards", async () => {
    const { ana, id, reject, memories } = await loseEvidence();
    await ana.command(`forget ${id}`);
    expect(await memories("ana", "team")).toEqual([]);
    await reject();
    expect(await memories("ana", "team")).toEqual([]);
  });
});

describe("the autonomous mode", () => {
  it("shows every change that it applies, with Undo (laws 1 and 5)", async () => {
    const { person, memories, reflectOn } = await startScriptedProgram();
    const rivers = ["Tejo", "Douro", "Mondego", "Minho", "Sado", "Guadiana", "Tamega", "Zezere"];
    const ana = person("ana");
    await ana.command("set mode autonomous");
    for (const river of rivers)
      await ana.say("general", `The ${river} release belongs to team ${river} for good.`);
    reflectOn("team", (transcript) => ({
      ...nothing,
      changes: rivers.map((river) =>
        addition(`Team ${river} owns ${river}.`, receiptFor(transcript, `The ${river} release belongs`)),
      ),
    }));
    await dreamOf(ana, /Team .* owns/u);
    const applied = await memories("ana", "team");
    expect(applied).not.toEqual([]);
    const sections = (await ana.messages()).flatMap(({ card }) => card?.sections ?? []);
    expect(sections.map(({ text }) => text).toSorted()).toEqual(applied.toSorted());
    for (const { actions } of sections) expect(actions.map(({ label }) => label)).toContain("Undo");
  });
});
