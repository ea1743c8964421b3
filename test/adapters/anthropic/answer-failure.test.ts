import { describe, expect, it } from "vitest";
import { type ErrorReply, error, text } from "../../fakes/messages-server/reply.ts";
import { answerRequest, block, failureOf, noAbort, readAnswer, startWorld } from "./model-world.ts";

const overloaded = error(529, "overloaded_error");

function invalid(message: string): ErrorReply {
  return error(400, "invalid_request_error", {}, { message });
}

describe("an endpoint that fails", () => {
  it("D1: is asked three times within two seconds, and then the answer fails as busy", async () => {
    const { model, server, clock } = await startWorld(() => overloaded);
    const failure = failureOf(model.answer(answerRequest(), noAbort()));
    const waits = [await clock.step(10_000), await clock.step(10_000)];
    expect(await failure).toMatchObject({ failure: "busy", retryable: true });
    expect(server.asked).toHaveLength(3);
    expect(waits[0]).toBeGreaterThanOrEqual(375);
    expect(waits[0]).toBeLessThanOrEqual(500);
    expect(waits[1]).toBeGreaterThanOrEqual(750);
    expect(waits[1]).toBeLessThanOrEqual(1_000);
    expect(model.state()).toEqual({ state: "degraded", detail: "The model's endpoint is busy." });
  });

  it("D1: is well again with the first answer", async () => {
    const replies = [overloaded, overloaded, overloaded, text("Hello.")];
    const { model, clock } = await startWorld(replies);
    expect(model.state().state).toBe("ok");
    const failure = failureOf(model.answer(answerRequest(), noAbort()));
    await clock.step(10_000);
    await clock.step(10_000);
    await failure;
    expect(model.state().state).toBe("degraded");
    await readAnswer(model.answer(answerRequest(), noAbort()));
    expect(model.state()).toEqual({ state: "ok", detail: "The model's endpoint answers." });
  });

  it.each([408, 409, 429, 500, 502, 503, 529])("is asked again after %i", async (status) => {
    const { model, clock } = await startWorld([error(status, "api_error"), text("Hello.")]);
    const answer = readAnswer(model.answer(answerRequest(), noAbort()));
    await clock.step(1_000);
    expect(await answer).toMatchObject({ text: "Hello.", end: { reason: "complete" } });
  });

  it("is not asked again where it says so", async () => {
    const { model, server } = await startWorld([
      error(529, "overloaded_error", { "x-should-retry": "false" }),
    ]);
    const failure = await failureOf(model.answer(answerRequest(), noAbort()));
    expect(failure).toMatchObject({ failure: "busy", retryable: false });
    expect(server.asked).toHaveLength(1);
  });

  it("is left alone as long as it asks for, up to 20 seconds", async () => {
    const { model, clock } = await startWorld([
      error(429, "rate_limit_error", { "retry-after": "20" }),
      text("Hello."),
    ]);
    const answer = readAnswer(model.answer(answerRequest(), noAbort()));
    expect(await clock.step(20_000)).toBe(20_000);
    expect((await answer).text).toBe("Hello.");
  });

  it("D2: fails as busy at once where it asks for longer", async () => {
    const { model, server } = await startWorld([error(429, "rate_limit_error", { "retry-after": "3600" })]);
    const failure = await failureOf(model.answer(answerRequest(), noAbort()));
    expect(failure).toMatchObject({ failure: "busy", retryable: true });
    expect(server.asked).toHaveLength(1);
  });

  it("D2: fails as busy where its waits together would take longer", async () => {
    const { model, server, clock } = await startWorld(() =>
      error(429, "rate_limit_error", { "retry-after": "15" }),
    );
    const failure = failureOf(model.answer(answerRequest(), noAbort()));
    await clock.step(15_000);
    expect(await failure).toMatchObject({ failure: "busy", retryable: true });
    expect(server.asked).toHaveLength(2);
  });

  it.each([
    error(429, "rate_limit_error", {}, { errorCode: "enforced_spend_limit_reached" }),
    error(429, "rate_limit_error", { "retry-after": "1" }, { errorCode: "contract_spend_limit_reached" }),
    invalid("You have reached your specified API usage limits. You will regain access later."),
    invalid("You have reached your specified workspace API usage limits."),
    invalid("Your credit balance is too low to access the API."),
    error(402, "billing_error"),
  ])("D3: fails at a spend limit without asking again (%#)", async (reply) => {
    const { model, server } = await startWorld([reply]);
    const failure = await failureOf(model.answer(answerRequest(), noAbort()));
    expect(failure).toMatchObject({ failure: "spend-limit", retryable: false });
    expect(server.asked).toHaveLength(1);
    expect(model.state().state).toBe("degraded");
  });

  it.each([
    [error(401, "authentication_error"), "key-rejected"],
    [error(403, "permission_error"), "key-rejected"],
    [error(400, "invalid_request_error", {}, { errorCode: "organization_on_hold" }), "key-rejected"],
    [error(413, "invalid_request_error"), "too-long"],
    [invalid("prompt is too long: 2 tokens > 1 maximum"), "too-long"],
    [error(400, "invalid_request_error"), "invalid"],
    [error(422, "invalid_request_error"), "invalid"],
  ])("fails without asking again where asking again cannot help (%#)", async (reply, failure) => {
    const { model, server } = await startWorld([reply]);
    const found = await failureOf(model.answer(answerRequest(), noAbort()));
    expect(found).toMatchObject({ failure, retryable: false });
    expect(server.asked).toHaveLength(1);
  });

  it("D13: names a model that is gone, and does not ask again", async () => {
    const { model, server } = await startWorld([], { models: ["claude-sonnet-5-5"] });
    const request = answerRequest({ model: "claude-sonnet-4-0" });
    const failure = await failureOf(model.answer(request, noAbort()));
    expect(failure).toMatchObject({ failure: "unknown-model", retryable: false });
    expect(server.requests).toHaveLength(1);
  });

  it("fails as too long where the endpoint counts more than fits", async () => {
    const { model } = await startWorld([], { contextTokens: 50 });
    const failure = await failureOf(model.answer(answerRequest({ asked: "a".repeat(400) }), noAbort()));
    expect(failure).toMatchObject({ failure: "too-long" });
  });

  it("fails as too long where the endpoint refuses the size", async () => {
    const { model } = await startWorld([], { maxBodyBytes: 1_000 });
    const failure = await failureOf(model.answer(answerRequest({ asked: "a".repeat(2_000) }), noAbort()));
    expect(failure).toMatchObject({ failure: "too-long" });
  });

  it("is unreachable when nobody listens", async () => {
    const { model, server, clock } = await startWorld([]);
    await server.close();
    const failure = failureOf(model.answer(answerRequest(), noAbort()));
    await clock.step(500);
    await clock.step(1_000);
    expect(await failure).toMatchObject({ failure: "unreachable", retryable: true });
    expect(model.state().detail).toBe("The model's endpoint cannot be reached.");
  });

  it("leaves nothing of what people wrote in the log", async () => {
    const { model, log, clock } = await startWorld(() => ({ ...overloaded, message: "canary-said" }));
    const request = answerRequest({ asked: "canary-asked", blocks: [block("memories", "canary-memory")] });
    const failure = failureOf(model.answer(request, noAbort()));
    await clock.step(10_000);
    await clock.step(10_000);
    await failure;
    expect(log.entries.map((entry) => entry.event)).toEqual([
      "model-attempt-failed",
      "model-attempt-failed",
      "model-attempt-failed",
      "model-answer-failed",
    ]);
    expect(JSON.stringify(log.entries)).not.toMatch(/canary|key-of-the-test/);
  });
});
