import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shareRoom } from "../../../src/core/home/home-room.ts";

const count = fc.nat({ max: 60 });
const counts = fc.record({ proposals: count, mine: count, team: count });

describe("shareRoom", () => {
  it("shows no more than there is, and no more than a page holds", () => {
    fc.assert(
      fc.property(counts, (there) => {
        const shown = shareRoom(there);
        expect(shown.proposals).toBe(Math.min(there.proposals, 5));
        expect(shown.mine).toBeLessThanOrEqual(Math.min(there.mine, 15));
        expect(shown.team).toBeLessThanOrEqual(Math.min(there.team, 10));
        expect(2 * shown.proposals + shown.mine + shown.team).toBeLessThanOrEqual(15);
      }),
    );
  });

  it("leaves out neither the person's own nor the team's, however many of the others there are", () => {
    fc.assert(
      fc.property(counts, (there) => {
        const shown = shareRoom(there);
        expect(shown.mine).toBeGreaterThanOrEqual(Math.min(there.mine, 3));
        expect(shown.team).toBeGreaterThanOrEqual(Math.min(there.team, 2));
      }),
    );
  });

  it("leaves no room empty while there is something to show", () => {
    fc.assert(
      fc.property(counts, (there) => {
        const shown = shareRoom(there);
        const isFull = 2 * shown.proposals + shown.mine + shown.team === 15;
        const isAll = shown.mine === Math.min(there.mine, 15) && shown.team === Math.min(there.team, 10);
        expect(isFull || isAll).toBe(true);
      }),
    );
  });
});
