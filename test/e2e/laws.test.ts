import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDataDir, type Program, startProgram } from "./program.ts";
import { findProposal, visit } from "./visitor.ts";

describe("the laws, as people meet them", () => {
  let data: ReturnType<typeof makeDataDir>;
  let program: Program;
  beforeEach(async () => {
    data = makeDataDir();
    program = await startProgram({ DATA_DIR: data.path });
  });
  afterEach(async () => {
    await program.stop();
    data.remove();
  });
  const person = (name: string) => visit(program.url, name);
  const memories = async (name: string, which: string) =>
    (await person(name).command(`memory ${which}`)).card?.sections.map(({ text }) => text) ?? [];

  it("remembers at once what its owner says in a command, and only for the owner", async () => {
    const ben = person("ben");
    const answer = await ben.command("remember for me: I take my coffee black");
    expect(answer.card?.sections[0]?.text).toBe("I take my coffee black");
    expect(await memories("ben", "mine")).toEqual(["I take my coffee black"]);
    expect(await memories("ana", "mine")).toEqual([]);
    const other = await person("ana").answerTo(
      await person("ana").say("general", "@reverie how does one take coffee black?"),
    );
    expect(other.text).not.toContain("I take my coffee black");
    const own = await ben.answerTo(await ben.say("general", "@reverie how do I take my coffee?"));
    expect(own.text).toContain("I take my coffee black");
  });

  it("keeps what a person said in a direct conversation out of every other place", async () => {
    const ben = person("ben");
    await ben.say("dm-ben", "@reverie remember my bonus target is seventeen thousand");
    await ben.until("the card", (seen) => findProposal(seen, /seventeen/u));
    expect(await memories("ben", "mine")).toEqual(["my bonus target is seventeen thousand"]);
    const open = await ben.answerTo(await ben.say("general", "@reverie what is my bonus target?"));
    expect(open.text).not.toContain("seventeen");
    const direct = await ben.answerTo(await ben.say("dm-ben", "what is my bonus target?"));
    expect(direct.text).toContain("seventeen");
  });

  it("has a team memory wait for those who decide when a member asks for it", async () => {
    const ben = person("ben");
    expect((await ben.command("remember for the team: standup is at 9:30")).text).toContain("waits");
    expect(await memories("ben", "team")).toEqual([]);
    const found = await person("ana").until("the proposal", (seen) =>
      findProposal(seen, /standup is at 9:30/u),
    );
    await person("ana").press(found.message.id, "reverie:approve", found.value);
    expect(await memories("ben", "team")).toEqual(["standup is at 9:30"]);
    expect((await person("cleo").command("memory team")).text).toContain("channels that you are in");
  });

  it("keeps a private channel's talk out of answers elsewhere (F3)", async () => {
    const ana = person("ana");
    await ana.say("core-team", "The acquisition codename is Bluebird, tell nobody.");
    const cleo = person("cleo");
    for (const [who, channel] of [
      [cleo, "general"],
      [cleo, "dm-cleo"],
      [ana, "general"],
    ] as const) {
      const answer = await who.answerTo(await who.say(channel, "@reverie what is the acquisition codename?"));
      expect(answer.text).not.toContain("Bluebird");
    }
    const inside = await ana.answerTo(
      await ana.say("core-team", "@reverie what is the acquisition codename?"),
    );
    expect(inside.text).toContain("Bluebird");
    const direct = await ana.answerTo(await ana.say("dm-ana", "what is the acquisition codename?"));
    expect(direct.text).toContain("Bluebird");
    expect(JSON.stringify(await cleo.messages())).not.toContain("Bluebird");
  });

  it("F9: withdraws a proposal when its message is deleted", async () => {
    const ana = person("ana");
    const said = await ana.say("general", "We agreed to meet customers every second Tuesday.");
    await ana.command("dream now");
    const found = await ana.until("the proposal", (seen) =>
      findProposal(seen, /customers every second Tuesday/u),
    );
    await ana.remove(said);
    const withdrawn = await ana.until("the withdrawn card", (seen) => {
      const card = seen.find(({ id }) => id === found.message.id)?.card;
      const section = card?.sections.find(({ text }) => text.startsWith("(Its words went"));
      return section?.note.includes("Withdrawn") ? section : undefined;
    });
    expect(withdrawn.actions).toEqual([]);
    expect(withdrawn.quotes).toEqual([]);
    expect((await ana.press(found.message.id, "reverie:approve", found.value)).text).toContain(
      "Already withdrawn",
    );
    expect(await memories("ana", "team")).toEqual([]);
  });

  it("F9: suspends a memory whose quote is edited away, and keeps it when somebody says so", async () => {
    const ana = person("ana");
    const said = await ana.say("general", "We decided to name releases after rivers from here on.");
    await ana.command("dream now");
    const found = await ana.until("the proposal", (seen) => findProposal(seen, /releases after rivers/u));
    await ana.press(found.message.id, "reverie:approve", found.value);
    await ana.edit(said, "Never mind.");
    const review = await ana.until("the review", (seen) => {
      const card = seen.find(({ card }) => card?.title.includes("lost its evidence"));
      return card && { message: card, section: card.card?.sections[0] };
    });
    const suspended = (await ana.command("memory team")).card?.sections[0];
    expect(suspended?.note).toContain("Not used");
    const unused = await ana.answerTo(
      await ana.say("general", "@reverie how do we name releases after rivers?"),
    );
    expect(unused.actions?.map(({ label }) => label)).not.toContain("Used 1 memory");
    const value = review.section?.actions[0]?.value ?? "";
    expect((await ana.press(review.message.id, "reverie:reject", value)).text).toContain("Rejected");
    const kept = await ana.answerTo(
      await ana.say("general", "@reverie how do we name releases after rivers?"),
    );
    expect(kept.actions?.map(({ label }) => label)).toContain("Used 1 memory");
  });

  it("undoes each change alone, in any order, and shows the stack", async () => {
    const ana = person("ana");
    await ana.command("remember for the team: lunch is at noon");
    const [section] = (await ana.command("memory team")).card?.sections ?? [];
    const id = section?.title.split(" ")[0] ?? "";
    await ana.command(`forget ${id}`);
    expect(await memories("ana", "team")).toEqual([]);
    expect((await ana.command(`undo ${id}`)).text).toContain("Taken back");
    expect(await memories("ana", "team")).toEqual(["lunch is at noon"]);
    const stack = (await ana.command(`history ${id}`)).card?.sections ?? [];
    expect(stack.map(({ title }) => title.split(" · ")[1])).toEqual(["Forgotten", "Remembered"]);
    expect(stack[0]?.note).toContain("Taken back by Ana");
    expect((await person("ben").command(`forget ${id}`)).text).toContain("Only administrators");
  });

  it("F10: erases a person in one command, with a receipt, and leaves no word of theirs in its files", async () => {
    const canary = "Zanzibarlebkuchen";
    const ben = person("ben");
    const said = await ben.say("general", `@reverie what about ${canary}?`);
    await ben.answerTo(said);
    await ben.command(`remember for me: my favourite is ${canary}`);
    await ben.say("general", `We decided that ${canary} is the name of the next release.`);
    await person("ana").command("dream now");
    await person("ana").until("the proposal", (seen) => findProposal(seen, /Zanzibarlebkuchen is the name/u));
    const receipt = (await ben.command("privacy erase")).text ?? "";
    expect(receipt).toMatch(/Erased: \d+ messages/u);
    expect(receipt).toMatch(/1 memor/u);
    expect(await memories("ben", "mine")).toEqual([]);
    await program.stop();
    const ours = readdirSync(data.path).filter((name) => name.startsWith("reverie"));
    expect(ours.length).toBeGreaterThan(0);
    for (const name of ours) expect(readFileSync(join(data.path, name)).includes(canary)).toBe(false);
    program = await startProgram({ DATA_DIR: data.path });
    const answer = await person("ana").answerTo(await person("ana").say("dm-ana", `what about ${canary}?`));
    expect(answer.text).not.toContain("What was said");
  });

  it("keeps nothing of a person who turned privacy off, and still answers", async () => {
    const ben = person("ben");
    await ben.command("privacy off");
    await ben.say("general", "We decided to buy a xylophone for the office.");
    const answer = await ben.answerTo(await ben.say("general", "@reverie when can we deploy on Fridays?"));
    expect(answer.text).toContain("freeze deploys");
    await person("ana").command("dream now");
    await person("ana").until("the dream", (seen) => findProposal(seen, /freeze deploys/u));
    expect(findProposal(await person("ana").messages(), /xylophone/u)).toBeUndefined();
    const found = await person("ana").answerTo(
      await person("ana").say("general", "@reverie who said xylophone?"),
    );
    expect(found.text).not.toContain("xylophone for the office");
  });

  it("keeps quiet where it was muted until it is asked back", async () => {
    const ana = person("ana");
    await ana.answerTo(await ana.say("general", "@reverie mute"));
    const ignored = await ana.say("general", "@reverie when can we deploy?");
    const asked = await ana.say("dm-ana", "when can we deploy?");
    await ana.answerTo(asked);
    expect((await ana.messages()).some(({ thread }) => thread === ignored)).toBe(false);
    await ana.answerTo(await ana.say("general", "@reverie unmute"));
    expect((await ana.answerTo(await ana.say("general", "@reverie when can we deploy?"))).text).toContain(
      "freeze",
    );
  });

  it("answers in a thread that it takes part in without a new mention, and nowhere else", async () => {
    const ana = person("ana");
    const question = await ana.say("general", "@reverie when can we deploy?");
    await ana.answerTo(question);
    const follow = await ana.say("general", "and who said so about the freeze?", question);
    const second = await ana.until("the second answer", (seen) => {
      const inThread = seen.filter(({ thread, author }) => thread === question && author === "reverie");
      return inThread.length === 2 ? inThread[1] : undefined;
    });
    expect(second.text).toContain("freeze");
    expect(follow).not.toBe("");
    const other = await ana.say("general", "The sky is blue today.");
    await ana.say("general", "Indeed it is.", other);
    await ana.answerTo(await ana.say("dm-ana", "hello there"));
    expect(
      (await ana.messages()).some(({ thread, author }) => thread === other && author === "reverie"),
    ).toBe(false);
  });

  it("reads a thread that it was not told of from the platform, and stores nothing of it", async () => {
    const ana = person("ana");
    await ana.command("set listen mentions");
    const root = await ana.say("general", "The kangaroo report is on page seven.");
    await person("ben").say("general", "Page eight has the kangaroo figures.", root);
    await ana.say("general", "@reverie where are the kangaroo figures?", root);
    const inThread = await ana.until("the answer in the thread", (seen) =>
      seen.find(({ author, thread }) => author === "reverie" && thread === root),
    );
    expect(inThread.text).toContain("Page eight has the kangaroo figures.");
    const elsewhere = await ana.answerTo(await ana.say("dm-ana", "where are the kangaroo figures?"));
    expect(elsewhere.text).not.toContain("Page eight");
  });

  it("catches people up on what they missed", async () => {
    await person("cleo").say("general", "The flyers are printed.");
    await person("ben").say("general", "The launch moved to the third.");
    const ana = person("ana");
    const answer = await ana.answerTo(await ana.say("general", "@reverie catch me up"));
    expect(answer.text).toContain("The flyers are printed.");
    expect(answer.text).toContain("The launch moved to the third.");
  });

  it("tells administrators who did what, and nobody of another's memory", async () => {
    await person("ben").command("remember for me: I like tea");
    await person("ana").command("remember for the team: we like tea here");
    await person("ana").command("set cadence daily 02:00");
    const audit = (await person("ana").command("audit")).text ?? "";
    expect(audit).toMatch(/Ana approved/u);
    expect(audit).toMatch(/Ana set `cadence`/u);
    expect(audit).not.toContain("Ben");
    expect((await person("ben").command("audit")).text).toContain("Only administrators");
  });
});
