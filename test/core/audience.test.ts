import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  channelAudience,
  formatAudience,
  parseAudience,
  personAudience,
  sameAudience,
  team,
} from "../../src/core/audience.ts";
import { asId } from "../../src/core/ids.ts";

const id = fc.stringMatching(/^[\w.:/-]{1,40}$/u);
const audience = fc.oneof(
  fc.constant(team),
  id.map((each) => channelAudience(asId(each))),
  id.map((each) => personAudience(asId(each))),
);

describe("audience", () => {
  it("is read back from its text", () => {
    fc.assert(
      fc.property(audience, (each) => {
        expect(parseAudience(formatAudience(each))).toEqual(each);
      }),
    );
  });

  it("is the same as another exactly when their texts are", () => {
    fc.assert(
      fc.property(audience, audience, (one, other) => {
        expect(sameAudience(one, other)).toBe(formatAudience(one) === formatAudience(other));
        expect(sameAudience(one, one)).toBe(true);
      }),
    );
  });

  it.each([
    [team, "team"],
    [channelAudience(asId("C1")), "channel C1"],
    [personAudience(asId("U1")), "person U1"],
  ])("heads a reflection of %j with %j", (each, text) => {
    expect(formatAudience(each)).toBe(text);
  });

  it.each(["", "Team", "team ", "channel", "channel ", "person ", "person a b", "channels C1", "guild G1"])(
    "reads none from %j",
    (text) => {
      expect(parseAudience(text)).toBeUndefined();
    },
  );
});
