import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOfflineModel } from "../../../src/adapters/offline/offline-model.ts";
import { playgroundWorkspace } from "../../../src/adapters/playground/cast.ts";
import { feedbackJobs, keepFeedback, withFeedback } from "../../../src/core/conversation/feedback.ts";
import { asId, type MessageId, type PersonId } from "../../../src/core/ids.ts";
import type { AnswerRecord, Feedback, RecordedMessage } from "../../../src/core/message.ts";
import type { Parts } from "../../../src/core/parts.ts";
import { writeTranscript } from "../../../src/dreaming/transcript.ts";
import { sampleAnswer, sampleWorkspace } from "../../contracts/sample-message.ts";
import { recordedMessage } from "../../fixtures/recorded-message.ts";
import { transcriptSources } from "../../fixtures/transcript-sources.ts";
import { workspace } from "../../laws/memory-platform.ts";
import { openSmallWorld } from "../../laws/small-world.ts";
import { modelThatSays, openTalkingHouse } from "./talking-house.ts";

const ana = asId<PersonId>("ana");
const ben = asId<PersonId>("ben");

describe("feedback on an answer", () => {
  const openWithAnswer = async (channel = "general") => {
    const house = await openTalkingHouse();
    const question = await house.say("ben", channel, "@reverie when can we deploy on Fridays?");
    const [answer] = house.answersTo(question);
    const feedback = async () => (await house.kept(answer)).answer?.feedback;
    return { ...house, question, answer, feedback };
  };

  it("is kept with who gave it and when, under a new sequence number", async () => {
    const { press, answer, kept, clock, parts } = await openWithAnswer();
    const before = await kept(answer);
    expect((await press("ben", "good", answer)).text).toContain("kept for the next dream");
    const after = await kept(answer);
    expect(after.answer?.feedback).toEqual([{ person: ben, isGood: true, at: clock.now() }]);
    expect(after).toMatchObject({ text: before.text, saidAt: before.saidAt });
    const fresh = await parts.history.since(playgroundWorkspace, [after.channel], before.sequence, 10);
    expect(fresh.map(({ id }) => id)).toContain(after.id);
  });

  it("is replaced by the other button, and not written again by the same one", async () => {
    const { press, answer, kept, feedback, clock } = await openWithAnswer();
    await press("ben", "good", answer);
    clock.jump(1000);
    await press("ben", "bad", answer);
    expect(await feedback()).toEqual([{ person: ben, isGood: false, at: clock.now() }]);
    const { sequence } = await kept(answer);
    clock.jump(1000);
    await press("ben", "bad", answer);
    expect((await kept(answer)).sequence).toBe(sequence);
  });

  it("of many people at once is all kept", async () => {
    const { press, answer, feedback } = await openWithAnswer();
    await Promise.all([
      press("ana", "bad", answer),
      press("ben", "good", answer),
      press("cleo", "good", answer),
    ]);
    expect(new Map((await feedback())?.map(({ person, isGood }) => [person, isGood]))).toEqual(
      new Map([
        ["ana", false],
        ["ben", true],
        ["cleo", true],
      ]),
    );
  });

  it("comes as an event as well, and is taken back by one", async () => {
    const { feel, answer, feedback } = await openWithAnswer();
    await feel("ana", answer, false);
    expect(await feedback()).toMatchObject([{ person: ana, isGood: false }]);
    await feel("ana", answer, null);
    expect(await feedback()).toEqual([]);
  });

  it("finds the answer by each message that it was split into", async () => {
    const long = Array.from({ length: 900 }, (_, index) => `Line ${index} of a long answer.`).join("\n\n");
    const house = await openTalkingHouse({ model: modelThatSays(createOfflineModel(), long) });
    const question = await house.say("ben", "general", "@reverie tell me all of it");
    const answers = house.answersTo(question);
    expect(answers.length).toBeGreaterThan(1);
    const feedback = async () => (await house.kept(answers[0])).answer?.feedback;
    await house.feel("ana", answers.at(-1), false);
    expect(await feedback()).toMatchObject([{ person: ana, isGood: false }]);
    await house.press("ben", "good", answers.at(-1));
    expect(await feedback()).toHaveLength(2);
  });

  it("is for answers alone", async () => {
    const { feel, press, question, parts } = await openWithAnswer();
    const before = await parts.history.sequence(playgroundWorkspace);
    await feel("ana", question, true);
    await feel("ana", undefined, true);
    expect((await press("ana", "good", question)).text).toContain("do not find that answer");
    expect((await press("ana", "good", undefined)).text).toContain("do not find that answer");
    expect(await parts.history.sequence(playgroundWorkspace)).toBe(before);
  });

  it("is not taken from those who cannot see the answer (law 8)", async () => {
    const { press, answer, feedback } = await openWithAnswer("core-team");
    expect((await press("cleo", "good", answer)).text).toContain("do not find that answer");
    expect((await press("nobody", "good", answer)).text).toContain("do not find that answer");
    expect((await press("reverie", "good", answer)).text).toContain("do not find that answer");
    expect(await feedback()).toEqual([]);
    await press("ana", "good", answer);
    expect(await feedback()).toHaveLength(1);
  });

  it("of somebody who opted out is not kept", async () => {
    const { command, press, answer, feedback } = await openWithAnswer();
    await command("ana", "privacy off");
    expect((await press("ana", "good", answer)).text).toContain("keep nothing of you");
    expect(await feedback()).toEqual([]);
  });

  it("goes when the person is erased, and others' stays", async () => {
    const { command, press, answer, feedback } = await openWithAnswer();
    await press("ana", "good", answer);
    await press("cleo", "bad", answer);
    await command("cleo", "privacy erase");
    expect(await feedback()).toMatchObject([{ person: ana, isGood: true }]);
  });

  it("of an answer says nothing of the one that takes its place", async () => {
    const { press, edit, question, answer, kept, feedback } = await openWithAnswer();
    await press("ben", "bad", answer);
    const before = await kept(answer);
    await edit(question, "@reverie when do we deploy on Fridays, and what is in my notes?");
    const after = await kept(answer);
    expect(after.answer?.answers).not.toEqual(before.answer?.answers);
    expect(after.answer?.feedback).toEqual([]);
    await press("ben", "good", answer);
    expect(await feedback()).toMatchObject([{ person: ben, isGood: true }]);
  });

  /** Runs the job beside all others, as no queue does. */
  const write = async (parts: Parts, answer: RecordedMessage, edition: string, person: string) => {
    const data = { workspace: answer.workspace, answer: answer.id, edition, person, isGood: true, at: 1 };
    const job = { id: person, kind: "feedback", key: person, lane: answer.workspace, at: 0, data };
    const { signal } = new AbortController();
    await feedbackJobs(parts).feedback?.({ job, attempt: 1, last: false, signal });
  };
  const editionOf = ({ answer }: RecordedMessage) =>
    answer?.answers.map(({ message, version }) => `${message} ${version}`).join(" ") ?? "";

  it("that comes after the answer was written anew is dropped", async () => {
    const { parts, answer, kept, feedback } = await openWithAnswer();
    await write(parts, await kept(answer), "an earlier one", "ana");
    expect(await feedback()).toEqual([]);
  });

  it("is not lost where something else is written to the answer in the same breath", async () => {
    const { parts, answer, kept, feedback } = await openWithAnswer();
    const stored = await kept(answer);
    const people = ["ana", "ben", "cleo"];
    await Promise.all(people.map((person) => write(parts, stored, editionOf(stored), person)));
    expect((await feedback())?.map(({ person }) => person).sort()).toEqual(people);
  });
});

describe("who may give feedback, as the platform has them", () => {
  it("takes none from outsiders, and from guests only in channels that they are in", async () => {
    const { parts, roles, say, settle } = await openSmallWorld();
    const recheck = (person: PersonId) => parts.platforms[0]?.directory.recheck(workspace, person);
    const question = await say("ana", "lab", "@reverie what is new?");
    await settle();
    const [answer] = await parts.history.answersTo(workspace, question);
    const give = (person: string) =>
      keepFeedback(parts, {
        workspace,
        person: asId(person),
        message: answer?.id ?? asId<MessageId>(""),
        isGood: true,
      });
    expect(await give("cleo")).toBe("nothing-there");
    expect(await give("ben")).toBe("kept");
    roles.set("ben", "bot");
    recheck(ben);
    expect(await give("ben")).toBe("nothing-there");
    roles.set("ana", "outsider");
    recheck(ana);
    expect(await give("ana")).toBe("outsider");
    await settle();
    const [kept] = await parts.history.answersTo(workspace, question);
    expect(kept?.answer?.feedback).toMatchObject([{ person: ben }]);
  });
});

describe("an answer that was kept before there was feedback", () => {
  it("has none", async () => {
    const { parts } = await openTalkingHouse();
    const message = sampleAnswer("old", ["question"]);
    const { feedback: _, ...answer } = message.answer as AnswerRecord;
    await parts.history.record({ ...message, answer: answer as AnswerRecord });
    const [old] = await parts.history.get(sampleWorkspace, [message.id]);
    expect(old?.answer).toEqual({ ...answer, feedback: [] });
  });
});

describe("a dream's transcript", () => {
  it("is the same with feedback and without", () => {
    const message = recordedMessage("answer", sampleAnswer("answer", ["question"]));
    const feedback = [{ person: ana, isGood: false, at: 1 }];
    const withIt = { ...message, answer: { ...(message.answer as AnswerRecord), feedback } };
    const contentOf = (each: RecordedMessage) =>
      writeTranscript(transcriptSources({ messages: [each] })).content;
    expect(contentOf(withIt)).toBe(contentOf(message));
  });
});

describe("withFeedback", () => {
  const given = fc.record({
    person: fc.constantFrom("ana", "ben", "cleo").map((id) => asId<PersonId>(id)),
    isGood: fc.constantFrom(true, false, null),
  });

  it("holds what each person said last, once", () => {
    fc.assert(
      fc.property(fc.array(given), (all) => {
        let kept: readonly Feedback[] = [];
        const last = new Map<PersonId, boolean | null>();
        for (const [at, each] of all.entries()) {
          kept = withFeedback(kept, { ...each, at });
          last.set(each.person, each.isGood);
        }
        const standing = [...last].filter(([, isGood]) => isGood !== null);
        expect(kept).toHaveLength(standing.length);
        expect(new Map(kept.map(({ person, isGood }) => [person, isGood]))).toEqual(new Map(standing));
      }),
    );
  });

  it("does not let what was said earlier take the place of what was said later", () => {
    const kept = [{ person: ana, isGood: true, at: 5 }];
    expect(withFeedback(kept, { person: ana, isGood: false, at: 4 })).toBe(kept);
    expect(withFeedback(kept, { person: ana, isGood: null, at: 4 })).toBe(kept);
  });
});
