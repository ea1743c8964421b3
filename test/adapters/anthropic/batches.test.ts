import { describe, expect, it } from "vitest";
import { ModelError } from "../../../src/core/errors.ts";
import { json, type Reply, text } from "../../fakes/messages-server/reply.ts";
import { noAbort, reflectionRequest, startWorld } from "./model-world.ts";

const nothing = { changes: [], watch: [] };
const keyed = (...keys: readonly string[]) =>
  keys.map((key) => ({ key, request: reflectionRequest({ content: `Audience: team\n${key}` }) }));

describe("a batch of reflections", () => {
  it("B16: is matched by its keys, in whatever order its results come", async () => {
    const { model, server } = await startWorld((body) => {
      const said = JSON.stringify(body.messages);
      return json({ changes: [], watch: [{ message: said.includes("second") ? 2 : 1, quote: "a" }] });
    });
    const id = await model.batches.submit(keyed("first", "second"), noAbort());
    const outcomes = await untilCollected(model.batches, id ?? "");
    expect([...outcomes.keys()].toSorted()).toEqual(["first", "second"]);
    expect(outcomes.get("second")).toMatchObject({ output: { watch: [{ message: 2 }] } });
    expect(outcomes.get("first")).toMatchObject({ output: { watch: [{ message: 1 }] } });
    const asked = server.asked[0];
    expect(asked).toMatchObject({
      max_tokens: 8_000,
      system: [{ cache_control: { type: "ephemeral" } }],
      output_config: { format: { type: "json_schema" } },
    });
    expect(asked).not.toHaveProperty("stream");
  });

  it("B16: says of each what came of it: nonsense, a refusal of the endpoint, an end of its time", async () => {
    const held = Promise.withResolvers<Reply>();
    const { model, server } = await startWorld(async (body) => {
      const said = JSON.stringify(body.messages);
      if (said.includes("late")) return held.promise;
      return said.includes("nonsense") ? text("I would rather not.") : json(nothing);
    });
    const id = (await model.batches.submit(keyed("fine", "nonsense", "late"), noAbort())) ?? "";
    await server.received(1);
    expect(await model.batches.collect(id, noAbort())).toBeNull();
    server.expireBatch(id);
    const outcomes = await untilCollected(model.batches, id);
    expect(outcomes.get("late")).toMatchObject({ type: "failed", failure: "expired" });
    expect(outcomes.get("nonsense")).toMatchObject({ type: "failed", failure: "malformed" });
    expect(outcomes.get("fine")).toMatchObject({ type: "output" });
    held.resolve(json(nothing));
  });

  it("B15: is found again by its keys", async () => {
    const { model } = await startWorld(() => json(nothing));
    await untilCollected(
      model.batches,
      (await model.batches.submit(keyed("other", "pair"), noAbort())) ?? "",
    );
    const id = await model.batches.submit(keyed("one", "two"), noAbort());
    await untilCollected(model.batches, id ?? "");
    await untilCollected(
      model.batches,
      (await model.batches.submit(keyed("more", "later"), noAbort())) ?? "",
    );
    expect(await model.batches.find(["one", "two"], 0, noAbort())).toEqual({ type: "found", id });
    expect(await model.batches.find(["one", "unknown"], 0, noAbort())).toEqual({ type: "none" });
    // Nothing that was made long before is looked at.
    const later = Date.now() + 60 * 60_000;
    expect(await model.batches.find(["one", "two"], later, noAbort())).toEqual({ type: "none" });
  });

  it("B15: is not taken for another that has as many requests, before its end tells", async () => {
    const held = Promise.withResolvers<Reply>();
    const { model } = await startWorld(() => held.promise);
    const id = await model.batches.submit(keyed("of", "another"), noAbort());
    expect(await model.batches.find(["one", "two"], 0, noAbort())).toEqual({ type: "unsure" });
    expect(await model.batches.find(["one"], 0, noAbort())).toEqual({ type: "none" });
    held.resolve(json(nothing));
    await untilCollected(model.batches, id ?? "");
    expect(await model.batches.find(["one", "two"], 0, noAbort())).toEqual({ type: "none" });
  });

  it("has nothing to give where the endpoint does not know it any more", async () => {
    const { model } = await startWorld(() => json(nothing));
    expect(await model.batches.collect("msgbatch_lost", noAbort())).toEqual(new Map());
  });

  it("rejects where the endpoint cannot be reached", async () => {
    const { model, server } = await startWorld(() => json(nothing));
    await server.close();
    await expect(model.batches.submit(keyed("one"), noAbort())).rejects.toThrow(ModelError);
    await expect(model.batches.collect("msgbatch_1", noAbort())).rejects.toThrow(ModelError);
    await expect(model.batches.find(["one"], 0, noAbort())).rejects.toThrow(ModelError);
  });
});

async function untilCollected(
  batches: Awaited<ReturnType<typeof startWorld>>["model"]["batches"],
  id: string,
) {
  for (;;) {
    const outcomes = await batches.collect(id, noAbort());
    if (outcomes) return outcomes;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
