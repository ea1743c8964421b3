import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId, type ChannelId } from "../../src/core/ids.ts";
import type { History } from "../../src/core/ports/history.ts";
import { terms } from "../../src/core/terms.ts";
import {
  otherWorkspace,
  sampleAnswer,
  sampleMessage,
  sampleSaidAt,
  sampleWorkspace,
} from "./sample-message.ts";

const general: ChannelId = asId("general");
const random: ChannelId = asId("random");

/** What every History promises of its search. `current` gives the one on the test's empty store. */
export function historySearchContract(current: () => History): void {
  const search = async (text: string, channels: readonly ChannelId[] = [general, random]) => {
    const found = await current().search(sampleWorkspace, channels, terms(text));
    return found.map(({ id }): string => id);
  };

  describe("searching", () => {
    it("finds messages that hold at least one of the terms, newest first", async () => {
      await current().record(sampleMessage("new", { text: "a green apple", saidAt: sampleSaidAt + 2 }));
      await current().record(sampleMessage("old", { text: "one red apple" }));
      await current().record(sampleMessage("mid", { text: "a red pear", saidAt: sampleSaidAt + 1 }));
      await current().record(sampleMessage("none", { text: "a plum" }));
      expect(await search("red apple")).toEqual(["new", "mid", "old"]);
      expect(await search("plums")).toEqual(["none"]);
      expect(await search("cherry")).toEqual([]);
    });

    it("finds what people said and none of Reverie's own answers", async () => {
      await current().record(sampleMessage("asked", { text: "which apple?" }));
      await current().record(sampleAnswer("answered", ["asked"], { text: "the red apple" }));
      expect(await search("apple")).toEqual(["asked"]);
    });

    it("finds nothing outside the channels that it is given", async () => {
      await current().record(sampleMessage("here", { text: "apple" }));
      await current().record(sampleMessage("there", { text: "apple", channel: random }));
      await current().record(sampleMessage("theirs", { text: "apple", workspace: otherWorkspace }));
      expect(await search("apple", [general])).toEqual(["here"]);
      expect(await search("apple", [random])).toEqual(["there"]);
      expect(await search("apple", [asId("nowhere")])).toEqual([]);
      expect(await search("apple", [])).toEqual([]);
    });

    it("finds the words of the newest version only, and none that were removed", async () => {
      await current().record(sampleMessage("m1", { text: "apple and pear" }));
      await current().record(sampleMessage("m1", { text: "apple and plum", version: sampleSaidAt + 1 }));
      expect(await search("pear")).toEqual([]);
      expect(await search("plum")).toEqual(["m1"]);
      await current().remove(sampleWorkspace, asId("m1"));
      expect(await search("apple plum")).toEqual([]);
    });

    it("gives the newest 500 of more matches", async () => {
      await Promise.all(
        Array.from({ length: 620 }, (_, index) =>
          current().record(sampleMessage(`m${index}`, { text: "apple", saidAt: sampleSaidAt + index })),
        ),
      );
      const found = await search("apple pear");
      expect(found).toEqual(Array.from({ length: 500 }, (_, index) => `m${619 - index}`));
    });

    it("finds the few that may be read among many that may not", async () => {
      const readable = new Set([3, 700, 1404]);
      await Promise.all(
        Array.from({ length: 1500 }, (_, index) =>
          current().record(
            sampleMessage(`m${index}`, {
              text: "apple",
              channel: readable.has(index) ? general : random,
              saidAt: sampleSaidAt + index,
            }),
          ),
        ),
      );
      expect(await search("apple", [general])).toEqual(["m1404", "m700", "m3"]);
    });

    it("finds words in any script, without their accents and case", async () => {
      const texts = {
        accents: "Le DÉPLOIEMENT échoue",
        japanese: "東京タワーへ行く",
        arabic: "مُحَمَّد قال",
        hindi: "नमस्ते दुनिया",
        emoji: "👩‍👩‍👧 family",
      };
      for (const [id, text] of Object.entries(texts)) await current().record(sampleMessage(id, { text }));
      expect(await search("deploiement")).toEqual(["accents"]);
      expect(await search("タワー")).toEqual(["japanese"]);
      expect(await search("محمد")).toEqual(["arabic"]);
      expect(await search("दुनिया")).toEqual(["hindi"]);
      expect(await search("FAMILIES")).toEqual(["emoji"]);
    });

    it("takes no term for a query", async () => {
      await current().record(sampleMessage("m1", { text: "apple near pear" }));
      const odd = [
        'apple"',
        "app*",
        "NOT",
        "apple AND pear",
        '" OR "',
        "(",
        "\u0000",
        "\ud800",
        "",
        "terms:apple",
      ];
      expect(await current().search(sampleWorkspace, [general], odd)).toEqual([]);
      const found = await current().search(sampleWorkspace, [general], [...odd, "pear"]);
      expect(found).toHaveLength(1);
    });

    it("finds every message by each of its terms, and no other message", async () => {
      const words = ["apple", "pear", "plum", "fig", "東京", "ÉTÉ", "x9"];
      const texts = fc.array(fc.subarray(words, { minLength: 1 }), { minLength: 1, maxLength: 8 });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(texts, fc.constantFrom(...words), async (bags, wanted) => {
          run += 1;
          const channel = asId<ChannelId>(`channel${run}`);
          const messages = bags.map((bag, index) =>
            sampleMessage(`r${run}m${index}`, {
              channel,
              text: bag.join(", "),
              saidAt: sampleSaidAt + index,
            }),
          );
          await Promise.all(messages.map((message) => current().record(message)));
          const expected = messages.filter((_, index) => bags[index]?.includes(wanted)).map(({ id }) => id);
          expect(await search(wanted, [channel])).toEqual(expected.reverse());
        }),
        { numRuns: 40 },
      );
    });
  });
}
