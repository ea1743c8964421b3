import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";
import { describe, expect, it, onTestFinished } from "vitest";
import { json, text } from "../fakes/messages-server/reply.ts";
import { bytesOf, signs } from "../fixtures/attached-file.ts";
import { blocksOf, lineOf } from "./model-requests.ts";
import { buttonOf, sectionOf } from "./office/chat-office.ts";
import { keptFeedback } from "./office/kept-feedback.ts";
import { nothingFound, type OpenOffice, openStory } from "./office/story.ts";

const freeze = "We decided to freeze deploys on Fridays after 15:00.";

/** The story that every chat platform has to tell, through the real program and the platform's own SDK. */
export function tellStory(name: string, open: OpenOffice): void {
  describe(`the story on ${name}`, () => {
    it("answers where it is asked, and nowhere else", async () => {
      const story = await openStory(open);
      const { office, replies } = story;
      const ana = office.person("ana");
      expect((await ana.command("general", "set listen here all")).words).toContain(
        "in this channel from here on",
      );
      const said = await office.say({ person: "ben", channel: "general", text: freeze });
      await office.heard(said);

      replies.push(text(["No, ", "deploys are frozen ", "then [1]."]));
      const question = await office.say({
        person: "ana",
        channel: "general",
        text: "@reverie may I deploy on Friday at four?",
      });
      const answer = await story.answer(question);
      expect(answer.words).toContain(`deploys are frozen then [[1]](${office.linkTo(said)}).`);
      expect(blocksOf(story.questions()[0] as MessageCreateParams).at(-1)).toBe(
        "may I deploy on Friday at four?",
      );

      // The conversation goes on without a mention.
      replies.push(text("After the weekend."));
      const more = await office.follow(question, "ana", "and when then?");
      expect((await story.answer(more)).words).toContain("After the weekend.");
      expect(story.lastPrompt()).toContain("may I deploy on Friday at four?");

      // Taken into the middle of a thread, it reads what went before. Of the channel nothing is kept.
      const logo = await office.say({
        person: "ben",
        channel: "engineering",
        text: "Shall we take the blue logo?",
      });
      const green = await office.thread(logo, "dora", "Rather the green one.");
      replies.push(text("Dora would rather have the green one."));
      const which = await office.sayIn(green, "ana", "@reverie which one is it?");
      expect((await story.answer(which)).words).toContain("green one");
      expect(story.lastPrompt()).toContain("Shall we take the blue logo?");
      expect(story.lastPrompt()).toContain("Rather the green one.");

      const direct = await office.say({ person: "ben", channel: "dm-ben", text: "are you there?" });
      expect((await story.answer(direct)).words).toContain("All right.");

      // Its own words came back to it as events all the time, and another bot speaks to it.
      const before = story.questions().length;
      const robo = await office.say({ person: "robo", channel: "general", text: "@reverie answer me" });
      const after = await office.say({ person: "ben", channel: "general", text: "@reverie still here?" });
      await story.answer(after);
      expect(story.questions()).toHaveLength(before + 1);
      expect(await office.answersTo(robo)).toEqual([]);

      // Muted, it keeps quiet in the channel; asked back, it answers again.
      const muting = await office.say({ person: "ben", channel: "general", text: "@reverie mute" });
      expect((await story.answer(muting)).words).toContain("Quiet in this");
      const unheard = await office.say({ person: "ana", channel: "general", text: "@reverie anyone?" });
      const unmuting = await office.say({ person: "ben", channel: "general", text: "@reverie unmute" });
      await story.answer(unmuting);
      const heard = await office.say({ person: "ana", channel: "general", text: "@reverie and now?" });
      await story.answer(heard);
      expect(await office.answersTo(unheard)).toEqual([]);
      expect(story.questions()).toHaveLength(before + 2);
    });

    it("dreams, and has people approve, edit, reject and undo", async () => {
      const story = await openStory(open);
      const { office } = story;
      const [ana, owen, ben] = [office.person("ana"), office.person("owen"), office.person("ben")];
      await ana.command("engineering", "set listen here all");
      // Where a platform does not list its administrators, they are known once they were seen.
      await owen.command("engineering", "settings");
      const rotation = "The on-call rotation changes on Mondays.";
      const closing = "The office closes at eight in the evening.";
      const units = "I only ever want metric units";
      for (const [person, words] of [
        ["ben", freeze],
        ["dora", rotation],
        ["ana", closing],
        ["ben", units],
      ] as const) {
        await office.heard(await office.say({ person, channel: "engineering", text: words }));
      }
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
        if (!content.startsWith(`Audience: person ${office.personId("ben")}\n`)) return nothingFound;
        return json({ changes: [change("preference", "Ben wants metric units.", units)], watch: [] });
      };
      expect((await ana.command("general", "dream now")).words).toContain("I am dreaming");

      // The team's digest goes to both administrators, what is Ben's to Ben alone.
      const cardIn = (channel: string, words: RegExp) =>
        office.until(`a card in ${channel}`, async () =>
          (await office.messages(channel)).findLast((message) => words.test(message.words)),
        );
      const teams = await cardIn("dm-ana", /Deploys are frozen/u);
      const copy = await cardIn("dm-owen", /Deploys are frozen/u);
      const bens = await cardIn("dm-ben", /Ben wants metric units/u);
      expect(teams.words).toContain(freeze);
      const places = ["general", "engineering", "dm-ana", "dm-owen", "dm-dora", "dm-cleo", "core-team"];
      const everything = (await Promise.all(places.map((place) => office.messages(place)))).flat();
      expect(everything.filter(({ words }) => words.includes("Ben wants metric"))).toEqual([]);
      const frozen = sectionOf(teams, /Deploys are frozen/u);
      const onCall = sectionOf(teams, /on-call rotation/u);
      const closed = sectionOf(teams, /office closes/u);
      expect(frozen.buttons.map(({ label }) => label)).toEqual(["Approve", "Edit", "Reject"]);

      // Who may not decide is told so; who is nobody to it is told of nothing.
      const approve = buttonOf(frozen, "approve");
      const own = buttonOf(sectionOf(bens, /metric/u), "approve");
      const claims = [await ben.claim(teams, approve), await ana.claim(bens, own)];
      const [tooLowly, notHers] = claims.map((words) => words ?? "Only administrators; nothing by that id");
      expect(tooLowly).toContain("Only administrators");
      expect(notHers).toContain("nothing by that id");

      // Two administrators at once: one decides, the other is told who did. A double click as well.
      const verdicts = (await Promise.all([ana.press(teams, approve), owen.press(copy, approve)])).map(
        ({ words }) => words,
      );
      expect(verdicts.filter((words) => words.includes("Approved: remembered for the team"))).toHaveLength(1);
      expect(verdicts.filter((words) => /Already approved by (?:Ana|Owen)/iu.test(words))).toHaveLength(1);
      expect((await ana.press(teams, buttonOf(onCall, "edit"))).form).toContain("What to remember");
      const edited = "The on-call rotation changes on Tuesdays, as said on a Monday.";
      expect((await ana.submit({ text: edited })).words).toContain("Approved with your edits");
      const reject = buttonOf(closed, "reject");
      const clicks = (await owen.pressTwice(copy, reject)).toSorted((one, other) =>
        one.words.localeCompare(other.words),
      );
      expect(clicks.map(({ words }) => words)).toEqual([
        expect.stringContaining("Already rejected by"),
        expect.stringContaining("Rejected."),
      ]);

      // Whoever rejected may say why, with one tap more.
      const [, rejected = { words: "", buttons: [], form: null }] = clicks;
      const why = buttonOf(rejected, "reject-temporary");
      expect((await owen.pressPrivately(rejected, why)).words).toContain("The next dream knows why");

      // Every copy says how it ended.
      for (const { channel, id } of [teams, copy]) {
        const drawn = await office.until("the decided card", async () =>
          (await office.messages(channel)).find(
            ({ id: each, words }) =>
              each === id && words.includes("All decided.") && words.includes("(temporary)"),
          ),
        );
        expect(drawn.words).toContain(edited);
        expect(drawn.words).toMatch(/Rejected by Owen[^(]*\(temporary\)/iu);
        expect(drawn.buttons.map(({ action }) => action)).toEqual(["reverie:undo", "reverie:undo"]);
      }

      // The next answer is given what was approved, and says that it was.
      const ask = async (person: string) => {
        const words = "@reverie what about deploys and on-call?";
        return story.answer(await office.say({ person, channel: "engineering", text: words }));
      };
      const given = await ask("dora");
      expect(story.lastPrompt()).toContain("Deploys are frozen on Fridays after 15:00.");
      expect(story.lastPrompt()).toContain(edited);
      expect(story.lastPrompt()).not.toContain("Ben wants metric");
      expect(given.buttons.map(({ label }) => label)).toContain("Used 2 memories");
      const undo = { ...approve, action: "reverie:undo" };
      expect((await owen.press(copy, undo)).words).toContain("Taken back");
      await ask("dora");
      const memories = /<memories[\s\S]*?<\/memories>/u.exec(story.lastPrompt())?.[0];
      expect(memories).toContain(edited);
      expect(memories).not.toContain("Deploys are frozen");

      // On his own page Ben decides what is his, and takes it away again.
      const page = await ben.page(/One proposal waits/u);
      expect((await ben.pressPage(buttonOf(page, "approve"))).words).toContain("remembered for you alone");
      const kept = await ben.page(/Nothing waits for your decision/u);
      expect(kept.words).toContain("Ben wants metric units.");
      await office.until("the decided card", async () =>
        (await office.messages("dm-ben")).find(({ words }) => words.includes("All decided.")),
      );
      await ask("ben");
      expect(story.lastPrompt()).toContain("Ben wants metric units.");
      expect((await ben.pressPage(buttonOf(kept, "forget"))).words).toContain("Forgotten");
      await ben.page(/I remember nothing about you yet/u);
    });

    it("disputes what the team remembers, shares what was said in private, and undoes after a restart", async () => {
      const story = await openStory(open);
      const { office } = story;
      const [ana, owen, ben] = [office.person("ana"), office.person("owen"), office.person("ben")];
      await owen.command("engineering", "settings");
      const rule = "standup is at ten";
      expect((await ana.command("general", `remember for the team: ${rule}`)).words).toContain("Remembered");
      const cardIn = (channel: string, words: RegExp) =>
        office.until(`a card in ${channel}`, async () =>
          (await office.messages(channel)).findLast((message) => words.test(message.words)),
        );
      const prompt = async () => {
        await story.answer(
          await office.say({ person: "dora", channel: "engineering", text: "@reverie standup?" }),
        );
        return /<memories[\s\S]*?<\/memories>/u.exec(story.lastPrompt())?.[0] ?? "";
      };
      expect(await prompt()).toContain(rule);

      // Any member who sees it takes it out of use at once; those who decide see both sides.
      const list = await ben.command("general", "memory team");
      expect((await ben.pressPrivately(list, buttonOf(list, "dispute"))).form).toContain(
        "What is wrong with it?",
      );
      expect((await ben.submit({ reason: "it moved to eleven" })).words).toContain("not used any more");
      expect(await prompt()).not.toContain(rule);
      const review = await cardIn("dm-ana", /it moved to eleven/u);
      expect(sectionOf(review, /standup/u).words).toMatch(/Ben disputes it/iu);
      await story.restart();
      const keep = buttonOf(sectionOf(review, /standup/u), "reject");
      expect(keep.label).toBe("Keep");
      expect((await ana.press(review, keep)).words).toContain("used again");
      expect(await prompt()).toContain(rule);

      // What Ben keeps for himself reaches the team by his own click, and by the word of those who decide.
      await ben.command("dm-ben", "remember for me: the archive key hangs behind the clock");
      const own = await ben.command("dm-ben", "memory mine");
      expect(own.buttons.map(({ label }) => label)).toContain("Share");
      expect((await ben.pressPrivately(own, buttonOf(own, "share"))).form).toContain("What to share");
      expect((await ben.submit({ text: "The archive key hangs behind the clock." })).words).toContain(
        "waits for administrators",
      );
      const shared = await cardIn("dm-ana", /behind the clock/u);
      expect(sectionOf(shared, /clock/u).words).toContain("shares what they said in private");
      await story.restart();
      const approve = buttonOf(sectionOf(shared, /clock/u), "approve");
      expect((await ana.press(shared, approve)).words).toContain("remembered for the team");
      expect(await prompt()).toContain("behind the clock");

      // However often it was started since, what was approved can be taken back.
      await story.restart();
      const undo = { ...approve, action: "reverie:undo" };
      expect((await ana.press(shared, undo)).words).toContain("Taken back");
      const after = await prompt();
      expect(after).not.toContain("behind the clock");
      expect(after).toContain(rule);
    });

    it("remembers what is chosen, introduces itself, and keeps what people think of answers", async () => {
      const story = await openStory(open);
      const { office } = story;
      const ana = office.person("ana");
      const said = await office.say({
        person: "ben",
        channel: "general",
        text: "The door code is on the fridge.",
      });
      expect((await ana.remember(said)).form).not.toBeNull();
      expect((await ana.submit({ for: "team" })).words).toMatch(/remembered/iu);
      const question = await office.say({
        person: "dora",
        channel: "general",
        text: "@reverie where is the door code?",
      });
      const answer = await story.answer(question);
      expect(story.lastPrompt()).toContain("(fact, for the team) The door code is on the fridge.");

      const place = await office.welcome();
      const hello = await office.until("an introduction", async () =>
        (await office.messages(place)).find(({ isReveries }) => isReveries),
      );
      expect(hello.words).toContain("Hello, I am Reverie.");

      await story.rest();
      expect((await ana.judge(answer, true)).words).toContain("kept for the next dream");
      await office.person("ben").react(answer, true);
      const feedback = await office.until("feedback of both", () => {
        const all = keptFeedback(office.dataDir);
        return all.length >= 2 ? all : undefined;
      });
      expect(feedback).toMatchObject([
        { person: office.personId("ana"), isGood: true },
        { person: office.personId("ben"), isGood: true },
      ]);
    });

    it("follows edits and deletions, and reads files", async () => {
      const story = await openStory(open);
      const { office, replies } = story;
      replies.push(text("Forty-one."), text("Forty-two."));
      const question = await office.say({ person: "ana", channel: "general", text: "@reverie how many?" });
      const answer = await story.answer(question);
      await office.edit(question, "@reverie how many exactly?");
      const standing = (words: string) =>
        office.until(words, async () =>
          (await office.messages("general")).find(
            (message) => message.id === answer.id && message.words.includes(words),
          ),
        );
      await standing("Forty-two.");
      await office.remove(question);
      await standing("rested on a message that is gone");
      expect(await office.answersTo(question)).toHaveLength(1);

      const base64 = (content: string) => Buffer.from(bytesOf(content)).toString("base64");
      const files = [
        { name: "plan.png", mediaType: "image/png", base64: base64(`${signs.png} and more`) },
        { name: "plan.pdf", mediaType: "application/pdf", base64: base64(`${signs.pdf} and more`) },
        { name: "plan.txt", mediaType: "text/plain", base64: base64("The tower is forty metres tall.") },
        {
          name: "plan.docx",
          mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          base64: base64("PK\x03\x04"),
        },
      ];
      const asked = await office.say({
        person: "ana",
        channel: "general",
        text: "@reverie what is in these?",
        files,
      });
      const told = await story.answer(asked);
      const body = story.questions().at(-1) as MessageCreateParams;
      expect(body.messages.at(-1)?.content).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ type: "image" }),
          expect.objectContaining({ type: "document" }),
        ]),
      );
      expect(story.lastPrompt()).toContain("The tower is forty metres tall.");
      expect(story.lastPrompt()).toContain("not read: plan.docx");
      expect(told.words).toContain("plan.docx");
    });

    it("A20: stops within a second when a person presses Stop", async () => {
      // Slack tells whoever goes on streaming that it was stopped.
      const story = await openStory(open, ["stopped_by_user", "message_not_in_streaming_state"]);
      const { office, replies } = story;
      const gate = Promise.withResolvers<void>();
      onTestFinished(() => gate.resolve());
      replies.push(text(["A long ", "story that ", gate.promise, "never ends"]));
      const question = await office.say({
        person: "ana",
        channel: "general",
        text: "@reverie tell me everything",
      });
      await office.until("the beginning", async () =>
        (await office.answersTo(question)).find(({ isDraft }) => isDraft),
      );
      const pressedAt = performance.now();
      await office.person("ana").stop(question);
      const stopped = await office.until("the end", async () =>
        (await office.answersTo(question)).find(({ words }) => words.includes("(stopped)")),
      );
      expect(performance.now() - pressedAt).toBeLessThan(1000);
      expect(await story.server.requests.at(-1)?.over).toBe(false);
      expect(stopped.isDraft).toBe(false);
      expect(stopped.words).toContain("A long");
      expect(await office.answersTo(question)).toHaveLength(1);
    });
  });
}
