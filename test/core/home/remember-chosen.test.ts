import { describe, expect, it } from "vitest";
import { personAudience, team } from "../../../src/core/audience.ts";
import type { PrivateAnswer } from "../../../src/core/card.ts";
import { asId, type MessageId } from "../../../src/core/ids.ts";
import { liveMemories } from "../../../src/core/memory.ts";
import { workspace } from "../../laws/memory-platform.ts";
import { type Chosen, type HomeWorld, openHomeWorld } from "./home-world.ts";

const words = "The staging database is restored every Monday morning.";

/** A message that Ben says in a channel. */
async function sayWords(
  world: HomeWorld,
  channel = "general",
  author = "ben",
  text = words,
): Promise<Chosen> {
  const id = await world.say(author, channel, text);
  await world.settle(2);
  return { id, channel, author, text };
}

/** A message that Reverie never heard. */
const unheard = (channel: string, author: string, text = words): Chosen => ({
  id: asId<MessageId>("unheard"),
  channel,
  author,
  text,
});

function optionsOf({ form }: PrivateAnswer): string[] {
  const field = form?.fields.find(({ id }) => id === "for");
  return field?.type === "select" ? field.options.map(({ value }) => value) : [];
}

async function liveOf(world: HomeWorld, whom: "team" | "ben" | "ana") {
  const audience = whom === "team" ? team : personAudience(asId(whom));
  return liveMemories(await world.settled(world.parts.ledger.book(workspace, audience)));
}

describe("“Remember this”, chosen on a message", () => {
  it("opens a form with its words, for whomever its place allows", async () => {
    const world = await openHomeWorld();
    const ofGeneral = await world.choose("ben", await sayWords(world));
    expect(ofGeneral.form).toMatchObject({ verb: "remember", fields: [{ id: "text", value: words }, {}] });
    expect(optionsOf(ofGeneral)).toEqual(["me", "channel", "team"]);
    expect(optionsOf(await world.choose("cleo", await sayWords(world)))).toEqual(["me", "channel"]);
    expect(optionsOf(await world.choose("ben", await sayWords(world, "core-team")))).toEqual([
      "me",
      "channel",
    ]);
    expect(optionsOf(await world.choose("ben", await sayWords(world, "dm-ben")))).toEqual(["me"]);
    world.reaches.set("lab", "shared");
    expect(optionsOf(await world.choose("ben", await sayWords(world, "lab")))).toEqual(["me", "channel"]);
  });

  it("cuts a long message to what fits into a memory", async () => {
    const world = await openHomeWorld();
    const chosen = await sayWords(world, "general", "ben", "All work and no play. ".repeat(100));
    const field = (await world.choose("ben", chosen)).form?.fields[0];
    expect(field).toMatchObject({ maxLength: 500, value: expect.stringMatching(/^.{300,500}$/u) });
  });

  it("is refused to outsiders, bots and strangers", async () => {
    const world = await openHomeWorld();
    const chosen = await sayWords(world);
    for (const role of ["outsider", "bot"] as const) {
      world.roles.set("cleo", role);
      const answer = await world.choose("cleo", chosen);
      expect(answer).toMatchObject({ form: null, text: expect.stringContaining("Only people of this") });
    }
    expect((await world.choose("nobody", chosen)).form).toBeNull();
  });

  it("is refused where the chooser is not, and in a place that nobody knows", async () => {
    const world = await openHomeWorld();
    const answer = await world.choose("ana", await sayWords(world, "core-team"));
    expect(answer).toMatchObject({ form: null, text: expect.stringContaining("where you and I both are") });
    expect((await world.choose("ana", unheard("elsewhere", "ben"))).form).toBeNull();
  });

  it("is refused in an excluded channel, and for words of somebody who opted out (law 11)", async () => {
    const world = await openHomeWorld();
    await world.command("cleo", "privacy off");
    const ofCleo = await world.choose("ben", unheard("general", "cleo"));
    expect(ofCleo).toMatchObject({ form: null, text: expect.stringContaining("wants no part") });
    const open = await world.choose("ben", await sayWords(world));
    await world.command("ana", "set exclude-channels gen*");
    expect((await world.choose("ben", unheard("general", "ana"))).form).toBeNull();
    const submitted = await world.submit("ben", open.form, { text: words, for: "me" });
    expect(submitted.text).toContain("left this channel out");
    expect(await liveOf(world, "ben")).toEqual([]);
  });
});

describe("the submitted form", () => {
  it("is the submitter's own verdict, with the form and the message as evidence (laws 1 and 2)", async () => {
    const world = await openHomeWorld();
    const chosen = await sayWords(world);
    const { form } = await world.choose("ana", chosen);
    const text = "Staging is restored every Monday.";
    const answer = await world.submit("ana", form, { text, for: "me" });
    expect(answer.card).toMatchObject({ title: "Remembered", body: "For you, wherever you ask." });
    expect(answer.card?.sections[0]?.actions.map(({ verb }) => verb)).toEqual(["undo"]);
    expect(await liveOf(world, "ana")).toMatchObject([
      {
        text,
        travels: true,
        receipts: [
          { type: "signal", act: "form", author: "ana" },
          { type: "quote", message: chosen.id, author: "ben", quote: words, channel: "general" },
        ],
      },
    ]);
  });

  it("applies for the team at once where the submitter decides, and waits where not", async () => {
    const world = await openHomeWorld();
    const chosen = await sayWords(world);
    const ofBen = await world.choose("ben", chosen);
    const waits = await world.submit("ben", ofBen.form, { text: words, for: "team" });
    expect(waits.text).toBe("It waits for administrators. Until then nothing is remembered.");
    await world.settle(2);
    expect(world.sections().map(({ text }) => text)).toEqual([words]);
    expect(await liveOf(world, "team")).toEqual([]);
    const ofAna = await world.choose("ana", chosen);
    const text = "Bikes are kept in the basement.";
    expect((await world.submit("ana", ofAna.form, { text, for: "team" })).card?.title).toBe("Remembered");
    expect((await liveOf(world, "team")).map((memory) => memory.text)).toEqual([text]);
  });

  it("remembers once, however often it is submitted (law 7)", async () => {
    const world = await openHomeWorld();
    const { form } = await world.choose("ben", await sayWords(world));
    const submit = () => world.submit("ben", form, { text: words, for: "me" });
    const answers = await Promise.all([submit(), submit()]);
    expect([...answers, await submit()].map(({ card }) => card?.title)).toEqual(Array(3).fill("Remembered"));
    const [memory] = await liveOf(world, "ben");
    await world.press("ben", "undo", answers[0].card?.sections[0]?.actions[0]?.value ?? "");
    expect(memory).toBeDefined();
    expect(await liveOf(world, "ben")).toEqual([]);
    expect((await submit()).text).toContain("taken back already");
    expect(await liveOf(world, "ben")).toEqual([]);
  });

  it("refuses a forged team where the place is narrower, and gives the words back (law 3)", async () => {
    const world = await openHomeWorld();
    for (const channel of ["core-team", "dm-ben"]) {
      const { form } = await world.choose("ben", await sayWords(world, channel));
      const answer = await world.submit("ben", form, { text: "Forged.", for: "team" });
      expect(answer.text).toContain("Not remembered.");
      expect(answer.form?.fields).toMatchObject([{ value: "Forged." }, { value: "me" }]);
    }
    await world.settle();
    expect(world.cards()).toEqual([]);
    expect(await liveOf(world, "team")).toEqual([]);
  });

  it("does not let a private channel's words travel, nor quotes others' (law 3)", async () => {
    const world = await openHomeWorld();
    const own = await world.choose("ben", await sayWords(world, "core-team"));
    const answer = await world.submit("ben", own.form, { text: words, for: "me" });
    expect(answer.card?.body).toBe("For you, only in our direct messages.");
    const chosen = await sayWords(world, "core-team", "ana", "Bikes are kept in the basement.");
    const ofAna = await world.choose("ben", chosen);
    await world.submit("ben", ofAna.form, { text: chosen.text, for: "me" });
    const memories = await liveOf(world, "ben");
    expect(memories.map(({ travels }) => travels)).toEqual([false, false]);
    expect(memories.map(({ receipts }) => receipts.map(({ type }) => type))).toEqual([
      ["signal", "quote"],
      ["signal"],
    ]);
  });

  it.each([
    ["public", "private"],
    ["private", "public"],
  ] as const)("takes a %s channel that became %s as private (law 3)", async (before, after) => {
    const world = await openHomeWorld();
    world.reaches.set("lab", before);
    const { form } = await world.choose("ana", await sayWords(world, "lab"));
    world.reaches.set("lab", after);
    expect((await world.submit("ana", form, { text: words, for: "team" })).text).toContain("Not remembered.");
    await world.submit("ana", form, { text: words, for: "me" });
    expect(await liveOf(world, "ana")).toMatchObject([{ travels: false }]);
  });

  it("is nobody's but the chooser's, and open for an hour (law 8)", async () => {
    const world = await openHomeWorld();
    const { form } = await world.choose("ben", await sayWords(world));
    const fields = { text: words, for: "me" };
    expect((await world.submit("ana", form, fields)).text).toContain("no longer open");
    expect((await world.submit("ben", { value: "made-up" }, fields)).text).toContain("no longer open");
    expect((await world.submit("ben", form, { text: 1 as never })).text).toContain("no longer open");
    world.clock.jump(60 * 60 * 1000 + 1);
    expect((await world.submit("ben", form, fields)).text).toContain("no longer open");
    expect(await liveOf(world, "ben")).toEqual([]);
    expect(await liveOf(world, "ana")).toEqual([]);
  });

  it("B9: asks the platform again who submits", async () => {
    const world = await openHomeWorld();
    const { form } = await world.choose("ben", await sayWords(world));
    world.roles.set("ben", "outsider");
    const answer = await world.submit("ben", form, { text: words, for: "channel" });
    expect(answer.text).toContain("Only people of this workspace");
  });

  it("remembers nothing of a message that was deleted meanwhile (law 6)", async () => {
    const world = await openHomeWorld();
    const chosen = await sayWords(world);
    const { form } = await world.choose("ben", chosen);
    await world.settled(world.parts.history.remove(workspace, chosen.id));
    const answer = await world.submit("ben", form, { text: words, for: "me" });
    expect(answer.text).toContain("is gone");
    expect(await liveOf(world, "ben")).toEqual([]);
  });

  it("remembers nothing of somebody who opted out meanwhile (law 11)", async () => {
    const world = await openHomeWorld();
    const { form } = await world.choose("ana", unheard("general", "ben"));
    await world.command("ben", "privacy off");
    expect((await world.submit("ana", form, { text: words, for: "me" })).text).toContain("wants no part");
  });

  it("takes no words of Reverie's, and none that it is not told the deletion of, as evidence (law 2)", async () => {
    const world = await openHomeWorld();
    await world.say("ben", "general", "@reverie when is staging restored?");
    await world.settle();
    const answers = await world.settled(world.parts.history.channel(workspace, asId("general"), 1e15, 10));
    const answer = answers.find(({ author }) => author === "reverie");
    if (!answer) throw new Error("Reverie did not answer");
    const ofReverie = { id: answer.id, channel: "general", author: "reverie", text: answer.text };
    await world.submit("ben", (await world.choose("ben", ofReverie)).form, { text: words, for: "me" });
    world.unfollowed.add("lab");
    const chosen = await sayWords(world, "lab", "ben", "Bikes are kept in the basement.");
    const { form } = await world.choose("ben", chosen);
    await world.submit("ben", form, { text: chosen.text, for: "me" });
    const memories = await liveOf(world, "ben");
    expect(memories.map(({ receipts }) => receipts.map(({ type }) => type))).toEqual([
      ["signal"],
      ["signal"],
    ]);
  });

  it("quotes the start of a long message", async () => {
    const world = await openHomeWorld();
    const chosen = await sayWords(world, "general", "ben", "All work and no play. ".repeat(100));
    const { form } = await world.choose("ben", chosen);
    await world.submit("ben", form, { text: "Ben works a lot.", for: "me" });
    const [memory] = await liveOf(world, "ben");
    expect(memory?.receipts[1]).toMatchObject({ quote: expect.stringMatching(/^.{300,500}$/u) });
  });

  it("says what a gate objects to, and gives the words back", async () => {
    const world = await openHomeWorld();
    await world.command("ben", `remember ${words}`);
    const { form } = await world.choose("ben", await sayWords(world));
    const answer = await world.submit("ben", form, { text: words, for: "me" });
    expect(answer.text).toBe("Not remembered. A memory says the same already.");
    expect(answer.form?.fields[0]).toMatchObject({ value: words });
    const other = await world.submit("ben", answer.form, { text: "Bikes are kept downstairs.", for: "me" });
    expect(other.card?.title).toBe("Remembered");
  });

  it("makes nobody the speaker of what another person said in private (law 3)", async () => {
    const world = await openHomeWorld();
    world.members("core-team", ["ana", "ben"]);
    const chosen = await sayWords(world, "core-team", "ana");
    const { form } = await world.choose("ben", chosen);
    await world.submit("ben", form, { text: "Staging comes back on Mondays.", for: "me" });
    const [memory] = await liveOf(world, "ben");
    expect((await world.command("ben", `share ${memory?.id}`)).text).toContain("Only the person who said it");
    const own = await world.choose("ana", chosen);
    await world.submit("ana", own.form, { text: "Staging comes back on Mondays.", for: "me" });
    const [ofAna] = await liveOf(world, "ana");
    expect((await world.command("ana", `share ${ofAna?.id}`)).card?.title).toBe("Remembered");
  });

  it("takes another person's words nowhere else once the place of those is private (law 4)", async () => {
    const world = await openHomeWorld();
    const chosen = await sayWords(world, "lab");
    const { form } = await world.choose("ana", chosen);
    await world.submit("ana", form, { text: "Staging comes back on Mondays.", for: "me" });
    const answerIn = async (channel: string) => {
      const before = world.standing().length;
      await world.say("ana", channel, "@reverie when does staging come back?");
      await world.settle();
      return world
        .standing()
        .slice(before)
        .map(({ content }) => content.text)
        .join("");
    };
    expect(await answerIn("general")).toContain("comes back on Mondays");
    world.reaches.set("lab", "private");
    expect(await answerIn("general")).not.toContain("comes back on Mondays");
    expect(await answerIn("dm-ana")).toContain("comes back on Mondays");
  });
});
