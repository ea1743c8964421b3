import { expect, it } from "vitest";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import { createState } from "../world/state.ts";
import type { DeliveryResult } from "./envelope.ts";
import { Outbox } from "./outbox.ts";

it("lets the late failure of a try that was given up end nothing", async () => {
  const clock = createManualClock(0);
  const state = createState(clock);
  const outbox = new Outbox(state, false);
  const reports: ((result: DeliveryResult) => void)[] = [];
  outbox.use({ send: (_envelope, report) => reports.push(report) });
  outbox.event({ type: "app_uninstalled" });
  await clock.advance(3000);
  expect(reports).toHaveLength(2);
  reports[0]?.({ type: "failed", reason: "http_error", mayRetry: false });
  expect(outbox.unacknowledged()).toBe(1);
  reports[1]?.({ type: "acknowledged", payload: {}, connection: "here" });
  await outbox.settled();
  expect(state.records.acks).toMatchObject([{ connection: "here" }]);
});
