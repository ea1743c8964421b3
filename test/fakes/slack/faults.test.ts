import { describe, expect, it } from "vitest";
import type { Failure } from "./faults.ts";
import { clientOf, openFake, outcomeOf } from "./open-fake.ts";

const method = "chat.postMessage";
const message = { channel: "C0GENERAL", text: "x" };

describe("a fault", () => {
  it.each<[Failure, string, number]>([
    [{ type: "error", error: "internal_error" }, "internal_error", 0],
    [{ type: "ratelimited", retryAfterSeconds: 30 }, "retry-after 30", 0],
    [{ type: "status", status: 503 }, "status 503", 0],
    [{ type: "reset" }, "fetch failed", 0],
    [{ type: "lost" }, "fetch failed", 1],
  ])("%j hits one call", async (as, shown, done) => {
    const { fake, client } = await openFake();
    fake.faults.failNext({ method, as });
    const failed = await client.chat.postMessage(message).then(
      () => "ok",
      (error) => describeError(error),
    );
    expect(failed).toContain(shown);
    expect(fake.world.messages({ channel: "general" })).toHaveLength(done);
    expect(await outcomeOf(client.chat.postMessage(message))).toBe("ok");
  });

  it("E14: does it at once and answers late, or never", async () => {
    const { fake, client, clock } = await openFake();
    fake.faults.failNext({ method, as: { type: "hang", delayMs: 20_000 } });
    const call = client.chat.postMessage(message);
    while (fake.world.messages({ channel: "general" }).length === 0) await clock.advance(0);
    await clock.advance(20_000);
    expect(await outcomeOf(call)).toBe("ok");
    fake.faults.failNext({ method, as: { type: "slow", delayMs: 1000 } });
    const slow = client.chat.postMessage(message);
    while (fake.world.records.calls.length < 2) await clock.advance(0);
    expect(fake.world.messages({ channel: "general" })).toHaveLength(1);
    await clock.advance(1000);
    expect(await outcomeOf(slow)).toBe("ok");
  });

  it("waits for its call, its channel and its turn, until all is healed", async () => {
    const { fake, client } = await openFake();
    const as = { type: "error", error: "internal_error" } as const;
    fake.faults.failNext({ method, as, channel: "C0ENGINEERING", times: null, after: 1 });
    const post = (channel: string) => outcomeOf(client.chat.postMessage({ channel, text: "x" }));
    expect(await post("C0GENERAL")).toBe("ok");
    const outcomes = [];
    for (let count = 0; count < 3; count += 1) outcomes.push(await post("C0ENGINEERING"));
    expect(outcomes).toEqual(["ok", "internal_error", "internal_error"]);
    expect(fake.world.records.calls.map(({ outcome }) => outcome)).toEqual(["ok", ...outcomes]);
    fake.faults.heal();
    expect(await post("C0ENGINEERING")).toBe("ok");
  });

  it("E7: is a limit for each channel by itself", async () => {
    const { fake, clock } = await openFake();
    const client = clientOf(fake, fake.botToken);
    fake.faults.limit({ method, calls: 1, perMs: 1000, perChannel: true, retryAfterSeconds: 1 });
    const post = (channel: string) =>
      client.chat.postMessage({ channel, text: "x" }).then(
        () => "ok",
        (error) => describeError(error),
      );
    expect(await post("C0GENERAL")).toBe("ok");
    expect(await post("C0GENERAL")).toContain("retry-after 1");
    expect(await post("C0ENGINEERING")).toBe("ok");
    await clock.advance(1000);
    expect(await post("C0GENERAL")).toBe("ok");
  });
});

function describeError(
  error: Error & { retryAfter?: number; statusCode?: number; data?: { error?: string } },
): string {
  if (error.retryAfter !== undefined) return `retry-after ${error.retryAfter}`;
  if (error.statusCode !== undefined) return `status ${error.statusCode}`;
  return error.data?.error ?? error.message;
}
