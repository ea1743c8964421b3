import { json, text } from "../fakes/messages-server/reply.ts";
import { buttonOf, type SeenMessage } from "./office/chat-office.ts";
import { keptFeedback } from "./office/kept-feedback.ts";
import type { Story } from "./office/story.ts";

/** Whether something works on a platform: true, false, or rejecting with NotThere where there is no way to try. */
export type Capability = (story: Story) => Promise<boolean>;

let count = 0;
/** A question that nobody asked before. */
const question = () => {
  count += 1;
  return `@reverie question number ${count}?`;
};

async function asked(
  story: Story,
  channel = "general",
): Promise<{ said: Awaited<ReturnType<Story["office"]["say"]>>; answer: SeenMessage }> {
  const words = channel.startsWith("dm-") ? question().replace("@reverie ", "") : question();
  const said = await story.office.say({ person: "ana", channel, text: words });
  const answer = await story.answer(said);
  await story.rest();
  return { said, answer };
}

/** An answer that stays half written until `finish`. */
async function halfWritten(story: Story) {
  const gate = Promise.withResolvers<void>();
  story.replies.push(text(["The first half ", gate.promise, "and the rest."]));
  const said = await story.office.say({ person: "ana", channel: "general", text: question() });
  const draft = await story.office.until("half an answer", async () =>
    (await story.office.answersTo(said)).find(({ isDraft }) => isDraft),
  );
  return { said, draft, finish: () => gate.resolve() };
}

/** A proposal for the team that waits, as ana sees it. */
async function waitingProposal(story: Story) {
  count += 1;
  const { office } = story;
  const ana = office.person("ana");
  await office.person("ben").command("general", `remember for the team: rule number ${count} is kept`);
  const review = await ana.command("general", "review");
  return { ana, review };
}

/** Each row of the README's table by its name. */
export const capabilities: Readonly<Record<string, Capability>> = {
  "Answers a mention in a channel": async (story) => (await asked(story)).answer.words.includes("All right."),
  "Answers direct messages": async (story) =>
    (await asked(story, "dm-ana")).answer.words.includes("All right."),
  "Goes on in a conversation without a new mention": async (story) => {
    const { said } = await asked(story);
    const more = await story.office.follow(said, "ana", "and then?");
    return (await story.answer(more)).words.includes("All right.");
  },
  "Reads a thread before it answers in it": async (story) => {
    const root = await story.office.say({ person: "ben", channel: "general", text: "Blue or green?" });
    const which = await story.office.thread(root, "ana", "@reverie which one?");
    await story.answer(which);
    return story.lastPrompt().includes("Blue or green?");
  },
  "Answers an edited question again, in the same message": async (story) => {
    const { said, answer } = await asked(story);
    story.replies.push(text("Something else."));
    await story.office.edit(said, question());
    const again = await story.office.until("the new answer", async () =>
      (await story.office.messages("general")).find(({ words }) => words.includes("Something else.")),
    );
    return again.id === answer.id;
  },
  "Withdraws an answer when the question is deleted": async (story) => {
    const { said, answer } = await asked(story);
    await story.office.remove(said);
    await story.office.until("the withdrawn answer", async () =>
      (await story.office.messages("general")).find(
        ({ id, words }) => id === answer.id && words.includes("message that is gone"),
      ),
    );
    return true;
  },
  "Shows an answer while it is written": async (story) => {
    const { said, draft, finish } = await halfWritten(story);
    finish();
    const answer = await story.answer(said);
    return answer.id === draft.id && answer.words.includes("and the rest.");
  },
  "Stops an answer when a person presses Stop": async (story) => {
    const { said, finish } = await halfWritten(story);
    await story.office.person("ana").stop(said);
    await story.office.until("the stopped answer", async () =>
      (await story.office.answersTo(said)).find(({ words }) => words.includes("(stopped)")),
    );
    finish();
    return true;
  },
  "Takes a thumb by a button below an answer": async (story) => {
    const { answer } = await asked(story);
    return (await story.office.person("ana").judge(answer, true)).words.includes("next dream");
  },
  "Takes a thumb as a reaction": async (story) => {
    const { answer } = await asked(story);
    await story.office.person("ben").react(answer, true);
    const ben = story.office.personId("ben");
    await story.office.until("the thumb in the store", () =>
      keptFeedback(story.office.dataDir).find(({ person, isGood }) => person === ben && isGood),
    );
    return true;
  },
  "Says which memories an answer was given": async (story) => {
    const ana = story.office.person("ana");
    await ana.command("general", "remember for me: I like question numbers in bold");
    const { answer } = await asked(story, "dm-ana");
    const used = await ana.press(answer, buttonOf(answer, "memories"));
    return used.words.includes("question numbers in bold");
  },
  "Links its sources": async (story) => {
    const said = await story.office.say({
      person: "ben",
      channel: "general",
      text: "@reverie the printer is on the second floor",
    });
    await story.answer(said);
    story.replies.push(text("The second floor [1] [2] [3] [4] [5] [6]."));
    const where = await story.office.say({
      person: "ana",
      channel: "general",
      text: "@reverie which floor has the printer?",
    });
    return /\]\([^)]+\)/u.test((await story.answer(where)).words);
  },
  "Reads attached files": async (story) => {
    const files = [
      { name: "plan.txt", mediaType: "text/plain", base64: Buffer.from("Forty metres.").toString("base64") },
    ];
    const said = await story.office.say({ person: "ana", channel: "general", text: question(), files });
    await story.answer(said);
    return story.lastPrompt().includes("Forty metres.");
  },
  "Hands over an export as a file": async (story) => {
    const { office } = story;
    const ana = office.person("ana");
    await ana.command("general", "remember for me: the exported door is red");
    await ana.command("general", "export mine");
    const direct = await office.messages("dm-ana");
    return direct.some(({ files }) => files.some((name) => /^reverie-me-.*\.md$/u.test(name)));
  },
  "Imports memories from an attached file": async (story) => {
    const base64 = Buffer.from("The imported door is yellow").toString("base64");
    const files = [{ name: "me.md", mediaType: "text/plain", base64 }];
    const { office } = story;
    await office.say({ person: "ana", channel: "dm-ana", text: "import", files });
    // The card of what is proposed may stand there before the answer.
    const told = await office.until("the answer", async () =>
      (await office.messages("dm-ana")).find(({ words }) => words.includes("One line waits")),
    );
    return told.isReveries;
  },
  "Takes commands as `/reverie`": async (story) =>
    (await story.office.person("ana").command("general", "help")).words.includes("/reverie memory"),
  "Completes ids and settings while a command is typed": async (story) =>
    (await story.office.person("ana").completeSetting("cad")).includes("cadence"),
  "Takes the same commands after a mention": async (story) => {
    const said = await story.office.say({ person: "ana", channel: "general", text: "@reverie help" });
    return (await story.answer(said)).words.includes("/reverie memory");
  },
  "Shows proposals with Approve, Edit and Reject, and takes a verdict": async (story) => {
    const { ana, review } = await waitingProposal(story);
    const approve = review.buttons.find(({ action }) => action === "reverie:approve");
    const labels = review.buttons.map(({ label }) => label);
    if (!approve || !["Edit", "Reject"].every((label) => labels.includes(label))) return false;
    return (await ana.pressPrivately(review, approve)).words.includes("Approved");
  },
  "Takes a memory out of use when a member disputes it": async (story) => {
    const [ana, ben] = [story.office.person("ana"), story.office.person("ben")];
    await ana.command("general", "remember for the team: the disputed door is green");
    const list = await ben.command("general", "memory team");
    await ben.pressPrivately(list, buttonOf(list, "dispute"));
    if (!(await ben.submit({ reason: "It is red." })).words.includes("not used any more")) return false;
    const after = await ben.command("general", "memory team");
    return /ben disputes it/iu.test(after.words);
  },
  "Shares what somebody said in private, by their own click": async (story) => {
    const ben = story.office.person("ben");
    await ben.command("dm-ben", "remember for me: the shared door is blue");
    const own = await ben.command("dm-ben", "memory mine");
    await ben.pressPrivately(own, buttonOf(own, "share"));
    return (await ben.submit({ text: "The shared door is blue." })).words.includes(
      "waits for administrators",
    );
  },
  "Opens forms": async (story) => {
    const { ana, review } = await waitingProposal(story);
    const edit = review.buttons.find(({ action }) => action === "reverie:edit");
    return edit !== undefined && (await ana.pressPrivately(review, edit)).form !== null;
  },
  "Remembers a message that somebody chooses in its menu": async (story) => {
    const said = await story.office.say({
      person: "ben",
      channel: "general",
      text: "@reverie the door code is on the fridge",
    });
    await story.answer(said);
    return (await story.office.person("ana").remember(said)).form !== null;
  },
  "Works on a goal until its rubric is met, on one card": async (story) => {
    const { office } = story;
    const ana = office.person("ana");
    const dreams = story.reflect;
    const criteria = ["It is short", "It names the day", "It is polite"];
    story.reflect = (content) =>
      content.startsWith("<goal>")
        ? json({ criteria: criteria.map((each) => ({ text: each, how: "read" })) })
        : json({
            criteria: criteria.map((_, at) => ({ number: at + 1, met: true, quote: "All right.", why: "" })),
          });
    await ana.command("general", "goal a short note on when we deploy");
    const inGeneral = (what: string, fits: (message: SeenMessage) => boolean) =>
      office.until(what, async () => (await office.messages("general")).find(fits));
    const card = await inGeneral("the rubric", ({ buttons }) =>
      buttons.some(({ action }) => action === "reverie:goal-approve"),
    );
    await ana.press(card, buttonOf(card, "goal-approve"));
    const end = await inGeneral("the end", ({ words }) => words.includes("Every criterion is met."));
    const ended = await inGeneral(
      "the card",
      ({ id, words }) => id === card.id && words.includes("Goal · met"),
    );
    story.reflect = dreams;
    return end.words.includes("All right.") && ended.buttons.length === 0;
  },
  "Has a team of specialists work on a task, on one card": async (story) => {
    const { office } = story;
    const ana = office.person("ana");
    const dreams = story.reflect;
    const task = (specialist: string, words: string, dependsOn: number[]) => ({
      specialist,
      task: words,
      dependsOn,
    });
    story.reflect = () =>
      json({ tasks: [task("researcher", "Find the day", []), task("drafter", "Draft the note", [1])] });
    await ana.command("general", "delegate ask first: a short note on when we deploy");
    const inGeneral = (what: string, fits: (message: SeenMessage) => boolean) =>
      office.until(what, async () => (await office.messages("general")).find(fits));
    const card = await inGeneral("the plan", ({ buttons }) =>
      buttons.some(({ action }) => action === "reverie:team-approve"),
    );
    await ana.press(card, buttonOf(card, "team-approve"));
    await inGeneral("the end", ({ words }) => words.includes("2 of 2 tasks, for"));
    const ended = await inGeneral(
      "the card",
      ({ id, words }) => id === card.id && words.includes("Team · done"),
    );
    story.reflect = dreams;
    return !ended.buttons.some(({ action }) => action === "reverie:team-stop");
  },
  "Gives everybody a page of their own": async (story) =>
    (await story.office.person("ben").page(/remember/u)).words !== "",
  "Keeps quiet where it is muted": async (story) => {
    await story.answer(await story.office.say({ person: "ana", channel: "general", text: "@reverie mute" }));
    const unheard = await story.office.say({ person: "ana", channel: "general", text: question() });
    const back = await story.office.say({ person: "ana", channel: "general", text: "@reverie unmute" });
    await story.answer(back);
    return (await story.office.answersTo(unheard)).length === 0;
  },
  "Introduces itself where it is taken in": async (story) => {
    const place = await story.office.welcome();
    await story.office.until("an introduction", async () =>
      (await story.office.messages(place)).find(({ words }) => words.includes("Hello, I am Reverie.")),
    );
    return true;
  },
};
