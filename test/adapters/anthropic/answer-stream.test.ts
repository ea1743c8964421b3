import { describe, expect, it } from "vitest";
import {
  errorMidStream,
  type Frame,
  lingering,
  ping,
  reset,
  stalled,
  text,
  truncated,
  withUsage,
} from "../../fakes/messages-server/reply.ts";
import { answerRequest, failureOf, noAbort, readAnswer, startWorld } from "./model-world.ts";

const hello = { type: "text", text: "Hello" } as const;
const whole = { type: "text", text: "Hello there." } as const;

describe("an answer that streams", () => {
  it("shows each piece of text as it comes", async () => {
    const gate = Promise.withResolvers<void>();
    const { model } = await startWorld([text(["Hello", gate.promise, " there."])]);
    const events = model.answer(answerRequest(), noAbort())[Symbol.asyncIterator]();
    expect(await events.next()).toEqual({ done: false, value: hello });
    gate.resolve();
    expect(await events.next()).toEqual({ done: false, value: { type: "text", text: " there." } });
    expect(await events.next()).toMatchObject({ value: { type: "end", reason: "complete" } });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it("D4: asks again when the stream ends without a stop, and voids what was shown", async () => {
    const { model, clock, server } = await startWorld([truncated(["Hello"]), text("Hello there.")]);
    const answer = readAnswer(model.answer(answerRequest(), noAbort()));
    await clock.step(1_000);
    expect((await answer).events).toEqual([hello, { type: "restart" }, whole, (await answer).end]);
    expect(server.asked).toHaveLength(2);
    expect(server.requests[1]?.text).toBe(server.requests[0]?.text);
  });

  it("D4: gives up on the second stream that ends without a stop", async () => {
    const { model, clock, server } = await startWorld([truncated(["Hello"]), truncated([])]);
    const failure = failureOf(model.answer(answerRequest(), noAbort()));
    await clock.step(1_000);
    expect(await failure).toMatchObject({ failure: "interrupted", retryable: true });
    expect(server.asked).toHaveLength(2);
  });

  it("D5: breaks a stalled stream off after 30 seconds without any event and asks again", async () => {
    const { model, clock, server } = await startWorld([stalled(["Hello"]), text("Hello there.")]);
    const events = model.answer(answerRequest(), noAbort())[Symbol.asyncIterator]();
    expect(await events.next()).toMatchObject({ value: hello });
    const next = events.next();
    expect(await clock.step(30_000)).toBe(30_000);
    await clock.step(1_000);
    expect(await next).toMatchObject({ value: { type: "restart" } });
    expect(await events.next()).toMatchObject({ value: whole });
    expect(await server.requests[0]?.over).toBe(false);
  });

  it("D5: takes pings for signs of life", async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const pieces = ["Hello", gates[0].promise, ping, gates[1].promise, " there."];
    const { model, clock, server } = await startWorld([text(pieces)]);
    const events = model.answer(answerRequest(), noAbort())[Symbol.asyncIterator]();
    await events.next();
    const next = events.next();
    for (const gate of gates) {
      await clock.until((delayMs) => delayMs === 30_000);
      await clock.advance(20_000);
      gate.resolve();
    }
    expect(await next).toMatchObject({ value: { text: " there." } });
    expect(server.asked).toHaveLength(1);
  });

  it("D5: does not count the time that the reader takes", async () => {
    const { model, clock, server } = await startWorld([text(["Hello", " there."])]);
    const events = model.answer(answerRequest(), noAbort())[Symbol.asyncIterator]();
    await events.next();
    await clock.advance(3_600_000);
    expect(await events.next()).toMatchObject({ value: { text: " there." } });
    expect(await events.next()).toMatchObject({ value: { type: "end" } });
    expect(server.asked).toHaveLength(1);
  });

  it("waits a minute for the response to begin, and not for ever", async () => {
    const never = new Promise<never>(() => undefined);
    const { model, clock } = await startWorld((_, number) => (number === 1 ? never : text("Hello there.")));
    const answer = readAnswer(model.answer(answerRequest(), noAbort()));
    expect(await clock.step(60_000)).toBe(60_000);
    await clock.step(1_000);
    expect((await answer).events).toMatchObject([whole, { type: "end" }]);
  });

  it("is whole with its stop, whether or not the endpoint closes the connection", async () => {
    const { model, clock, server } = await startWorld([lingering("Hello there.")]);
    const answer = readAnswer(model.answer(answerRequest(), noAbort()));
    expect(await clock.step(30_000)).toBe(1_000);
    expect(await answer).toMatchObject({ text: "Hello there.", end: { reason: "complete" } });
    expect(server.asked).toHaveLength(1);
  });

  it("D6: asks again after an error in the middle of the stream, without doubling the text", async () => {
    const { model, clock } = await startWorld([errorMidStream(["Hello"]), text("Hello there.")]);
    const answer = readAnswer(model.answer(answerRequest(), noAbort()));
    await clock.step(1_000);
    expect(await answer).toMatchObject({ text: "Hello there.", end: { reason: "complete" } });
  });

  it("D6: asks again after a reset, without doubling the text", async () => {
    const { model, clock } = await startWorld([reset(["Hello"]), text("Hello there.")]);
    const answer = readAnswer(model.answer(answerRequest(), noAbort()));
    await clock.step(1_000);
    expect(await answer).toMatchObject({ text: "Hello there.", end: { reason: "complete" } });
  });

  it("D6: shows no restart where nothing had been shown", async () => {
    const { model, clock } = await startWorld([reset([]), text("Hello there.")]);
    const answer = readAnswer(model.answer(answerRequest(), noAbort()));
    await clock.step(1_000);
    expect((await answer).events).toMatchObject([whole, { type: "end" }]);
  });

  it("D6: does not repeat what the endpoint calls invalid in the middle of the stream", async () => {
    const { model, server } = await startWorld([errorMidStream(["Hello"], "invalid_request_error")]);
    const failure = await failureOf(model.answer(answerRequest(), noAbort()));
    expect(failure).toMatchObject({ failure: "invalid", retryable: false });
    expect(server.asked).toHaveLength(1);
  });

  it("D6: asks again when an event cannot be parsed, and does not keep its text", async () => {
    const broken: Frame = { event: "content_block_delta", data: undefined };
    const { model, clock } = await startWorld([text(["secret", broken]), text([broken])]);
    const failure = failureOf(model.answer(answerRequest(), noAbort()));
    await clock.step(1_000);
    expect(await failure).toMatchObject({ failure: "interrupted", cause: undefined });
  });

  it("D12: passes over events of unknown types", async () => {
    const unknown: Frame = { event: "content_block_glow", data: { type: "content_block_glow", index: 0 } };
    const delta: Frame = {
      event: "content_block_delta",
      data: { type: "content_block_delta", index: 0, delta: { type: "glow_delta", text: "no" } },
    };
    const { model } = await startWorld([text(["Hello", unknown, delta, " there."])]);
    const { text: shown } = await readAnswer(model.answer(answerRequest(), noAbort()));
    expect(shown).toBe("Hello there.");
  });

  it("counts the tokens of every attempt", async () => {
    const { model, clock } = await startWorld([
      withUsage(truncated(["Hello"]), { input_tokens: 100, cache_creation_input_tokens: 900 }),
      withUsage(text("Hello there."), {
        input_tokens: 10,
        output_tokens: 5,
        cache_read_input_tokens: 990,
      }),
    ]);
    const answer = readAnswer(model.answer(answerRequest(), noAbort()));
    await clock.step(1_000);
    expect((await answer).end.usage).toEqual({
      inputTokens: 110,
      outputTokens: 6,
      cacheReadTokens: 990,
      cacheWriteTokens: 900,
      webSearches: 0,
    });
  });

  it("ends the request when the reader leaves in the middle", async () => {
    const { model, server } = await startWorld([stalled(["Hello"])]);
    for await (const event of model.answer(answerRequest(), noAbort())) {
      expect(event).toEqual(hello);
      break;
    }
    expect(await server.requests[0]?.over).toBe(false);
  });

  it("keeps its connections for the requests that follow", async () => {
    const { model, server } = await startWorld(() => text("Hello there."));
    for (let turn = 0; turn < 6; turn += 1) await readAnswer(model.answer(answerRequest(), noAbort()));
    // Node's own fetch opens a second one before it begins to take turns.
    expect(server.connections()).toBeLessThanOrEqual(2);
  });
});

describe("an answer that is aborted", () => {
  const reason = new Error("The person pressed stop.");

  it("rejects with the reason at once while the endpoint is silent", async () => {
    const { model, server } = await startWorld([stalled(["Hello"])]);
    const controller = new AbortController();
    const events = model.answer(answerRequest(), controller.signal)[Symbol.asyncIterator]();
    await events.next();
    const next = events.next();
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
    expect(await server.requests[0]?.over).toBe(false);
  });

  it("rejects with the reason while it waits for another attempt", async () => {
    const { model, clock } = await startWorld([truncated([])]);
    const controller = new AbortController();
    const next = model.answer(answerRequest(), controller.signal)[Symbol.asyncIterator]().next();
    await clock.until((delayMs) => delayMs <= 1_000);
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
  });

  it("rejects with the reason while the response has not begun", async () => {
    const { model, server } = await startWorld(() => new Promise<never>(() => undefined));
    const controller = new AbortController();
    const next = model.answer(answerRequest(), controller.signal)[Symbol.asyncIterator]().next();
    await server.received(1);
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
  });

  it("makes no request when it is aborted before", async () => {
    const { model, server } = await startWorld([]);
    const events = model.answer(answerRequest(), AbortSignal.abort(reason));
    await expect(events[Symbol.asyncIterator]().next()).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);
  });

  it("is no failure of the endpoint", async () => {
    const { model } = await startWorld([stalled(["Hello"])]);
    const controller = new AbortController();
    const events = model.answer(answerRequest(), controller.signal)[Symbol.asyncIterator]();
    await events.next();
    controller.abort(reason);
    await expect(events.next()).rejects.toBe(reason);
    expect(model.state().state).toBe("ok");
  });
});
