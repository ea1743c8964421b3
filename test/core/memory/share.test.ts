import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channelAudience, personAudience } from "../../../src/core/audience.ts";
import { asId, type PersonId } from "../../../src/core/ids.ts";
import { maySpeakFor } from "../../../src/core/memory/share.ts";
import type { Memory, QuoteReceipt, Receipt, SignalReceipt } from "../../../src/core/memory.ts";
import { sampleChange } from "../../contracts/sample-ledger.ts";

const ana = asId<PersonId>("ana");
const channels = ["general", "core-team", "dm-ana"];
const isPublic = (channel: string) => channel === "general";
const author = fc.constantFrom(ana, asId<PersonId>("ben"));

const quote = fc.record({ author, channel: fc.constantFrom(...channels), gone: fc.boolean() }).map(
  ({ author: by, channel, gone }): QuoteReceipt => ({
    type: "quote",
    message: asId("m"),
    channel: asId(channel),
    author: by,
    quote: gone ? "" : "words",
    saidAt: 0,
    gone,
  }),
);
const signal = fc
  .record({
    author,
    act: fc.constantFrom("command", "form", "click"),
    about: fc.constantFrom(null, ...channels),
  })
  .map(
    ({ author: by, act, about }): SignalReceipt => ({
      type: "signal",
      signal: asId("s"),
      act,
      author: by,
      givenAt: 0,
      about: about === null ? null : asId(about),
    }),
  );
const audience = fc.constantFrom(
  personAudience(ana),
  personAudience(asId("ben")),
  channelAudience(asId("core-team")),
);

function memoryOf(of: Memory["audience"], stack: readonly (readonly Receipt[])[]): Memory {
  const changes = stack.map((receipts, index) =>
    sampleChange(`c${index}`, index + 1, { audience: of, receipts }),
  );
  return { id: asId("memory"), audience: of, changes };
}

/** Whether it holds another person's words, or is about some, that not everybody reads. */
function isOfOthersInPrivate(receipt: QuoteReceipt | SignalReceipt): boolean {
  if (receipt.type === "quote") return receipt.author !== ana && !isPublic(receipt.channel);
  if (receipt.about) return !isPublic(receipt.about);
  return receipt.author !== ana && receipt.act !== "click";
}

describe("who may share what was said in private", () => {
  it("is nobody where another person's private words are behind it, in whichever change, and nobody with what is another's own", () => {
    const stack = fc.array(fc.array(fc.oneof(quote, signal), { maxLength: 3 }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(audience, stack, (of, receipts) => {
        const may = maySpeakFor(memoryOf(of, receipts), ana, isPublic);
        const all = receipts.flat();
        const isOthers = all.some(isOfOthersInPrivate) || (of.type === "person" && of.person !== ana);
        const saidSomething = all.some((each) => each.author === ana);
        expect(may).toBe(!isOthers && saidSomething);
      }),
      { numRuns: 1000 },
    );
  });

  it("is nobody for a channel's memory that rests on nobody's words", () => {
    expect(maySpeakFor(memoryOf(channelAudience(asId("core-team")), [[]]), ana, isPublic)).toBe(false);
  });
});
