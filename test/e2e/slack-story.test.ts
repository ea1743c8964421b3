import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";
import { describe, expect, it, onTestFinished } from "vitest";
import { type MessagesServer, startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { json, type Reply, text } from "../fakes/messages-server/reply.ts";
import { app } from "../fakes/slack/world/identity.ts";
import { bytesOf, signs } from "../fixtures/attached-file.ts";
import { blocksOf, isReflection, lineOf } from "./model-requests.ts";
import { openSlackOffice, type SlackOffice } from "./slack-office.ts";
import { personIn } from "./slack-person.ts";
import { buttonsBelow, buttonsIn, thumbsIn, wordsIn, wordsOf } from "./slack-reader.ts";

/** The office of one story, with the model behind it. */
interface Story extends SlackOffice {
  readonly server: MessagesServer;
  /** What the model answers next, in this order; after the last it says the same to everything. */
  readonly replies: Reply[];
  /** What the model makes of what it rereads in a dream. */
  reflect: (content: string) => Reply;
  /** The questions that the model was asked. */
  questions(): MessageCreateParams[];
  /** All that the newest question told the model. */
  lastPrompt(): string;
}

const nothingFound = json({ changes: [], watch: [] });

/** Opens a story. When it is over, nothing may have gone wrong between the program and Slack. */
async function openStory(way: "socket" | "http", allowed: readonly string[] = []): Promise<Story> {
  const replies: Reply[] = [];
  const server: MessagesServer = await startMessagesServer({
    script: (body) => {
      if (isReflection(body)) return story.reflect(blocksOf(body).join(""));
      return replies.shift() ?? text("All right.");
    },
  });
  const office = await openSlackOffice({ way, modelUrl: server.url });
  const questions = () => server.asked.filter((body) => !isReflection(body));
  const story: Story = {
    ...office,
    server,
    replies,
    reflect: () => nothingFound,
    questions,
    lastPrompt: () => blocksOf(questions().at(-1) as MessageCreateParams).join("\n"),
  };
  onTestFinished(async () => {
    await office.close();
    await server.close();
    const { ownFaults, failedInteractions, pings, fetches, calls } = office.fake.world.records;
    const refused = calls.filter(({ outcome }) => outcome !== "ok" && !allowed.includes(String(outcome)));
    expect({ ownFaults, failedInteractions, pings, fetches, refused }).toEqual({
      ownFaults: [],
      failedInteractions: [],
      pings: [],
      fetches: [],
      refused: [],
    });
  });
  await office.start();
  return story;
}

const freeze = "We decided to freeze deploys on Fridays after 15:00.";
const linkTo = (channel: string, ts: string) =>
  `https://example.slack.com/archives/${channel}/p${ts.replace(".", "")}`;

describe.each(["socket", "http"] as const)("the story on Slack by %s", (way) => {
  it("answers where it is asked, and nowhere else", async () => {
    const story = await openStory(way);
    const { fake, replies } = story;
    const ana = personIn(story, "ana");
    expect(await ana.command("general", "set listen here all")).toContain("in this channel from here on");
    const said = fake.world.say({ person: "ben", channel: "general", text: freeze });
    await fake.outbox.settled();

    replies.push(text(["No, ", "deploys are frozen ", "then [1]."]));
    const question = story.mention({
      person: "ana",
      channel: "general",
      text: "may I deploy on Friday at four?",
    });
    const answer = await story.answer("general", question);
    expect(wordsOf(answer)).toContain(`deploys are frozen then [[1]](${linkTo("C0GENERAL", said.ts)}).`);
    expect(thumbsIn(answer.blocks).map((value) => value.split(":")[0])).toEqual(["good", "bad"]);
    expect(blocksOf(story.questions()[0] as MessageCreateParams).at(-1)).toBe(
      "may I deploy on Friday at four?",
    );

    // The thread goes on without a mention.
    replies.push(text("After the weekend."));
    fake.world.say({ person: "ana", channel: "general", text: "and when then?", thread: question });
    expect(wordsOf(await story.answer("general", question, 2))).toContain("After the weekend.");
    expect(story.lastPrompt()).toContain("may I deploy on Friday at four?");

    // Taken into the middle of a thread, it reads what went before. Of the channel nothing is kept.
    const logo = fake.world.say({
      person: "ben",
      channel: "engineering",
      text: "Shall we take the blue logo?",
    });
    fake.world.say({
      person: "dora",
      channel: "engineering",
      text: "Rather the green one.",
      thread: logo.ts,
    });
    replies.push(text("Dora would rather have the green one."));
    story.mention({ person: "ana", channel: "engineering", text: "which one is it?", thread: logo.ts });
    expect(wordsOf(await story.answer("engineering", logo.ts))).toContain("green one");
    expect(story.lastPrompt()).toContain("Shall we take the blue logo?");
    expect(story.lastPrompt()).toContain("Rather the green one.");

    const direct = fake.world.say({ person: "ben", channel: "dm-ben", text: "are you there?" });
    expect(wordsOf(await story.answer("dm-ben", direct.ts))).toContain("All right.");

    // Its own words came back to it as events all the time, and another bot speaks to it.
    const before = story.questions().length;
    const robo = fake.world.say({ person: "robo", channel: "general", text: `<@${app.userId}> answer me` });
    const after = story.mention({ person: "ben", channel: "general", text: "still here?" });
    await story.answer("general", after);
    await fake.outbox.settled();
    expect(story.questions()).toHaveLength(before + 1);
    expect(story.answers("general", robo.ts)).toEqual([]);

    // Muted, it keeps quiet in the channel; asked back, it answers again.
    const muting = story.mention({ person: "ben", channel: "general", text: "mute" });
    expect(wordsOf(await story.answer("general", muting))).toContain("Quiet in this");
    const unheard = story.mention({ person: "ana", channel: "general", text: "anyone?" });
    const unmuting = story.mention({ person: "ben", channel: "general", text: "unmute" });
    await story.answer("general", unmuting);
    const heard = story.mention({ person: "ana", channel: "general", text: "and now?" });
    await story.answer("general", heard);
    expect(story.answers("general", unheard)).toEqual([]);
    expect(story.questions()).toHaveLength(before + 2);
  });

  it("dreams, and has people approve, edit, reject and undo", async () => {
    const story = await openStory(way);
    const { fake, until } = story;
    const [ana, owen, ben] = [personIn(story, "ana"), personIn(story, "owen"), personIn(story, "ben")];
    await ana.command("engineering", "set listen here all");
    const rotation = "The on-call rotation changes on Mondays.";
    const closing = "The office closes at eight in the evening.";
    const units = "I only ever want metric units";
    for (const [person, words] of [
      ["ben", freeze],
      ["dora", rotation],
      ["ana", closing],
      ["ben", units],
    ] as const) {
      fake.world.say({ person, channel: "engineering", text: words });
    }
    await fake.outbox.settled();
    story.reflect = (content) => {
      const change = (kind: string, words: string, quote: string) => ({
        change: "add",
        memory: null,
        kind,
        text: words,
        why: "It was said.",
        receipts: [{ message: lineOf(content, quote), quote }],
      });
      if (content.startsWith("Audience: team\n")) {
        const frozen = change("decision", "Deploys are frozen on Fridays after 15:00.", freeze);
        return json({
          changes: [frozen, change("workflow", rotation, rotation), change("fact", closing, closing)],
          watch: [],
        });
      }
      if (!content.startsWith("Audience: person U0BEN\n")) return nothingFound;
      return json({ changes: [change("preference", "Ben wants metric units.", units)], watch: [] });
    };
    expect(await ana.command("general", "dream now")).toContain("I am dreaming");

    // The team's digest goes to both administrators, what is Ben's to Ben alone.
    const cardIn = (channel: string, words: RegExp) =>
      until(`a card in ${channel}`, () =>
        fake.world.messages({ channel }).findLast((message) => words.test(wordsOf(message))),
      );
    const teams = await cardIn("dm-ana", /Deploys are frozen/u);
    const copy = await cardIn("dm-owen", /Deploys are frozen/u);
    const bens = await cardIn("dm-ben", /Ben wants metric units/u);
    expect(wordsOf(teams)).toContain(freeze);
    const places = ["general", "engineering", "dm-ana", "dm-owen", "dm-dora", "dm-cleo", "core-team"];
    const everything = places.flatMap((channel) => fake.world.messages({ channel }));
    expect(everything.filter((message) => wordsOf(message).includes("Ben wants metric"))).toEqual([]);
    const idOf = (words: RegExp, of = teams) => buttonsBelow(of.blocks, words)[0]?.value ?? "";
    expect(buttonsBelow(teams.blocks, /Deploys are frozen/u).map(({ label }) => label)).toEqual([
      "Approve",
      "Edit",
      "Reject",
    ]);

    // Who may not decide is told so; who is nobody to it is told of nothing.
    expect(await ben.press(teams, "reverie:approve", idOf(/Deploys are frozen/u))).toContain(
      "Only administrators",
    );
    expect(await ana.press(bens, "reverie:approve", idOf(/metric/u, bens))).toContain("nothing by that id");

    // Two administrators at once: one decides, the other is told who did. A double click as well.
    const frozen = idOf(/Deploys are frozen/u);
    const verdicts = await Promise.all([
      ana.press(teams, "reverie:approve", frozen),
      owen.press(copy, "reverie:approve", frozen),
    ]);
    expect(verdicts.filter((words) => words.includes("Approved: remembered for the team"))).toHaveLength(1);
    expect(verdicts.filter((words) => /Already approved by (?:Ana|Owen)/iu.test(words))).toHaveLength(1);
    const place = { channel: "dm-ana", ts: teams.ts };
    const rotationId = idOf(/on-call rotation/u);
    const form = await ana.open(() =>
      fake.world.press({ person: "ana", ...place, action: "reverie:edit", value: rotationId }),
    );
    expect(wordsIn(form.blocks)).toContain("What to remember");
    const edited = "The on-call rotation changes on Tuesdays, as said on a Monday.";
    expect(await ana.submit({ text: edited })).toContain("Approved with your edits");
    const closingId = idOf(/office closes/u);
    const doubled = [1, 2].map(() =>
      fake.world.press({
        person: "owen",
        channel: "dm-owen",
        ts: copy.ts,
        action: "reverie:reject",
        value: closingId,
      }),
    );
    const owens = fake.world.ephemerals({ person: "owen" }).length;
    await Promise.all(doubled.map(({ answer }) => answer));
    const told = await until("an answer to both clicks", () => {
      const shown = fake.world.ephemerals({ person: "owen" }).slice(owens);
      return shown.length >= 2 ? shown.map(({ blocks }) => wordsIn(blocks)).toSorted() : undefined;
    });
    expect(told).toEqual([
      expect.stringContaining("Already rejected by"),
      expect.stringContaining("Rejected."),
    ]);

    // Whoever rejected may say why, with one tap more.
    const asked = fake.world
      .ephemerals({ person: "owen" })
      .slice(owens)
      .find(({ blocks }) => wordsIn(blocks).includes("Rejected."));
    const why = { channel: "dm-owen", ts: asked?.ts ?? "" };
    expect(await owen.press(why, "reverie:reject-temporary", closingId)).toContain(
      "The next dream knows why",
    );

    // Every copy says how it ended.
    for (const { channel, ts } of [teams, copy]) {
      const drawn = await until("the decided card", () =>
        fake.world
          .messages({ channel })
          .find(
            (each) =>
              each.ts === ts &&
              wordsOf(each).includes("All decided.") &&
              wordsOf(each).includes("(temporary)"),
          ),
      );
      expect(wordsOf(drawn)).toContain(edited);
      expect(wordsOf(drawn)).toMatch(/Rejected by Owen[^(]*\(temporary\)/iu);
      expect(buttonsIn(drawn.blocks).map(({ action }) => action)).toEqual(["reverie:undo", "reverie:undo"]);
    }

    // The next answer is given what was approved, and says that it was.
    const ask = async (person: string) => {
      const question = story.mention({
        person,
        channel: "engineering",
        text: "what about deploys and on-call?",
      });
      return story.answer("engineering", question);
    };
    const given = await ask("dora");
    expect(story.lastPrompt()).toContain("Deploys are frozen on Fridays after 15:00.");
    expect(story.lastPrompt()).toContain(edited);
    expect(story.lastPrompt()).not.toContain("Ben wants metric");
    expect(buttonsIn(given.blocks).map(({ label }) => label)).toEqual(["Used 2 memories"]);
    expect(await owen.press(copy, "reverie:undo", frozen)).toContain("Taken back");
    await ask("dora");
    const memories = /<memories[\s\S]*?<\/memories>/u.exec(story.lastPrompt())?.[0];
    expect(memories).toContain(edited);
    expect(memories).not.toContain("Deploys are frozen");

    // On his own page Ben decides what is his, and takes it away again.
    fake.world.openHome({ person: "ben", tab: "home" });
    const homeOf = (words: RegExp) =>
      until(`${words} on the page`, () => {
        const view = fake.world.home({ person: "ben" });
        return view && words.test(wordsIn(view.blocks)) ? view : undefined;
      });
    const page = await homeOf(/One proposal waits/u);
    const approve = buttonsIn(page.blocks).find(({ action }) => action === "reverie:approve");
    expect(await ben.pressHome("reverie:approve", approve?.value ?? "")).toContain(
      "remembered for you alone",
    );
    const kept = await homeOf(/Nothing waits for your decision/u);
    expect(wordsIn(kept.blocks)).toContain("Ben wants metric units.");
    await until("the decided card", () =>
      fake.world.messages({ channel: "dm-ben" }).find((each) => wordsOf(each).includes("All decided.")),
    );
    await ask("ben");
    expect(story.lastPrompt()).toContain("Ben wants metric units.");
    const forget = buttonsIn(kept.blocks).find(({ action }) => action === "reverie:forget");
    expect(await ben.pressHome("reverie:forget", forget?.value ?? "")).toContain("Forgotten");
    await homeOf(/I remember nothing about you yet/u);
  });

  it("remembers what is chosen, introduces itself, and keeps what people think of answers", async () => {
    const story = await openStory(way);
    const { fake, until } = story;
    const ana = personIn(story, "ana");
    const said = fake.world.say({
      person: "ben",
      channel: "general",
      text: "The door code is on the fridge.",
    });
    await ana.open(() =>
      fake.world.shortcut({ person: "ana", channel: "general", ts: said.ts, callback: "remember_this" }),
    );
    expect(await ana.submit({ for: "team" })).toMatch(/remembered/iu);
    const question = story.mention({ person: "dora", channel: "general", text: "where is the door code?" });
    const answer = await story.answer("general", question);
    expect(story.lastPrompt()).toContain("(fact, for the team) The door code is on the fridge.");

    fake.world.join({ person: "reverie", channel: "random" });
    const hello = await until("an introduction", () =>
      fake.world.messages({ channel: "random" }).find(({ user, isByBot }) => user === app.userId && isByBot),
    );
    expect(wordsOf(hello)).toContain("Hello, I am Reverie.");

    const [good = ""] = thumbsIn(answer.blocks);
    expect(await ana.press(answer, "reverie:feedback", good)).toContain("kept for the next dream");
    fake.world.react({ person: "ben", channel: "general", ts: answer.ts, name: "+1" });
    const feedback = await until("feedback of both", () => {
      const store = new DatabaseSync(join(story.dataDir, "reverie.db"), { readOnly: true });
      const rows = store.prepare("SELECT answer FROM messages WHERE answer IS NOT NULL").all();
      store.close();
      const given = rows.flatMap(
        ({ answer: json }) => JSON.parse(String(json)).feedback as { person: string }[],
      );
      return given.length >= 2 ? given : undefined;
    });
    expect(feedback).toMatchObject([
      { person: "U0ANA", isGood: true },
      { person: "U0BEN", isGood: true },
    ]);
  });

  it("follows edits and deletions, and reads files", async () => {
    const story = await openStory(way);
    const { fake, until, replies } = story;
    replies.push(text("Forty-one."), text("Forty-two."));
    const question = story.mention({ person: "ana", channel: "general", text: "how many?" });
    const answer = await story.answer("general", question);
    fake.world.edit({ channel: "general", ts: question, text: `<@${app.userId}> how many exactly?` });
    const standing = (words: string) =>
      until(words, () => story.answers("general", question).find((each) => wordsOf(each).includes(words)));
    expect((await standing("Forty-two.")).ts).toBe(answer.ts);
    fake.world.remove({ channel: "general", ts: question });
    expect((await standing("rested on a message that is gone")).ts).toBe(answer.ts);
    expect(story.answers("general", question)).toHaveLength(1);

    const base64 = (content: string) => Buffer.from(bytesOf(content)).toString("base64");
    const files = [
      { name: "plan.png", mimetype: "image/png", content: base64(`${signs.png} and more`), isBase64: true },
      {
        name: "plan.pdf",
        mimetype: "application/pdf",
        content: base64(`${signs.pdf} and more`),
        isBase64: true,
      },
      { name: "plan.txt", mimetype: "text/plain", content: "The tower is forty metres tall." },
      {
        name: "plan.docx",
        mimetype: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        content: base64("PK\x03\x04"),
        isBase64: true,
      },
    ];
    const asked = story.mention({ person: "ana", channel: "general", text: "what is in these?", files });
    const told = await story.answer("general", asked);
    const body = story.questions().at(-1) as MessageCreateParams;
    expect(body.messages.at(-1)?.content).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: "image" }),
        expect.objectContaining({ type: "document" }),
      ]),
    );
    expect(story.lastPrompt()).toContain("The tower is forty metres tall.");
    expect(story.lastPrompt()).toContain("not read: plan.docx");
    expect(wordsOf(told)).toContain("plan.docx");
  });

  it("A20: stops within a second when a person presses Stop", async () => {
    const story = await openStory(way, ["stopped_by_user", "message_not_in_streaming_state"]);
    const { fake, until, replies } = story;
    const gate = Promise.withResolvers<void>();
    onTestFinished(() => gate.resolve());
    replies.push(text(["A long ", "story that ", gate.promise, "never ends"]));
    const question = story.mention({ person: "ana", channel: "general", text: "tell me everything" });
    await until("the beginning", () =>
      fake.world
        .messages({ channel: "general", thread: question })
        .find(({ streaming }) => streaming === "in_progress"),
    );
    const pressedAt = performance.now();
    fake.world.pressStop({ person: "ana", channel: "general", thread: question });
    const stopped = await until("the end", () =>
      story.answers("general", question).find((each) => wordsOf(each).includes("(stopped)")),
    );
    expect(performance.now() - pressedAt).toBeLessThan(1000);
    expect(await story.server.requests.at(-1)?.over).toBe(false);
    expect(wordsOf(stopped)).toContain("A long");
    expect(stopped.isBroken).toBe(false);
    expect(story.answers("general", question)).toHaveLength(1);
  });
});
