import { describe, expect, it } from "vitest";
import { type GatewayFacts, stateOf } from "../../../../src/adapters/discord/gateway/gateway-state.ts";
import { startErrorOf } from "../../../../src/adapters/discord/gateway/gateway-trouble.ts";
import { StartError } from "../../../../src/core/errors.ts";

const standing: GatewayFacts = {
  applicationId: "42",
  closedWith: undefined,
  isAway: false,
  waitsMs: 0,
  servers: 2,
  readsContent: true,
  isRefused: false,
};

describe("the state of the line", () => {
  it.each<[Partial<GatewayFacts>, string, RegExp]>([
    [{}, "ok", /^Connected to Discord, 2 servers\.$/u],
    [{ servers: 1 }, "ok", /^Connected to Discord, 1 server\.$/u],
    [
      { readsContent: false },
      "ok",
      /hears only what is said to it.*applications\/42\/bot and start again\.$/u,
    ],
    [{ readsContent: false, isRefused: true }, "degraded", /Message Content Intent/u],
    [{ isAway: true }, "down", /^Connecting to Discord\.$/u],
    [{ isAway: true, waitsMs: 61_000 }, "down", /tries again in 2 minutes\.$/u],
    [{ isAway: true, closedWith: 4004 }, "down", /does not know DISCORD_TOKEN/u],
    [{ isAway: true, closedWith: 4011 }, "down", /split/u],
    [{ isAway: true, closedWith: 4010 }, "down", /closed the connection for good \(4010\)/u],
    [{ isAway: true, closedWith: 4012 }, "down", /newer version/u],
    [{ isAway: true, closedWith: 4014 }, "down", /Message Content Intent/u],
    // After these the SDK connects again.
    [{ isAway: true, closedWith: 4000 }, "down", /^Connecting to Discord\.$/u],
  ])("%j is %s", (facts, state, detail) => {
    const found = stateOf({ ...standing, ...facts });
    expect(found.state).toBe(state);
    expect(found.detail).toMatch(detail);
  });
});

it("whatever keeps the first connection from standing is one sentence with a next step", () => {
  const known = new StartError("Do this.");
  expect(startErrorOf(known)).toBe(known);
  const html = new SyntaxError(`Unexpected token '<', "<html>" is not valid JSON`);
  for (const error of [undefined, html, new Error("Unexpected server response: 503"), "nothing"])
    expect(startErrorOf(error).message).toContain("Discord cannot be reached.");
});
