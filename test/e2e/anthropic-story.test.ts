import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MessagesServer, startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import {
  error,
  errorMidStream,
  json,
  type Reply,
  refusal,
  text,
  toolUse,
  truncated,
} from "../fakes/messages-server/reply.ts";
import { blocksOf, isReflection, lineOf } from "./model-requests.ts";
import { makeDataDir, type Program, startProgram } from "./program.ts";
import { findProposal, visit } from "./visitor.ts";

describe("the story with a model behind the Messages API", () => {
  let data: ReturnType<typeof makeDataDir>;
  let server: MessagesServer;
  let program: Program | undefined;
  let answers: Reply[];
  let reflect: (content: string) => Reply;
  beforeEach(async () => {
    data = makeDataDir();
    answers = [];
    reflect = () => json({ changes: [], watch: [] });
    server = await startMessagesServer({
      script: (body) => {
        if (isReflection(body)) return reflect(blocksOf(body).join(""));
        return answers.shift() ?? text("All right.");
      },
    });
    program = await startProgram({
      DATA_DIR: data.path,
      ANTHROPIC_API_KEY: "sk-ant-test",
      ANTHROPIC_BASE_URL: server.url,
    });
  });
  afterEach(async () => {
    await program?.stop();
    await server.close();
    data.remove();
  });
  const visitor = (person: string) => visit((program as Program).url, person);
  const turns = () => server.asked.filter((body) => !isReflection(body));

  it("asks with quoted data before the asked text, which stands last and alone", async () => {
    answers = [text(["No, ", "deploys are frozen ", "then [1]."])];
    const ana = visitor("ana");
    const answer = await ana.answerTo(await ana.say("general", "@reverie: may I deploy on Friday at four?"));
    expect(answer.text).toMatch(/^No, deploys are frozen then \[\[1\]\]\(#\/general\/m\d+\)\.$/u);
    expect(answer.note).toBeUndefined();
    const [body] = turns();
    const blocks = blocksOf(body as MessageCreateParams);
    expect(blocks.at(-1)).toBe("may I deploy on Friday at four?");
    expect(blocks.slice(0, -1).join("\n")).toContain("We decided to freeze deploys on Fridays after 15:00.");
    expect(body?.model).toBe("claude-sonnet-5-5");
    expect(body).not.toHaveProperty("temperature");
    expect(JSON.stringify(body?.system)).toContain('"cache_control":{"type":"ephemeral"}');
    expect(JSON.stringify(body?.system)).not.toContain("freeze");
    // The private channel's talk is no source for an answer that everyone reads.
    expect(JSON.stringify(body)).not.toContain("payment provider");
  });

  it("dreams, has a proposal approved, and gives the memory to the next answer", async () => {
    reflect = (content) => {
      if (!content.startsWith("Audience: team\n")) return json({ changes: [], watch: [] });
      const quote = "freeze deploys on Fridays after 15:00";
      const change = { change: "add", memory: null, kind: "decision", why: "Decided after two outages." };
      return json({
        changes: [
          {
            ...change,
            text: "Deploys are frozen on Fridays after 15:00.",
            receipts: [{ message: lineOf(content, quote), quote }],
          },
          {
            ...change,
            text: "Cats are welcome in the office.",
            receipts: [{ message: 1, quote: "cats are very welcome here" }],
          },
          {
            ...change,
            text: "The offer of the provider is bad.",
            receipts: [{ message: 999, quote: "payment provider" }],
          },
        ],
        watch: [],
      });
    };
    const ana = visitor("ana");
    await ana.command("dream now");
    const found = await ana.until("the proposal", (seen) => findProposal(seen, /Deploys are frozen/u));
    const why = (await ana.command("dream why")).text ?? "";
    expect(why).toContain("A quote was not found");
    expect(why).toContain("a line that was not shown");
    const asked = server.asked.filter(isReflection);
    expect(asked.map((body) => blocksOf(body)[0]?.split("\n")[0])).toEqual(
      expect.arrayContaining([
        "Audience: team",
        "Audience: channel general",
        "Audience: channel core-team",
        "Audience: person ana",
      ]),
    );
    for (const body of asked) expect(body.model).toBe("claude-opus-5-5");
    const teams = asked.find((body) => blocksOf(body)[0]?.startsWith("Audience: team"));
    expect(JSON.stringify(teams)).not.toContain("payment provider");

    await ana.press(found.message.id, "reverie:edit", found.value, {
      text: "No deploys on Fridays after 15:00.",
      kind: "decision",
    });
    const edited = (await ana.command("memory team")).card?.sections[0];
    expect(edited?.text).toBe("No deploys on Fridays after 15:00.");
    const ben = visitor("ben");
    const answer = await ben.answerTo(await ben.say("general", "@reverie what about Fridays?"));
    expect(answer.note).toBeUndefined();
    expect(answer.actions?.map(({ label }) => label)).toEqual(["Used 1 memory", "Helpful", "Not helpful"]);
    expect(blocksOf(turns().at(-1) as MessageCreateParams).join("\n")).toContain(
      "(decision, for the team) No deploys on Fridays after 15:00.",
    );
  });

  it("lets the model propose, and waits for the person's own verdict", async () => {
    const quote = "I only ever want metric units";
    answers = [
      toolUse("propose_memory", { for: "me", kind: "preference", text: "Ben wants metric units.", quote }),
      text("I proposed to remember it; it waits for you."),
    ];
    const ben = visitor("ben");
    const answer = await ben.answerTo(await ben.say("general", `@reverie ${quote}, please`));
    expect(answer.text).toBe("I proposed to remember it; it waits for you.");
    const found = await ben.until("the proposal", (seen) => findProposal(seen, /metric units/u));
    expect(found.message.channel).toBe("dm-ben");
    expect(findProposal(await visitor("ana").messages(), /metric units/u)).toBeUndefined();
    expect((await ben.command("memory mine")).card?.sections).toEqual([]);
    expect((await visitor("ana").press("", "reverie:approve", found.value)).text).toContain(
      "nothing by that id",
    );
    await ben.press(found.message.id, "reverie:approve", found.value);
    await ben.answerTo(await ben.say("general", "@reverie how tall is the tower?"));
    expect(blocksOf(turns().at(-1) as MessageCreateParams).join("\n")).toContain("Ben wants metric units.");
    const ana = visitor("ana");
    await ana.answerTo(await ana.say("general", "@reverie how tall is the tower?"));
    const prompt = blocksOf(turns().at(-1) as MessageCreateParams).join("\n");
    expect(prompt).not.toContain("Ben wants metric units.");
  });

  it("searches what the place may read and cites what it finds", async () => {
    answers = [
      toolUse("search_history", { query: "landing page copy" }),
      text("It is in the shared folder [40] [6]."),
    ];
    const ana = visitor("ana");
    await ana.answerTo(await ana.say("dm-ana", "where is the copy?"));
    const result = JSON.stringify(turns().at(-1)?.messages.at(-1));
    expect(result).toContain("The new landing page copy is in the shared folder");
  });

  it("says the answer once, whatever breaks on the way", async () => {
    const broken: Reply[][] = [
      [error(429, "rate_limit_error", { "retry-after": "0" })],
      [error(529, "overloaded_error")],
      [errorMidStream(["Half an "])],
      [truncated(["Half an ans"])],
    ];
    const ana = visitor("ana");
    for (const [index, replies] of broken.entries()) {
      answers = [...replies, text(["The whole ", `answer ${index}.`])];
      const answer = await ana.answerTo(await ana.say("dm-ana", `question ${index}`));
      expect(answer.text).toBe(`The whole answer ${index}.`);
    }
  });

  it("ends a turn with one plain sentence when there is no answer", async () => {
    const ana = visitor("ana");
    answers = [refusal()];
    expect((await ana.answerTo(await ana.say("dm-ana", "something forbidden"))).text).toContain("declined");
    answers = [error(401, "authentication_error")];
    expect((await ana.answerTo(await ana.say("dm-ana", "anything"))).text).toContain("rejected my key");
    answers = [error(404, "not_found_error")];
    expect((await ana.answerTo(await ana.say("dm-ana", "anything else"))).text).toContain("does not exist");
    expect((await ana.answerTo(await ana.say("general", "@reverie"))).text).toContain("Ask me something");
    expect((program as Program).log()).not.toContain("forbidden");
  });

  it("reads a dream of nonsense without a proposal and without a crash", async () => {
    const nonsense: Reply[] = [
      text("not json at all"),
      json([1, 2, 3]),
      json({ changes: [{ change: "add" }, null, "x"] }),
      refusal(),
    ];
    reflect = () => nonsense.shift() ?? json({ changes: "many" });
    const ana = visitor("ana");
    await ana.command("dream now");
    await ana.until("word of the dream", (seen) =>
      seen.find(({ text: said }) => said.startsWith("I dreamt")),
    );
    expect(findProposal(await ana.messages(), /./u)).toBeUndefined();
    expect(nonsense).toEqual([]);
    expect((await ana.command("dream why")).text).toContain("dropped at");
  });

  it("joins a burst of one person's messages into one answer that counts for each", async () => {
    const gate = Promise.withResolvers<void>();
    answers = [text(["One", gate.promise, " at a time."]), text("Both at once.")];
    const ana = visitor("ana");
    await ana.say("dm-ana", "first");
    await server.received(1);
    await ana.say("dm-ana", "second");
    await ana.say("dm-ana", "third");
    gate.resolve();
    await ana.until("the second answer", (seen) => seen.find(({ text: said }) => said === "Both at once."));
    expect(turns()).toHaveLength(2);
    expect(blocksOf(turns()[1] as MessageCreateParams).at(-1)).toBe("second\nthird");
  });

  it("answers an edited question again in place", async () => {
    answers = [text("Forty-one."), text("Forty-two.")];
    const ana = visitor("ana");
    const question = await ana.say("general", "@reverie how many?");
    const answer = await ana.answerTo(question);
    expect(await ana.edit(question, "@reverie how many exactly?")).toBe(200);
    const corrected = await ana.until("the new answer", (seen) =>
      seen.find(({ text: said }) => said === "Forty-two."),
    );
    expect(corrected.id).toBe(answer.id);
    expect((await ana.messages()).filter(({ author }) => author === "reverie")).toHaveLength(1);
  });

  it("A20: stops within a second when a person presses Stop", async () => {
    answers = [text(["A long ", new Promise(() => undefined), "story"])];
    const ana = visitor("ana");
    await ana.say("dm-ana", "tell me everything");
    const streaming = await ana.until("the beginning", (seen) =>
      seen.find(({ streaming }) => streaming === true),
    );
    const pressedAt = performance.now();
    await ana.press(streaming.id, "reverie:stop", "");
    const stopped = await ana.until("the end", (seen) =>
      seen.find(({ id, streaming: open }) => id === streaming.id && open !== true),
    );
    expect(performance.now() - pressedAt).toBeLessThan(1000);
    expect(stopped.text).toContain("(stopped)");
  });
});
