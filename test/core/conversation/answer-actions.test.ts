import { describe, expect, it } from "vitest";
import { createOfflineModel } from "../../../src/adapters/offline/offline-model.ts";
import { playgroundWorkspace } from "../../../src/adapters/playground/cast.ts";
import { team } from "../../../src/core/audience.ts";
import { answerActions } from "../../../src/core/conversation/answer-actions.ts";
import { asId, type MemoryId, type MessageId, type PersonId } from "../../../src/core/ids.ts";
import { approving } from "../../../src/core/memory/approving.ts";
import { draftProposal } from "../../../src/core/memory/draft-proposal.ts";
import { decide, propose } from "../../../src/core/memory/remember.ts";
import { signalOf } from "../../../src/core/memory.ts";
import type { Model } from "../../../src/core/ports/model.ts";
import { workspace } from "../../laws/memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "../../laws/small-world.ts";
import { modelThatSays, openTalkingHouse, type TalkingHouse } from "./talking-house.ts";

const words = "standup is at 10:00, <b>no</b> *slides* 🦉";
const question = "@reverie when is the standup?";

/** Ana has the team remember something and keeps something for herself. */
async function openRemembering(options: { readonly model?: Model } = {}): Promise<TalkingHouse> {
  const house = await openTalkingHouse(options);
  await house.command("ana", `remember for the team: ${words}`);
  await house.command("ana", "remember for me: I like the standup short");
  return house;
}

async function teamMemory({ parts }: Pick<TalkingHouse, "parts">): Promise<MemoryId> {
  const { memories } = await parts.ledger.book(playgroundWorkspace, team);
  return memories[0]?.id ?? asId("none");
}

describe("the buttons below an answer", () => {
  const ask = async (house: TalkingHouse, person: string, text = question) =>
    house.answersTo(await house.say(person, "general", text)).at(-1);

  it("tell how many memories it was given, and ask what people think of it", async () => {
    const house = await openRemembering();
    const answer = await ask(house, "ana");
    expect(answer?.actions.map(({ verb, label, style }) => [verb, label, style])).toEqual([
      ["memories", "Used 2 memories", "plain"],
      ["good", "Helpful", "plain"],
      ["bad", "Not helpful", "plain"],
    ]);
    expect(answer?.note).not.toContain("used");
    expect((await ask(house, "ben"))?.actions[0]?.label).toBe("Used 1 memory");
  });

  it("carry a value that says nothing of the memories", async () => {
    const house = await openRemembering();
    const answer = await ask(house, "ben");
    const values = new Set(answer?.actions.map(({ value }) => value));
    expect(values.size).toBe(1);
    expect(values).not.toContain(await teamMemory(house));
    const other = await ask(house, "ben");
    expect(values).not.toContain(other?.actions[0]?.value);
  });

  it("ask only for an opinion where no memory was given", async () => {
    const house = await openTalkingHouse();
    expect((await ask(house, "ben"))?.actions.map(({ verb }) => verb)).toEqual(["good", "bad"]);
  });

  it("are not there below failures, commands and stopped answers", async () => {
    const model: Model = {
      ...createOfflineModel(),
      async *answer(_request, signal) {
        yield { type: "text", text: "I begin" };
        await new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        });
      },
    };
    const quick = await openRemembering();
    expect((await ask(quick, "ben", "@reverie"))?.actions).toEqual([]);
    expect((await ask(quick, "ben", "@reverie help"))?.actions).toEqual([]);
    const slow = await openRemembering({ model });
    const { world } = slow.playground;
    const said = world.say({
      channel: asId("general"),
      thread: null,
      author: asId("ben"),
      text: question,
      note: "",
      card: null,
      actions: [],
      saidAt: slow.clock.now(),
      editedAt: null,
      isStreaming: false,
      files: [],
    });
    await slow.playground.tell();
    await slow.clock.advance(1000);
    expect(slow.answersTo(said).map(({ text }) => text)).toEqual(["I begin"]);
    const { channel, id } = said;
    const stop = {
      type: "stop-pressed" as const,
      workspace: playgroundWorkspace,
      person: asId<PersonId>("ben"),
    };
    await slow.playground.handler().receive({ ...stop, channel, thread: id });
    await slow.settle();
    expect(slow.answersTo(said)).toMatchObject([{ text: "I begin\n\n(stopped)", actions: [] }]);
  });

  it("are not there below an answer that is not kept, whose small print tells of the memories", async () => {
    const house = await openRemembering();
    await house.command("ben", "privacy off");
    const answer = await ask(house, "ben");
    expect(answer?.actions).toEqual([]);
    expect(answer?.note).toContain("used 1 memory");
  });
});

describe("the memories of an answer", () => {
  const openWithAnswer = async (options: { readonly model?: Model } = {}) => {
    const house = await openRemembering(options);
    const answers = house.answersTo(await house.say("ben", "general", question));
    return { ...house, answers, answer: answers[0], memory: await teamMemory(house) };
  };

  it("are shown byte for byte, with their audience, kind, origin and age", async () => {
    const { press, answer, clock, memory } = await openWithAnswer();
    const section = async () => (await press("ben", "memories", answer)).card?.sections;
    expect(await section()).toEqual([
      {
        title: "Team · fact",
        text: words,
        before: null,
        note: expect.stringMatching(
          /^Approved by Ana, .*\(less than an hour ago\)\. It comes from a command\.$/u,
        ),
        warnings: [],
        quotes: [],
        actions: ["Wrong", "Outdated", "Not here", "Dispute", "Forget"].map((label) => ({
          verb: label.toLowerCase().replace(" ", "-"),
          label,
          description: expect.stringContaining(`${label}: standup`),
          style: "plain",
          value: memory,
        })),
      },
    ]);
    clock.jump(5 * 60 * 60 * 1000);
    expect((await section())?.[0]?.note).toContain("(5 hours ago)");
    clock.jump(3 * 24 * 60 * 60 * 1000);
    expect((await section())?.[0]?.note).toContain("(3 days ago)");
  });

  it("come with the words that they rest on and a link to them", async () => {
    const house = await openTalkingHouse();
    const { command, playground, press, say, settle } = house;
    await command("ana", "dream now");
    await settle();
    const proposal = playground.world
      .all()
      .flatMap(({ card }) => card?.sections ?? [])
      .find(({ text }) => text.includes("freeze deploys"));
    const value = proposal?.actions[0]?.value ?? "";
    const { channel } = await say("ana", "general", "Good.");
    const act = { workspace: playgroundWorkspace, person: asId<PersonId>("ana"), channel };
    const approval = { type: "button-pressed" as const, ...act, verb: "approve", value, message: null };
    await playground.handler().answer(approval);
    const [answer] = house.answersTo(await say("ben", "general", "@reverie what about deploys on Fridays?"));
    const section = (await press("ben", "memories", answer)).card?.sections[0];
    expect(section?.text).toBe(proposal?.text);
    expect(section?.quotes).toEqual(proposal?.quotes);
    expect(section?.quotes[0]?.link).toMatch(/^#\/general\/m\d+$/u);
  });

  it("are shown to nobody but whoever asked", async () => {
    const { press, answer } = await openWithAnswer();
    for (const person of ["ana", "cleo", "nobody"]) {
      const given = await press(person, "memories", answer);
      expect(given.card).toBeNull();
      expect(given.text).toContain("Only whoever asked");
      expect(given.text).not.toContain("standup");
    }
  });

  it("are found from each message that the answer was split into", async () => {
    const long = Array.from({ length: 900 }, (_, index) => `Line ${index} of a long answer.`).join("\n\n");
    const { press, answers } = await openWithAnswer({ model: modelThatSays(createOfflineModel(), long) });
    expect(answers.length).toBeGreaterThan(1);
    expect((await press("ben", "memories", answers.at(-1))).card?.sections).toHaveLength(1);
  });

  it("are gone with the question", async () => {
    const { press, answer, parts, kept } = await openWithAnswer();
    const asked = (await kept(answer)).answer?.answers[0]?.message ?? asId<MessageId>("");
    await parts.history.remove(playgroundWorkspace, asked);
    expect((await press("ben", "memories", answer)).card).toBeNull();
  });

  it("say of what was forgotten only that it was", async () => {
    const { press, answer, command, memory } = await openWithAnswer();
    await command("ana", `forget ${memory}`);
    expect((await press("ben", "memories", answer)).card?.sections).toEqual([
      {
        title: "Team",
        text: "(Since forgotten.)",
        before: null,
        note: "",
        warnings: [],
        quotes: [],
        actions: [],
      },
    ]);
  });

  it("say where their words have changed since", async () => {
    const { press, answer, parts, memory, clock } = await openWithAnswer();
    expect((await press("ben", "memories", answer)).card?.sections[0]?.note).not.toContain("changed");
    clock.jump(60_000);
    const change = {
      change: "update" as const,
      memory,
      kind: "fact" as const,
      text: "standup is at 11:00",
      travels: true,
      warnings: [],
      why: "It moved.",
      receipts: [signalOf("command", asId("ana"), clock.now())],
    };
    const origin = { source: "model" as const, dream: null, seed: null };
    const proposal = await draftProposal(parts, playgroundWorkspace, team, change, origin);
    await propose(parts, {
      workspace: playgroundWorkspace,
      proposals: [proposal],
      dream: null,
      cursor: null,
    });
    const ana = { id: asId<PersonId>("ana"), name: "Ana" };
    const wish = await approving(parts, proposal, null);
    const outcome = await decide(parts, playgroundWorkspace, proposal.id, wish, ana);
    expect(outcome.type).toBe("done");
    expect((await press("ben", "memories", answer)).card?.sections[0]).toMatchObject({
      text: "standup is at 11:00",
      note: expect.stringContaining("changed since the answer"),
    });
  });
});

describe("the memories of an answer that whoever asked may no longer see (law 4)", () => {
  const show = async ({ parts }: SmallWorld, message: MessageId) => {
    const press = { workspace, channel: asId("general"), value: "", fields: null, message } as const;
    const given = await answerActions.memories?.(parts, {
      ...press,
      person: asId("ben"),
      channel: asId("general"),
    });
    return given?.card;
  };
  const openWithAnswer = async () => {
    const world = await openSmallWorld();
    await world.say("ana", "general", "We decided to freeze deploys on Fridays after 15:00.");
    await world.settle(2);
    await world.dream("ana");
    await world.approve("freeze deploys");
    const asked = await world.say("ben", "lab", "@reverie when do we freeze deploys?");
    await world.settle();
    const [answer] = await world.parts.history.answersTo(workspace, asked);
    const id = answer?.id ?? asId<MessageId>("");
    expect((await show(world, id))?.sections).toHaveLength(1);
    return { world, id };
  };

  it("are left out when the person is no longer of the team", async () => {
    const { world, id } = await openWithAnswer();
    world.roles.set("ben", "guest");
    world.parts.platforms[0]?.directory.recheck(workspace, asId("ben"));
    const card = await show(world, id);
    expect(card?.sections).toEqual([]);
    expect(card?.body).toContain("Nothing of it is for you to see");
  });

  it("are left out when the place of their words was made private", async () => {
    const { world, id } = await openWithAnswer();
    world.reaches.set("general", "private");
    const shown = (await show(world, id))?.sections.length;
    // Whoever asked is in that place still.
    expect(shown).toBeGreaterThan(0);
    world.members("general", ["cleo"]);
    expect((await show(world, id))?.sections).toEqual([]);
  });
});
