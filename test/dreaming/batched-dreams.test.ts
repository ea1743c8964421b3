import { afterEach, describe, expect, it } from "vitest";
import { createOfflineModel } from "../../src/adapters/offline/offline-model.ts";
import { playgroundWorkspace as workspace } from "../../src/adapters/playground/cast.ts";
import { formatAudience } from "../../src/core/audience.ts";
import { ModelError } from "../../src/core/errors.ts";
import { asId } from "../../src/core/ids.ts";
import type { KeyedRequest } from "../../src/core/ports/batches.ts";
import type { Model, ReflectionOutcome } from "../../src/core/ports/model.ts";
import { noUsage } from "../../src/core/prices.ts";
import type { DreamRecord } from "../../src/core/record.ts";
import { writeSetting } from "../../src/core/settings/settings.ts";
import { readBudgetLeft, readSpent } from "../../src/core/spending.ts";
import { enqueueDream } from "../../src/dreaming/dream-job.ts";
import { type House, openHouse } from "../doubles/house.ts";

const now = Date.UTC(2026, 10, 23, 9);
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const usage = { ...noUsage, inputTokens: 1_000_000, outputTokens: 0 };

/** An endpoint's batches, which come to their end when a test says so. */
function createBatchingModel() {
  const made: { readonly id: string; readonly requests: readonly KeyedRequest[]; isOver: boolean }[] = [];
  let submitting: "works" | "is lost" | "fails" | "is unknown" = "works";
  let direct = 0;
  const failing = new Set<string>();
  const answer = async ({ request }: KeyedRequest): Promise<ReflectionOutcome> => {
    const [outcome] = await offline.reflect([request], new AbortController().signal);
    if (failing.has(formatAudience(request.audience)))
      return { type: "failed", failure: "expired", usage: noUsage };
    return { ...(outcome as ReflectionOutcome), usage };
  };
  const offline = createOfflineModel();
  const model: Model = {
    ...offline,
    defaults: { answers: "offline", dreams: "claude-opus-5-5" },
    reflect: (requests, signal) => {
      direct += 1;
      return offline.reflect(requests, signal);
    },
    batches: {
      async submit(requests) {
        if (submitting === "is unknown") return null;
        if (submitting !== "fails") made.push({ id: `batch-${made.length + 1}`, requests, isOver: false });
        if (submitting !== "works") throw new ModelError("unreachable", true);
        return made.at(-1)?.id ?? null;
      },
      async collect(id) {
        const batch = made.find((each) => each.id === id);
        if (!batch?.isOver) return null;
        return new Map(
          await Promise.all(
            batch.requests.toReversed().map(async (each) => [each.key, await answer(each)] as const),
          ),
        );
      },
      async find(keys) {
        const batch = made.find(({ requests }) => requests.every(({ key }) => keys.includes(key)));
        if (batch?.isOver) return { type: "found", id: batch.id };
        return { type: batch ? "unsure" : "none" };
      },
    },
  };
  return {
    model,
    made,
    failing,
    directly: () => direct,
    submitting(how: typeof submitting) {
      submitting = how;
    },
    end() {
      for (const batch of made) batch.isOver = true;
    },
  };
}

describe("a scheduled dream over batches", () => {
  const houses: House[] = [];
  afterEach(async () => {
    for (const house of houses.splice(0)) await house.close();
  });

  async function openDreaming() {
    const batching = createBatchingModel();
    const house = openHouse({ now, model: batching.model });
    houses.push(house);
    await writeSetting(house.parts, workspace, null, "cadence", "weekly sun 09:00");
    await house.bot.start();
    await house.settle();
    for (let index = 0; index < 25; index += 1) {
      house.playground.world.say({
        channel: asId("general"),
        thread: null,
        author: asId("ana"),
        text: `Line ${index} of what was said.`,
        note: "",
        card: null,
        actions: [],
        saidAt: now + index,
        editedAt: null,
        isStreaming: false,
        files: [],
      });
    }
    await house.playground.tell();
    await house.settle();
    return { batching, house };
  }

  const pass = async (house: House, delayMs: number) => {
    for (let passed = 0; passed < delayMs; passed += minuteMs) {
      await house.clock.advance(Math.min(minuteMs, delayMs - passed));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const dreams = (house: House) => house.parts.ledger.dreams(workspace, 10);

  it("B16: proposes what came of it, at half the price", async () => {
    const { batching, house } = await openDreaming();
    await enqueueDream(house.parts, workspace, now, null);
    await pass(house, minuteMs);
    expect(batching.made).toHaveLength(1);
    expect(await dreams(house)).toMatchObject([{ status: "running", batch: { id: "batch-1" } }]);
    expect(batching.directly()).toBe(0);
    batching.end();
    await pass(house, 10 * minuteMs);
    const [dream] = await dreams(house);
    expect(dream).toMatchObject({ status: "finished", batch: null });
    expect(dream?.reflections.length).toBeGreaterThan(1);
    expect(dream?.reflections.some(({ proposed }) => proposed > 0)).toBe(true);
    const read = dream?.reflections.filter(({ outcome }) => outcome === "proposed").length ?? 0;
    const spent = await readSpent(house.parts, workspace, "2026-11");
    expect(spent.dreams.dollars).toBeCloseTo(read * 4 * 0.5, 6);
  });

  it("B16: uses what there is, and tries the rest once more the next night", async () => {
    const { batching, house } = await openDreaming();
    batching.failing.add("team");
    await enqueueDream(house.parts, workspace, now, null);
    await pass(house, minuteMs);
    batching.end();
    await pass(house, 10 * minuteMs);
    const [dream] = await dreams(house);
    expect(dream?.reflections.find(({ audience }) => audience.type === "team")?.outcome).toBe("failed");
    expect(dream?.reflections.filter(({ outcome }) => outcome === "proposed").length).toBeGreaterThan(0);
    batching.failing.clear();
    await house.clock.advance(0);
    house.clock.jump(dayMs);
    await pass(house, minuteMs);
    batching.end();
    await pass(house, 10 * minuteMs);
    const [again, ...older] = await dreams(house);
    expect(older).toHaveLength(1);
    expect(again?.reflections.map(({ audience }) => formatAudience(audience))).toEqual(["team"]);
    expect(again?.reflections[0]?.outcome).toBe("proposed");
  });

  it("B15: finds a batch again whose id was lost, and pays for it once", async () => {
    const { batching, house } = await openDreaming();
    batching.submitting("is lost");
    await enqueueDream(house.parts, workspace, now, null);
    await pass(house, minuteMs);
    batching.submitting("works");
    batching.end();
    await pass(house, 10 * minuteMs);
    expect(batching.made).toHaveLength(1);
    expect(batching.directly()).toBe(0);
    expect(await dreams(house)).toMatchObject([{ status: "finished" }]);
  });

  it("B15: asks anew where a batch was never made", async () => {
    const { batching, house } = await openDreaming();
    batching.submitting("fails");
    await enqueueDream(house.parts, workspace, now, null);
    await pass(house, 2_000);
    batching.submitting("works");
    await pass(house, minuteMs);
    batching.end();
    await pass(house, 10 * minuteMs);
    expect(batching.made).toHaveLength(1);
    expect(await dreams(house)).toMatchObject([{ status: "finished" }]);
  });

  it("asks at once where the endpoint has none, and where none can be made", async () => {
    for (const how of ["is unknown", "fails"] as const) {
      const { batching, house } = await openDreaming();
      batching.submitting(how);
      await enqueueDream(house.parts, workspace, now, null);
      await pass(house, 5 * minuteMs);
      expect(batching.directly()).toBe(1);
      expect(await dreams(house)).toMatchObject([{ status: "finished", batch: null }]);
    }
  });

  it("gives up on a batch that never comes to its end, and reads it all the next night", async () => {
    const { batching, house } = await openDreaming();
    await enqueueDream(house.parts, workspace, now, null);
    await pass(house, minuteMs);
    house.clock.jump(26 * 60 * minuteMs);
    await pass(house, 10 * minuteMs);
    const [dream] = await dreams(house);
    expect(dream?.status).toBe("finished");
    expect(dream?.reflections.every(({ outcome }) => outcome !== "proposed")).toBe(true);
    house.clock.jump(dayMs);
    await pass(house, minuteMs);
    batching.end();
    await pass(house, 10 * minuteMs);
    const [again] = await dreams(house);
    expect(again?.reflections.some(({ outcome }) => outcome === "proposed")).toBe(true);
  });

  it("is never asked for by somebody who waits", async () => {
    const { batching, house } = await openDreaming();
    await enqueueDream(house.parts, workspace, now, asId("ana"));
    await pass(house, minuteMs);
    expect(batching.made).toEqual([]);
    expect(await dreams(house)).toMatchObject([{ status: "finished" }]);
  });

  const outcomeOf = (dream: DreamRecord | undefined, audience: string) =>
    dream?.reflections.find((each) => formatAudience(each.audience) === audience);

  it("reads again what was edited while the model thought, whatever its answer quotes (law 6)", async () => {
    const { batching, house } = await openDreaming();
    await enqueueDream(house.parts, workspace, now, null);
    await pass(house, minuteMs);
    const [line] = await house.parts.history.saidBy(workspace, asId("ana"));
    if (!line) throw new Error("Nothing was said");
    const { sequence: _, ...message } = line;
    await house.parts.history.record({ ...message, text: "Something else.", version: line.version + 1 });
    batching.end();
    await pass(house, 10 * minuteMs);
    const [dream] = await dreams(house);
    expect(outcomeOf(dream, "team")).toMatchObject({ outcome: "failed", proposed: 0 });
    expect(outcomeOf(dream, "team")?.dropped[0]?.reason).toContain("was edited, deleted or closed off");
    expect(await house.parts.ledger.proposals(workspace, null, "pending", 10)).toEqual([]);
    house.clock.jump(dayMs);
    await pass(house, minuteMs);
    batching.end();
    await pass(house, 10 * minuteMs);
    expect(outcomeOf((await dreams(house))[0], "team")?.outcome).toBe("proposed");
  });

  it("leaves what it reads to itself: a dream that somebody asks for meanwhile reads nothing twice", async () => {
    const { batching, house } = await openDreaming();
    await enqueueDream(house.parts, workspace, now, null);
    await pass(house, minuteMs);
    const inBatch = new Set(
      batching.made[0]?.requests.map(({ request }) => formatAudience(request.audience)),
    );
    expect(inBatch).toContain("team");
    await enqueueDream(house.parts, workspace, now + 1, asId("ana"));
    await pass(house, minuteMs);
    const asked = (await dreams(house)).find(({ id }) => id.startsWith("now-"));
    expect(asked).toMatchObject({ status: "finished" });
    expect(asked?.reflections.filter(({ audience }) => inBatch.has(formatAudience(audience)))).toEqual([]);
    // Nothing else is left to read, and whoever asks is told why nothing comes.
    await enqueueDream(house.parts, workspace, now + 2, asId("ana"));
    await pass(house, minuteMs);
    const said = house.playground.world.all().map(({ text }) => text);
    expect(said.some((text) => text.includes("is under way already"))).toBe(true);
    batching.end();
    await pass(house, 10 * minuteMs);
    expect((await dreams(house)).find(({ id }) => id === `${now}`)).toMatchObject({ status: "finished" });
  });

  it("counts all of a batch once, however often it is taken up (law 10)", async () => {
    const { batching, house } = await openDreaming();
    await enqueueDream(house.parts, workspace, now, null);
    await pass(house, minuteMs);
    const read = batching.made[0]?.requests.length ?? 0;
    await house.parts.jobs.enqueue({
      id: "looked at by two",
      kind: "dream",
      key: "another",
      lane: "another",
      at: now,
      data: { workspace, period: now, askedBy: null, again: null, looks: 9 },
    });
    batching.end();
    await pass(house, 10 * minuteMs);
    const spent = await readSpent(house.parts, workspace, "2026-11");
    expect(spent.dreams).toMatchObject({ requests: read, dollars: read * 4 * 0.5, inputTokens: read * 1e6 });
  });

  it("is counted and no more where dreams were switched off meanwhile (law 11)", async () => {
    const { batching, house } = await openDreaming();
    await enqueueDream(house.parts, workspace, now, null);
    await pass(house, minuteMs);
    await writeSetting(house.parts, workspace, null, "cadence", "off");
    batching.end();
    await pass(house, 10 * minuteMs);
    expect(await dreams(house)).toMatchObject([{ status: "finished", reflections: [] }]);
    expect((await readSpent(house.parts, workspace, "2026-11")).dreams.dollars).toBeGreaterThan(0);
    expect(await house.parts.ledger.proposals(workspace, null, "pending", 10)).toEqual([]);
    await enqueueDream(house.parts, workspace, now + dayMs, null);
    await pass(house, minuteMs);
    expect(await dreams(house)).toHaveLength(1);
  });

  it("keeps what it may spend from everything else until it is over (law 10)", async () => {
    const { batching, house } = await openDreaming();
    await writeSetting(house.parts, workspace, null, "budget", "40");
    await enqueueDream(house.parts, workspace, now, null);
    await pass(house, minuteMs);
    const asked = batching.made[0]?.requests ?? [];
    const answers = asked.reduce((sum, { request }) => sum + (request.maxTokens * 20) / 1e6, 0);
    const left = (await readBudgetLeft(house.parts, workspace, null)) ?? 0;
    expect(left).toBeLessThan(40 - answers);
    expect(left).toBeGreaterThan(0);
    batching.end();
    await pass(house, 10 * minuteMs);
    const { dollars } = (await readSpent(house.parts, workspace, "2026-11")).dreams;
    expect(await readBudgetLeft(house.parts, workspace, null)).toBeCloseTo(40 - dollars, 6);
  });
});
