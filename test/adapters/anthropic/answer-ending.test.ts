import { describe, expect, it } from "vitest";
import {
  cut,
  empty,
  message,
  paused,
  refusal,
  text,
  textPart,
  toolUse,
  truncated,
  withUsage,
} from "../../fakes/messages-server/reply.ts";
import { answerRequest, failureOf, noAbort, readAnswer, startWorld } from "./model-world.ts";

const search = { name: "search", description: "Finds.", parameters: { type: "object" } };

describe("how an answer ends", () => {
  it.each(["end_turn", "stop_sequence"])("is complete with %s", async (stopReason) => {
    const { model } = await startWorld([message([textPart("Hello.")], stopReason)]);
    const { end } = await readAnswer(model.answer(answerRequest(), noAbort()));
    expect(end).toMatchObject({ reason: "complete", calls: [] });
  });

  it("D7: rejects as refused, at once and after text", async () => {
    const { model, server } = await startWorld([refusal(), refusal(["Well, "])]);
    const first = await failureOf(model.answer(answerRequest(), noAbort()));
    expect(first).toMatchObject({ failure: "refused", retryable: false });
    const second = await failureOf(model.answer(answerRequest(), noAbort()));
    expect(second).toMatchObject({ failure: "refused", retryable: false });
    expect(server.asked).toHaveLength(2);
    expect(model.state().state).toBe("ok");
  });

  it("D8: is cut at the length limit", async () => {
    const { model } = await startWorld([cut("Hello th")]);
    const answer = await readAnswer(model.answer(answerRequest(), noAbort()));
    expect(answer).toMatchObject({ text: "Hello th", end: { reason: "cut", calls: [] } });
  });

  it("D8: is empty where all of the length went into thinking", async () => {
    const { model, server } = await startWorld([
      message([{ type: "thinking", thinking: "Long." }], "max_tokens"),
    ]);
    expect(await failureOf(model.answer(answerRequest(), noAbort()))).toMatchObject({ failure: "empty" });
    expect(server.asked).toHaveLength(1);
  });

  it("D8: does not run a call that the length limit cut off", async () => {
    const call = { type: "tool_use", name: "search", input: '{"terms": "sh' } as const;
    const { model } = await startWorld([message([textPart("Let me see."), call], "max_tokens")]);
    const { end } = await readAnswer(model.answer(answerRequest({ tools: [search] }), noAbort()));
    expect(end).toMatchObject({ reason: "cut", calls: [], said: [{ type: "text", text: "Let me see." }] });
  });

  it("D8: is cut where the context is full, and too long where nothing fitted", async () => {
    const full = "model_context_window_exceeded";
    const { model } = await startWorld([message([textPart("Hello th")], full), message([], full)]);
    const { end } = await readAnswer(model.answer(answerRequest(), noAbort()));
    expect(end.reason).toBe("cut");
    const failure = await failureOf(model.answer(answerRequest(), noAbort()));
    expect(failure).toMatchObject({ failure: "too-long", retryable: false });
  });

  it("D9: asks once more when nothing was said, and counts both", async () => {
    const { model, server } = await startWorld([
      withUsage(empty(), { input_tokens: 10, output_tokens: 2 }),
      withUsage(text("Hello."), { input_tokens: 10, output_tokens: 4 }),
    ]);
    const { events, end } = await readAnswer(model.answer(answerRequest(), noAbort()));
    expect(events).toEqual([{ type: "text", text: "Hello." }, end]);
    expect(end.usage).toMatchObject({ inputTokens: 20, outputTokens: 6 });
    expect(server.asked).toHaveLength(2);
  });

  it("D9: takes blank text for nothing, and rejects as empty when nothing is said again", async () => {
    const { model, server } = await startWorld([text("\n"), empty()]);
    expect(await failureOf(model.answer(answerRequest(), noAbort()))).toMatchObject({
      failure: "empty",
      retryable: false,
    });
    expect(server.asked).toHaveLength(2);
  });

  it("D12: sends a paused turn back and goes on where it stopped", async () => {
    const { model, server } = await startWorld([paused("I looked. "), text("It is Friday.")]);
    const {
      events,
      text: shown,
      end,
    } = await readAnswer(model.answer(answerRequest({ web: true }), noAbort()));
    expect(events.map((event) => event.type)).toEqual(["text", "text", "end"]);
    expect(shown).toBe("I looked. It is Friday.");
    expect(end.reason).toBe("complete");
    expect(server.asked[1]?.messages.at(-1)).toMatchObject({
      role: "assistant",
      content: [
        { type: "text", text: "I looked. " },
        { type: "server_tool_use", name: "web_search", input: { query: "anything" } },
      ],
    });
    expect(end.said).toMatchObject([{ text: "I looked. " }, {}, { text: "It is Friday." }]);
  });

  it("D12: keeps what stood before a pause when what follows breaks off", async () => {
    const replies = [paused("I looked. "), truncated(["It is Thu"]), text("It is Friday.")];
    const { model, clock } = await startWorld(replies);
    const answer = readAnswer(model.answer(answerRequest({ web: true }), noAbort()));
    await clock.step(1_000);
    expect((await answer).text).toBe("I looked. It is Friday.");
  });

  it("D12: goes on after three pauses and no more", async () => {
    const { model, server } = await startWorld(() => paused("And "));
    const { end, text: shown } = await readAnswer(model.answer(answerRequest({ web: true }), noAbort()));
    expect(end.reason).toBe("cut");
    expect(shown).toBe("And And And And ");
    expect(server.asked).toHaveLength(4);
  });

  it("D12: takes an unknown stop reason for complete where there is text, else for empty", async () => {
    const { model } = await startWorld([
      message([textPart("Hello.")], "out_of_ink"),
      message([], "out_of_ink"),
      message([], "out_of_ink"),
    ]);
    const { end } = await readAnswer(model.answer(answerRequest(), noAbort()));
    expect(end.reason).toBe("complete");
    expect(await failureOf(model.answer(answerRequest(), noAbort()))).toMatchObject({ failure: "empty" });
  });
});

describe("calls of tools", () => {
  const request = answerRequest({ tools: [search] });

  it("come with their parsed input", async () => {
    const { model } = await startWorld([toolUse("search", { terms: "ship" })]);
    const { end } = await readAnswer(model.answer(request, noAbort()));
    expect(end).toMatchObject({ reason: "tools", calls: [{ name: "search", input: { terms: "ship" } }] });
  });

  it("come with an empty input where the model wrote none", async () => {
    const { model } = await startWorld([toolUse("search", "")]);
    const { end } = await readAnswer(model.answer(request, noAbort()));
    expect(end).toMatchObject({ reason: "tools", calls: [{ input: {} }] });
  });

  it("are sent back without the blank text that came before them", async () => {
    const call = { type: "tool_use", name: "search", input: {} } as const;
    const { model } = await startWorld([message([textPart("\n\n"), call], "tool_use")]);
    const { end } = await readAnswer(model.answer(request, noAbort()));
    expect(end.said).toMatchObject([{ type: "tool_use" }]);
  });

  it("come with what the model wrote where that is no JSON, and can be sent back", async () => {
    const { model } = await startWorld([toolUse("search", '{"terms": '), text("Sorry.")]);
    const { end } = await readAnswer(model.answer(request, noAbort()));
    expect(end.calls).toEqual([{ id: "toolu_fake_1_0", name: "search", input: '{"terms": ' }]);
    const results = [{ call: "toolu_fake_1_0", text: "No JSON.", failed: true, material: [] }];
    const rounds = [{ said: end.said, results }];
    const second = await readAnswer(model.answer({ ...request, rounds }, noAbort()));
    expect(second.text).toBe("Sorry.");
  });
});
