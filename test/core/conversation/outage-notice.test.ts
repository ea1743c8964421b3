import { describe, expect, it } from "vitest";
import { createOutageNotice, outageSentence } from "../../../src/core/conversation/outage-notice.ts";
import { PlatformError, StoreError } from "../../../src/core/errors.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";

const lost = new StoreError("history.record", new Error("gone"));

function open() {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const outages = createOutageNotice(clock, createSilentLog());
  const told: string[] = [];
  let isMute = false;
  /** Somebody's question meets a failure, or is taken where it is null. */
  const meet = async (key: string, failure: Error | null): Promise<void> => {
    const tell = async (sentence: string) => {
      if (isMute) throw new PlatformError("Slack", "timeout", false);
      expect(sentence).toBe(outageSentence);
      told.push(key);
    };
    const work = async () => {
      if (failure) throw failure;
    };
    await outages.around(() => ({ key, tell }), work).catch((error: unknown) => expect(error).toBe(failure));
    await clock.advance(0);
  };
  return {
    clock,
    told,
    meet,
    mute: (is: boolean) => {
      isMute = is;
    },
  };
}

describe("what people are told of an outage", () => {
  it("is told to each once in ten minutes, and passes the failure on", async () => {
    const { clock, told, meet } = open();
    for (const key of ["ana", "ana", "ben"]) await meet(key, lost);
    expect(told).toEqual(["ana", "ben"]);
    await clock.advance(10 * 60 * 1000 - 1);
    await meet("ana", lost);
    expect(told).toEqual(["ana", "ben"]);
    await clock.advance(1);
    await meet("ana", lost);
    expect(told).toEqual(["ana", "ben", "ana"]);
  });

  it("is told of the next outage as well", async () => {
    const { told, meet } = open();
    await meet("ana", lost);
    await meet("ben", null);
    await meet("ana", lost);
    expect(told).toEqual(["ana", "ana"]);
  });

  it("is told with the next question where the platform did not take it", async () => {
    const { told, meet, mute } = open();
    mute(true);
    await meet("ana", lost);
    mute(false);
    await meet("ana", lost);
    expect(told).toEqual(["ana"]);
  });

  it("is not told of any other failure", async () => {
    const { told, meet } = open();
    await meet("ana", new PlatformError("Slack", "timeout", false));
    expect(told).toEqual([]);
  });
});
