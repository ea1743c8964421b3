import { describe, expect, it } from "vitest";
import type { AnswerRequest } from "../../../src/core/ports/model.ts";
import {
  error,
  fetched,
  fetchFailed,
  type MessageReply,
  message,
  type ReplyPart,
  searched,
  text,
  textPart,
  toolUse,
  truncated,
  withUsage,
} from "../../fakes/messages-server/reply.ts";
import { answerRequest, block, failureOf, noAbort, readAnswer, startWorld } from "./model-world.ts";

const news = "https://example.com/news";
const page = "https://example.com/page";
const hourMs = 60 * 60 * 1000;

const asking = (about: Partial<AnswerRequest> = {}) => answerRequest({ web: true, ...about });
const whole = (...parts: readonly ReplyPart[]): MessageReply => message(parts, "end_turn");

const search = { type: "web_search_20250305", name: "web_search", max_uses: 3 };
const fetch = {
  type: "web_fetch_20250910",
  name: "web_fetch",
  max_uses: 3,
  max_content_tokens: 10_000,
  url_sources: {
    user_input: { type: "all" },
    client_tool_results: { type: "none" },
    server_tool_results: { type: "only", tools: [{ type: "tool_reference", name: "web_search" }] },
  },
};

describe("an answer with the web", () => {
  it("offers search and fetch, bounded, behind the other tools, and nothing where the web is off", async () => {
    const { model, server } = await startWorld(() => text("Yes."));
    const tools = [{ name: "look", description: "Looks.", parameters: { type: "object" } }];
    await readAnswer(model.answer(asking({ tools }), noAbort()));
    await readAnswer(model.answer(answerRequest(), noAbort()));
    expect(server.asked[0]?.tools).toEqual([
      { name: "look", description: "Looks.", input_schema: { type: "object" } },
      search,
      fetch,
    ]);
    expect(server.asked[1]).not.toHaveProperty("tools");
  });

  it("streams what was found with its sources, and counts the searches", async () => {
    const reply = whole(
      textPart("Let me look."),
      ...searched("reverie release", [news, page]),
      ...fetched(page, "Version 2.4 is out."),
      textPart("Version 2.4 came out", news, page, news),
      textPart(" on Monday."),
    );
    const { model } = await startWorld([withUsage(reply, { input_tokens: 900, output_tokens: 40 })]);
    const { events, end } = await readAnswer(model.answer(asking(), noAbort()));
    expect(events).toEqual([
      { type: "text", text: "Let me look." },
      { type: "fetched", address: page },
      { type: "text", text: "Version 2.4 came out" },
      { type: "cited", address: news },
      { type: "cited", address: page },
      { type: "text", text: " on Monday." },
      end,
    ]);
    expect(end).toMatchObject({ reason: "complete", calls: [] });
    expect(end.usage).toMatchObject({ inputTokens: 900, outputTokens: 40, webSearches: 1 });
  });

  it("goes on after two pauses with all that was found, byte for byte", async () => {
    const [use, result] = searched("first", [news]) as [ReplyPart, ReplyPart];
    const { model, server } = await startWorld([
      message([textPart("I look. "), use], "pause_turn"),
      message(
        [{ ...result, use: "srvtoolu_fake_1_1" } as ReplyPart, ...searched("second", [page])],
        "pause_turn",
      ),
      whole(textPart("It is out.", page)),
    ]);
    const { events, end } = await readAnswer(model.answer(asking(), noAbort()));
    expect(events).toEqual([
      { type: "text", text: "I look. " },
      { type: "text", text: "It is out." },
      { type: "cited", address: page },
      end,
    ]);
    expect(server.asked).toHaveLength(3);
    const [first, , last] = server.asked;
    expect(last?.tools).toEqual(first?.tools);
    expect(last?.messages.at(-1)).toMatchObject({
      role: "assistant",
      content: [
        { type: "text" },
        { type: "server_tool_use", input: { query: "first" } },
        { type: "web_search_tool_result", tool_use_id: "srvtoolu_fake_1_1", content: [{ url: news }] },
        { type: "server_tool_use", input: { query: "second" } },
        { type: "web_search_tool_result", content: [{ url: page }] },
      ],
    });
    expect(end.usage.webSearches).toBe(2);
  });

  it("answers all the same where searches and fetches fail, which cost nothing and are no sources", async () => {
    const { model } = await startWorld([
      whole(
        ...searched("anything", "too_many_requests"),
        ...fetchFailed(page, "url_not_accessible"),
        textPart("I could not look it up."),
      ),
    ]);
    const { events, end } = await readAnswer(model.answer(asking(), noAbort()));
    expect(events).toEqual([{ type: "text", text: "I could not look it up." }, end]);
    expect(end.usage.webSearches).toBe(0);
  });

  it("begins again in the middle: sources are void with their text, searches are paid for", async () => {
    const half: MessageReply = {
      ...truncated([]),
      parts: [...searched("a", [news]), textPart("It is", news), textPart(" perhaps")],
    };
    const { model, clock } = await startWorld([
      half,
      whole(...searched("a", [page]), textPart("It is out.", page)),
    ]);
    const answer = readAnswer(model.answer(asking(), noAbort()));
    await clock.step(1_000);
    const { events, end } = await answer;
    expect(events).toEqual([
      { type: "text", text: "It is" },
      { type: "cited", address: news },
      { type: "text", text: " perhaps" },
      { type: "restart" },
      { type: "text", text: "It is out." },
      { type: "cited", address: page },
      end,
    ]);
    expect(end.usage.webSearches).toBe(2);
  });

  it("shows again what stood before a pause, with its sources, when what follows breaks off", async () => {
    const { model, clock } = await startWorld([
      message([...fetched(page, "Out."), textPart("It is out.", page)], "pause_turn"),
      truncated([" And"]),
      text(" And well."),
    ]);
    // A message that ends in words could not be sent back to a model without prefill.
    const request = asking({ model: "claude-sonnet-4-6" });
    const answer = readAnswer(model.answer(request, noAbort()));
    await clock.step(1_000);
    const { events } = await answer;
    expect(events.slice(events.findIndex(({ type }) => type === "restart") + 1)).toMatchObject([
      { type: "fetched", address: page },
      { type: "text", text: "It is out." },
      { type: "cited", address: page },
      { type: "text", text: " And well." },
      { type: "end" },
    ]);
  });

  it("leaves one use of each tool to what follows a call of our own, once the others are used up", async () => {
    const { model, server } = await startWorld([
      {
        ...toolUse("look", {}),
        parts: [
          ...searched("a", [news]),
          ...searched("b", [news]),
          ...searched("c", [news]),
          ...fetched(page, "Out."),
          { type: "tool_use", name: "look", input: {} },
        ],
      },
      text("Done."),
    ]);
    const request = asking({
      tools: [{ name: "look", description: "Looks.", parameters: { type: "object" } }],
    });
    const { end } = await readAnswer(model.answer(request, noAbort()));
    const results = end.calls.map(({ id }) => ({ call: id, text: "Nothing.", failed: false, material: [] }));
    const rounds = [{ said: structuredClone(end.said), results }];
    await readAnswer(model.answer({ ...request, rounds }, noAbort()));
    expect(server.asked[1]?.tools).toMatchObject([
      {},
      { ...search, max_uses: 1 },
      { name: "web_fetch", max_uses: 2 },
    ]);
  });

  it("keeps what pages say inside of the blocks of results, and out of the log", async () => {
    const { model, server, log } = await startWorld([
      { ...toolUse("look", {}), parts: [...fetched(page, "canary-page"), ...toolUse("look", {}).parts] },
      text("Done."),
    ]);
    const request = asking({
      tools: [{ name: "look", description: "Looks.", parameters: { type: "object" } }],
      blocks: [block("talk", "[1] Hello")],
    });
    const { end } = await readAnswer(model.answer(request, noAbort()));
    const results = end.calls.map(({ id }) => ({ call: id, text: "Nothing.", failed: false, material: [] }));
    await readAnswer(model.answer({ ...request, rounds: [{ said: end.said, results }] }, noAbort()));
    const messages = server.asked[1]?.messages ?? [];
    expect(JSON.stringify(messages.filter(({ role }) => role === "user"))).not.toContain("canary-page");
    expect(JSON.stringify(messages[1])).toContain("canary-page");
    expect(JSON.stringify(log.entries)).not.toContain("canary-page");
  });
});

describe("an endpoint without the web", () => {
  it("is asked once more without the tools, and not with them for an hour", async () => {
    const { model, server, clock, log } = await startWorld(() => text("Yes."), { webTools: [] });
    const { events } = await readAnswer(model.answer(asking(), noAbort()));
    expect(events).toMatchObject([{ type: "without-web" }, { type: "text" }, { type: "end" }]);
    expect(server.requests).toHaveLength(2);
    expect(log.entries.map(({ event }) => event)).toEqual(["model-web-refused", "model-answered"]);
    expect(model.state().state).toBe("ok");

    const again = await readAnswer(model.answer(asking(), noAbort()));
    expect(again.events).toMatchObject([{ type: "without-web" }, { type: "text" }, { type: "end" }]);
    expect(server.requests).toHaveLength(3);
    const without = await readAnswer(model.answer(answerRequest(), noAbort()));
    expect(without.events).toMatchObject([{ type: "text" }, { type: "end" }]);

    await clock.advance(hourMs);
    await readAnswer(model.answer(asking(), noAbort()));
    expect(server.requests).toHaveLength(6);
  });

  it("keeps the search where it lacks the fetch alone, and is not asked for that either", async () => {
    const { model, server } = await startWorld(() => text("Yes."), { webTools: ["web_search_20250305"] });
    for (let turn = 0; turn < 2; turn += 1) {
      const { events } = await readAnswer(model.answer(asking(), noAbort()));
      expect(events).toMatchObject([{ type: "text" }, { type: "end" }]);
    }
    expect(server.requests).toHaveLength(3);
    for (const asked of server.asked) expect(asked.tools).toEqual([search]);
  });

  it("is told for one model apart from another", async () => {
    const { model, server } = await startWorld((body) =>
      body.model === "small" && body.tools
        ? error(
            400,
            "invalid_request_error",
            {},
            { message: "small does not support tool types: web_search_20250305" },
          )
        : text("Yes."),
    );
    await readAnswer(model.answer(asking({ model: "small" }), noAbort()));
    const { events } = await readAnswer(model.answer(asking(), noAbort()));
    expect(events[0]).toMatchObject({ type: "text" });
    expect(server.asked.at(-1)?.tools).toHaveLength(2);
  });

  it.each([
    ["tools.0: unknown variant", 400],
    ["Tool use is not supported", 422],
    ["web search is not enabled for your organization", 400],
  ] as const)("is known by words like “%s”", async (said, status) => {
    const { model } = await startWorld((body) =>
      body.tools ? error(status, "invalid_request_error", {}, { message: said }) : text("Yes."),
    );
    const { events } = await readAnswer(model.answer(asking(), noAbort()));
    expect(events[0]).toEqual({ type: "without-web" });
  });

  it("is not what another fault means, and no refusal is remembered of a request that fails without the web as well", async () => {
    const invalid = (message: string) => error(400, "invalid_request_error", {}, { message });
    const { model, server } = await startWorld([
      invalid("messages: at least one message is required"),
      invalid("tools.0: too strange"),
      invalid("tools.0: too strange"),
      text("Yes."),
    ]);
    expect(await failureOf(model.answer(asking(), noAbort()))).toMatchObject({ failure: "invalid" });
    expect(server.asked).toHaveLength(1);
    expect(await failureOf(model.answer(asking(), noAbort()))).toMatchObject({ failure: "invalid" });
    expect(server.asked).toHaveLength(3);
    await readAnswer(model.answer(asking(), noAbort()));
    expect(server.asked.at(-1)?.tools).toHaveLength(2);
  });

  it("says so still after a stream that broke off", async () => {
    const replies = [truncated(["Hel"]), text("Hello.")];
    const { model, clock } = await startWorld((_, number) => replies[number - 1] ?? text("More."), {
      webTools: [],
    });
    const answer = readAnswer(model.answer(asking(), noAbort()));
    await clock.step(1_000);
    expect((await answer).events.map(({ type }) => type)).toEqual([
      "without-web",
      "text",
      "restart",
      "text",
      "end",
    ]);
  });
});
