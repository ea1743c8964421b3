import { describe, expect, it } from "vitest";
import type { ReflectionOutcome, ReflectionRequest } from "../../../src/core/ports/model.ts";
import {
  cut,
  empty,
  error,
  json,
  refusal,
  text,
  truncated,
  withUsage,
} from "../../fakes/messages-server/reply.ts";
import { noAbort, reflectionRequest, startWorld } from "./model-world.ts";

const nothing = { changes: [], watch: [] };

function requests(...contents: readonly string[]): ReflectionRequest[] {
  return contents.map((content) => reflectionRequest({ content }));
}

describe("a reflection", () => {
  it("asks for structured output with the content as the one user text", async () => {
    const { model, server } = await startWorld([json(nothing)]);
    const schema = { type: "object", properties: { watch: { type: "array", items: { type: "string" } } } };
    const strict = { ...schema, required: ["watch"], additionalProperties: false };
    const content = "Audience: team\n\n## 2026-11-22\n[1] 09:00 Ana: We ship on Fridays.\n";
    const outcomes = await model.reflect([reflectionRequest({ content, schema: strict })], noAbort());
    expect(outcomes).toMatchObject([{ type: "output", output: nothing }]);
    expect(JSON.parse(server.requests[0]?.text ?? "")).toEqual({
      model: "claude-opus-5-5",
      max_tokens: 8_000,
      stream: true,
      system: [{ type: "text", text: "You dream.", cache_control: { type: "ephemeral" } }],
      messages: [{ role: "user", content: [{ type: "text", text: content }] }],
      output_config: { format: { type: "json_schema", schema: strict } },
    });
  });

  it("asks for as much output as the SDK would refuse without a stream", async () => {
    const { model } = await startWorld([json(nothing)]);
    const outcomes = await model.reflect([reflectionRequest({ maxTokens: 128_000 })], noAbort());
    expect(outcomes).toMatchObject([{ type: "output" }]);
  });

  it.each([
    ["```json\n[1]\n```", [1]],
    ['Here you are:\n```\n{"a": "```"}\n```\nBest wishes', { a: "```" }],
    ["  [1]\n", [1]],
    ["null", null],
  ])("takes the JSON of a server that does not know structured outputs: %j", async (said, output) => {
    const { model } = await startWorld([text(said)]);
    expect(await model.reflect(requests("one"), noAbort())).toMatchObject([{ type: "output", output }]);
  });

  it.each([
    [withUsage(refusal(), { input_tokens: 7, output_tokens: 3 }), "refused"],
    [withUsage(cut('{"changes": []'), { input_tokens: 7, output_tokens: 3 }), "cut"],
    [withUsage(text("I would rather not."), { input_tokens: 7, output_tokens: 3 }), "malformed"],
    [withUsage(empty(), { input_tokens: 7, output_tokens: 3 }), "empty"],
  ])("D10: fails, with what it used, where there is no whole JSON (%#)", async (reply, failure) => {
    const { model, server } = await startWorld([reply]);
    const usage = {
      inputTokens: 7,
      outputTokens: 3,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      webSearches: 0,
    };
    expect(await model.reflect(requests("one"), noAbort())).toEqual([{ type: "failed", failure, usage }]);
    expect(server.asked).toHaveLength(1);
  });

  it("tries four times, and takes an hour's retry-after for a minute", async () => {
    const { model, server, clock } = await startWorld(() =>
      error(429, "rate_limit_error", { "retry-after": "3600" }),
    );
    const outcomes = model.reflect(requests("one"), noAbort());
    for (let wait = 0; wait < 3; wait += 1) {
      expect(await clock.until((delayMs) => delayMs === 60_000)).toBe(60_000);
      await clock.advance(60_000);
    }
    expect(await outcomes).toMatchObject([{ type: "failed", failure: "busy" }]);
    expect(server.asked).toHaveLength(4);
    expect(model.state().state).toBe("degraded");
  });

  it("begins again when it breaks off, and counts what was lost", async () => {
    const { model, clock } = await startWorld([
      withUsage(truncated(['{"cha']), { input_tokens: 7 }),
      withUsage(json(nothing), { input_tokens: 7, output_tokens: 3 }),
    ]);
    const outcomes = model.reflect(requests("one"), noAbort());
    await clock.step(1_000);
    const usage = {
      inputTokens: 14,
      outputTokens: 4,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      webSearches: 0,
    };
    expect(await outcomes).toEqual([{ type: "output", output: nothing, usage }]);
  });
});

describe("many reflections", () => {
  it("give one outcome each, in their order, where one fails and another takes longer", async () => {
    const slow = Promise.withResolvers<void>();
    const { model, server } = await startWorld((body) => {
      const content = JSON.stringify(body.messages);
      if (content.includes("refuse")) return refusal();
      return content.includes("slow") ? text([slow.promise, '"slow"']) : json("fast");
    });
    const outcomes = model.reflect(requests("slow", "refuse", "fast", "fast"), noAbort());
    await server.received(4);
    slow.resolve();
    expect((await outcomes).map(short)).toEqual(["slow", "refused", "fast", "fast"]);
  });

  it("are made three at a time", async () => {
    const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
    const { model, server } = await startWorld((_, number) =>
      text([gates[number - 1]?.promise ?? "unasked", "1"]),
    );
    const outcomes = model.reflect(requests("a", "b", "c", "d", "e"), noAbort());
    await server.received(3);
    expect(server.asked).toHaveLength(3);
    gates[1]?.resolve();
    await server.received(4);
    expect(server.asked).toHaveLength(4);
    for (const gate of gates) gate.resolve();
    expect(await outcomes).toHaveLength(5);
  });

  it("reject with the reason when they are aborted, and ask for nothing more", async () => {
    const { model, server } = await startWorld(() => new Promise<never>(() => undefined));
    const controller = new AbortController();
    const reason = new Error("The process stops.");
    const outcomes = model.reflect(requests("a", "b", "c", "d"), controller.signal);
    await server.received(3);
    controller.abort(reason);
    await expect(outcomes).rejects.toBe(reason);
    for (const request of server.requests) expect(await request.over).toBe(false);
    expect(server.requests).toHaveLength(3);
  });
});

function short(outcome: ReflectionOutcome): unknown {
  return outcome.type === "output" ? outcome.output : outcome.failure;
}
