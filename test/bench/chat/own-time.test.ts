import { expect, it } from "vitest";
import { modelStretches, turnTimes } from "./own-time.ts";

const turn = { sentAtMs: 100, answeredAtMs: 120 };

it("counts time without a call as the program's own", () => {
  expect(turnTimes(turn, [])).toEqual({ replyMs: 20, ownMs: 20 });
  expect(turnTimes(turn, [{ fromMs: 104, toMs: 109 }])).toEqual({ replyMs: 20, ownMs: 15 });
});

it("counts time of calls that overlap once, in whatever order they come", () => {
  const calls = [
    { fromMs: 110, toMs: 112 },
    { fromMs: 105, toMs: 109 },
    { fromMs: 104, toMs: 111 },
  ];
  expect(turnTimes(turn, calls).ownMs).toBe(12);
});

it("leaves out calls of other turns and the call that brings the answer", () => {
  const calls = [
    { fromMs: 98, toMs: 101 },
    { fromMs: 119, toMs: 121 },
    { fromMs: 130, toMs: 140 },
  ];
  expect(turnTimes(turn, calls).ownMs).toBe(20);
});

it("refuses requests to the model that are still open", () => {
  expect(modelStretches({ arrivedAtMs: [1, 5], answeredAtMs: [2, 6] })).toEqual([
    { fromMs: 1, toMs: 2 },
    { fromMs: 5, toMs: 6 },
  ]);
  expect(() => modelStretches({ arrivedAtMs: [1, 5], answeredAtMs: [2] })).toThrow("still open");
});
