import { Anthropic } from "@anthropic-ai/sdk";
import { describe, expect, it, onTestFinished } from "vitest";
import { type MessagesServer, startMessagesServer } from "./messages-server.ts";
import { error, json, refusal, reset } from "./reply.ts";
import type { Script } from "./script.ts";

async function start(
  script: Script,
): Promise<{ readonly server: MessagesServer; readonly client: Anthropic }> {
  const server = await startMessagesServer({ script });
  onTestFinished(() => server.close());
  return { server, client: new Anthropic({ apiKey: "key", baseURL: server.url, maxRetries: 0 }) };
}

function request(custom_id: string, content = custom_id): Anthropic.Messages.BatchCreateParams.Request {
  return {
    custom_id,
    params: { model: "claude-opus-5-5", max_tokens: 100, messages: [{ role: "user", content }] },
  };
}

async function resultsOf(client: Anthropic, id: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const line of await client.messages.batches.results(id))
    found[line.custom_id] = line.result.type;
  return found;
}

const never: Script = () => new Promise<never>(() => undefined);

describe("a batch of the fake server", () => {
  it("ends once all of it has been answered, with results in another order", async () => {
    const gate = Promise.withResolvers<void>();
    const { client } = await start(async (body) => {
      await gate.promise;
      const asked = body.messages[0]?.content;
      if (asked === "b") return error(400, "invalid_request_error");
      if (asked === "c") return reset([]);
      return asked === "d" ? refusal() : json({ asked });
    });
    const requests = [request("a"), request("b"), request("c"), request("d")];
    const batch = await client.messages.batches.create({ requests });
    expect(batch).toMatchObject({
      processing_status: "in_progress",
      results_url: null,
      ended_at: null,
      request_counts: { processing: 4, succeeded: 0 },
    });
    await expect(client.messages.batches.results(batch.id)).rejects.toThrow("results_url");
    gate.resolve();
    const ended = await client.messages.batches.retrieve(batch.id);
    expect(ended).toMatchObject({
      processing_status: "ended",
      request_counts: { processing: 0, succeeded: 2, errored: 2 },
    });
    const lines = await (await fetch(ended.results_url ?? "", { headers: headers() })).text();
    expect(
      lines
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).custom_id),
    ).toEqual(["d", "c", "b", "a"]);
    expect(await resultsOf(client, batch.id)).toEqual({
      a: "succeeded",
      b: "errored",
      c: "errored",
      d: "succeeded",
    });
  });

  it("can be cancelled, and can expire", async () => {
    const { client, server } = await start(never);
    const first = await client.messages.batches.create({ requests: [request("a")] });
    const second = await client.messages.batches.create({ requests: [request("a")] });
    expect(await client.messages.batches.cancel(first.id)).toMatchObject({ processing_status: "canceling" });
    server.expireBatch(second.id);
    expect(await resultsOf(client, first.id)).toEqual({ a: "canceled" });
    expect(await resultsOf(client, second.id)).toEqual({ a: "expired" });
    expect(await client.messages.batches.retrieve(first.id)).toMatchObject({ processing_status: "ended" });
  });

  it("stands in the list, newest first, page by page", async () => {
    const { client } = await start(never);
    const made: string[] = [];
    for (let number = 0; number < 5; number += 1) {
      made.unshift((await client.messages.batches.create({ requests: [request("a")] })).id);
    }
    const listed: string[] = [];
    for await (const batch of client.messages.batches.list({ limit: 2 })) listed.push(batch.id);
    expect(listed).toEqual(made);
  });

  it("is refused with ids that repeat or requests that would be refused alone, and not found by another id", async () => {
    const { client } = await start(never);
    const create = (...requests: Anthropic.Messages.BatchCreateParams.Request[]) =>
      client.messages.batches.create({ requests });
    await expect(create()).rejects.toMatchObject({ status: 400 });
    await expect(create(request("a"), request("a"))).rejects.toMatchObject({ status: 400 });
    await expect(create(request("no spaces"))).rejects.toMatchObject({ status: 400 });
    await expect(create(request("a", " "))).rejects.toMatchObject({ status: 400 });
    await expect(client.messages.batches.retrieve("msgbatch_else")).rejects.toMatchObject({ status: 404 });
  });
});

function headers(): Record<string, string> {
  return { "x-api-key": "key", "anthropic-version": "2023-06-01" };
}
