import { describe, expect, it } from "vitest";
import { asId } from "../../../../src/core/ids.ts";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import { askerOf } from "../../../fixtures/asker.ts";
import { openDelivery } from "./open-delivery.ts";

const thinking = "assistant.threads.setStatus";
const session = "agents.sessions.setStatus";

async function openStatus() {
  const open = await openDelivery();
  const place = open.ask();
  let count = 0;
  const stream = (at = place) => {
    count += 1;
    return open.delivery.stream(at, `answer ${count}`, askerOf(asId("U0ANA")));
  };
  const shown = (method: string) =>
    open.fake.world.records.statuses.filter((each) => each.method === method).map(({ status }) => status);
  /** An answer that takes a while to its first word. */
  const think = async (delayMs: number) => {
    const answer = stream();
    await open.pass(delayMs);
    await open.finished(answer.finish(plainContent("Done.")));
    await open.pass(200);
  };
  return { ...open, place, stream, shown, think };
}

describe("the sign of being at work", () => {
  it("is not shown for an answer that comes at once", async () => {
    const { think, pass, callsOf } = await openStatus();
    await think(0);
    await pass(5000);
    expect([...callsOf(thinking), ...callsOf(session)]).toEqual([]);
  });

  it("is shown after a moment, with Slack's Stop, and that is taken back at the end", async () => {
    const { think, shown, place, fake } = await openStatus();
    await think(2000);
    expect(shown(thinking)).toEqual(["is thinking…"]);
    expect(shown(session)).toEqual(["processing", "active"]);
    const [status] = fake.world.records.statuses;
    expect(place.thread).toBe(`${place.channel}-${status?.threadTs}`);
  });

  it("is taken back once where the answer is abandoned, also after its end", async () => {
    const { stream, shown, pass, finished } = await openStatus();
    const abandoned = stream();
    await pass(2000);
    abandoned.abandon();
    await pass(2000);
    expect(shown(session)).toEqual(["processing", "active"]);
    const ended = stream();
    await pass(2000);
    await finished(ended.finish(plainContent("Done.")));
    ended.abandon();
    await pass(2000);
    expect(shown(session).slice(2)).toEqual(["processing", "active"]);
  });

  it("is renewed before Slack takes it away, and no longer than the answer takes", async () => {
    const { stream, shown, pass, finished, clock } = await openStatus();
    const answer = stream();
    await clock.advance(100_000);
    await pass(500);
    expect(shown(thinking)).toHaveLength(2);
    await finished(answer.finish(plainContent("Done.")));
    await clock.advance(400_000);
    await pass(500);
    expect(shown(thinking)).toHaveLength(2);
  });

  it("is not tried outside of threads", async () => {
    const { place, stream, pass, finished, callsOf } = await openStatus();
    const answer = stream({ ...place, thread: null });
    await pass(2000);
    await finished(answer.finish(plainContent("Done.")));
    expect([...callsOf(thinking), ...callsOf(session)]).toEqual([]);
  });

  it.each(["missing_scope", "unknown_method", "not_allowed_token_type"])(
    "costs one call an hour where Slack refuses it (%s), and the answer comes all the same",
    async (error) => {
      const { fake, think, callsOf, clock } = await openStatus();
      for (const method of [thinking, session])
        fake.faults.failNext({ method, as: { type: "error", error }, times: null });
      for (let count = 0; count < 3; count += 1) await think(1500);
      expect(callsOf(thinking)).toHaveLength(1);
      expect(callsOf(session)).toHaveLength(1);
      clock.jump(60 * 60 * 1000);
      await think(1500);
      expect(callsOf(thinking)).toHaveLength(2);
      expect(callsOf(session)).toHaveLength(2);
      expect(fake.world.messages({ channel: "general" }).filter(({ isByBot }) => isByBot)).toHaveLength(4);
    },
  );

  it("of one kind is shown where Slack refuses the other", async () => {
    const { fake, think, shown } = await openStatus();
    fake.faults.failNext({
      method: session,
      as: { type: "error", error: "unknown_method" },
      times: null,
    });
    await think(1500);
    await think(1500);
    expect(shown(thinking)).toHaveLength(2);
    expect(shown(session)).toEqual([]);
  });
});
