import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channelAudience, personAudience } from "../../../src/core/audience.ts";
import { asId, type PersonId } from "../../../src/core/ids.ts";
import { maySpeakFor } from "../../../src/core/memory/share.ts";
import type { QuoteReceipt } from "../../../src/core/memory.ts";

const ana = asId<PersonId>("ana");
const channels = ["general", "core-team", "dm-ana"];
const isPublic = (channel: string) => channel === "general";

const quote = fc
  .record({
    author: fc.constantFrom("ana", "ben"),
    channel: fc.constantFrom(...channels),
    gone: fc.boolean(),
  })
  .map(
    ({ author, channel, gone }): QuoteReceipt => ({
      type: "quote",
      message: asId("m"),
      channel: asId(channel),
      author: asId(author),
      quote: gone ? "" : "words",
      saidAt: 0,
      gone,
    }),
  );
const audience = fc.constantFrom(
  personAudience(ana),
  personAudience(asId("ben")),
  channelAudience(asId("core-team")),
);

describe("who may share what was said in private", () => {
  it("is nobody where another person's private words are among it, and nobody with what is another's own", () => {
    fc.assert(
      fc.property(audience, fc.array(quote, { maxLength: 4 }), (of, receipts) => {
        const may = maySpeakFor({ audience: of, receipts }, ana, isPublic);
        const others = receipts.some(({ author, channel }) => author !== "ana" && !isPublic(channel));
        const isAnothers = of.type === "person" && of.person !== ana;
        if (others || isAnothers) expect(may).toBe(false);
        const saidSomething = of.type === "person" || receipts.some(({ author }) => author === "ana");
        if (!others && !isAnothers && saidSomething) expect(may).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("is nobody for a channel's memory that rests on nobody's words", () => {
    expect(maySpeakFor({ audience: channelAudience(asId("core-team")), receipts: [] }, ana, isPublic)).toBe(
      false,
    );
  });
});
