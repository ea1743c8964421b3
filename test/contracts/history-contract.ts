import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../src/core/errors.ts";
import { asId, type ChannelId, type MessageId } from "../../src/core/ids.ts";
import type { Message } from "../../src/core/message.ts";
import type { History } from "../../src/core/ports/history.ts";
import { terms } from "../../src/core/terms.ts";
import { historyErasureContract } from "./history-erasure-contract.ts";
import { historySearchContract } from "./history-search-contract.ts";
import {
  otherWorkspace,
  sampleAnswer,
  sampleMessage,
  sampleSaidAt,
  sampleWorkspace,
} from "./sample-message.ts";

/** An open History on an empty store. */
export interface HistoryHarness {
  readonly history: History;
  close(): Promise<void>;
}

const general: ChannelId = asId("general");
const random: ChannelId = asId("random");
const idsOf = (messages: readonly Message[]): string[] => messages.map(({ id }) => id);
const messageIds = (...ids: string[]): MessageId[] => ids.map((id) => asId(id));

/** What every History promises. */
export function historyContract(name: string, openStore: () => Promise<HistoryHarness>): void {
  describe(`${name} as a history`, () => {
    let harness: HistoryHarness;
    let history: History;

    beforeEach(async () => {
      harness = await openStore();
      history = harness.history;
    });

    afterEach(() => harness.close());

    const textOf = async (id: string) => {
      const [message] = await history.get(sampleWorkspace, messageIds(id));
      return message?.text;
    };

    describe("recording", () => {
      it("gives a message back as it was recorded", async () => {
        const question = sampleMessage("m1", {
          thread: asId("m0"),
          conversation: asId("general/m0"),
          authorRole: "guest",
          asked: "what is new?",
          version: sampleSaidAt + 5,
          files: [
            { id: "F1", name: "photo.png", mediaType: "image/png", sizeBytes: 1234 },
            { id: "F2", name: "", mediaType: "", sizeBytes: 0 },
          ],
        });
        const answer = sampleAnswer("m2", ["m1"]);
        expect(await history.record(question)).toBe(true);
        expect(await history.record(answer)).toBe(true);
        const found = await history.get(sampleWorkspace, messageIds("m1", "m2"));
        const bySequence = found.toSorted((one, other) => one.sequence - other.sequence);
        expect(bySequence).toEqual([
          { ...question, sequence: 1 },
          { ...answer, sequence: 2 },
        ]);
      });

      it("stores the same version once", async () => {
        expect(await history.record(sampleMessage("m1"))).toBe(true);
        expect(await history.record(sampleMessage("m1", { text: "again" }))).toBe(false);
        expect(await textOf("m1")).toBe("Words of m1");
        expect(await history.sequence(sampleWorkspace)).toBe(1);
      });

      it("stores one of many copies that arrive at once", async () => {
        const outcomes = await Promise.all(
          Array.from({ length: 20 }, () => history.record(sampleMessage("m1"))),
        );
        expect(outcomes.filter(Boolean)).toHaveLength(1);
        expect(await history.sequence(sampleWorkspace)).toBe(1);
      });

      it("replaces an older version and ignores a late one", async () => {
        await history.record(sampleMessage("m1", { text: "second", version: sampleSaidAt + 2 }));
        expect(await history.record(sampleMessage("m1", { text: "first" }))).toBe(false);
        expect(await textOf("m1")).toBe("second");
        expect(await history.record(sampleMessage("m1", { text: "third", version: sampleSaidAt + 3 }))).toBe(
          true,
        );
        expect(await textOf("m1")).toBe("third");
      });

      it("keeps the files of the newest version", async () => {
        const file = { id: "F1", name: "photo.png", mediaType: "image/png", sizeBytes: 1234 };
        await history.record(sampleMessage("m1", { files: [file] }));
        await history.record(sampleMessage("m1", { files: [], version: sampleSaidAt + 1 }));
        expect(await history.get(sampleWorkspace, messageIds("m1"))).toMatchObject([{ files: [] }]);
      });

      it("C4: keeps 50 of 50 messages that arrive at once", async () => {
        const ids = Array.from({ length: 50 }, (_, index) => `m${index}`);
        await Promise.all(ids.map((id) => history.record(sampleMessage(id))));
        expect(idsOf(await history.get(sampleWorkspace, messageIds(...ids))).sort()).toEqual(ids.sort());
        expect(await history.sequence(sampleWorkspace)).toBe(50);
      });

      it("keeps workspaces apart", async () => {
        await history.record(sampleMessage("m1"));
        await history.record(sampleMessage("m1", { workspace: otherWorkspace, text: "theirs" }));
        expect(await textOf("m1")).toBe("Words of m1");
        expect(await history.sequence(otherWorkspace)).toBe(1);
        await history.remove(otherWorkspace, asId("m1"));
        expect(await textOf("m1")).toBe("Words of m1");
        expect(await history.get(otherWorkspace, messageIds("m1"))).toEqual([]);
      });

      it("C12: gives every text back exactly, or refuses it", async () => {
        let count = 0;
        await fc.assert(
          fc.asyncProperty(
            fc.string({ unit: "binary", maxLength: 80 }),
            fc.array(fc.constantFrom("\ud800", "\udc00", "\u0000", "\u202e", ":base64:", "é"), {
              maxLength: 5,
            }),
            async (start, rest) => {
              count += 1;
              const text = `${start}${rest.join("")}`;
              const files = [{ id: "F1", name: text, mediaType: text, sizeBytes: 1 }];
              const message = sampleMessage(`odd${count}`, { text, authorName: text, asked: text, files });
              try {
                await history.record(message);
              } catch (error) {
                expect(error).toBeInstanceOf(StoreError);
                return;
              }
              const [stored] = await history.get(sampleWorkspace, [message.id]);
              expect(stored).toMatchObject({ text, authorName: text, asked: text, files });
            },
          ),
          { numRuns: 60 },
        );
      });
    });

    describe("removing", () => {
      it("removes a message for good", async () => {
        await history.record(sampleMessage("m1"));
        expect(await history.remove(sampleWorkspace, asId("m1"))).toBe(true);
        expect(await history.remove(sampleWorkspace, asId("m1"))).toBe(false);
        expect(await history.get(sampleWorkspace, messageIds("m1"))).toEqual([]);
        expect(await history.record(sampleMessage("m1", { version: sampleSaidAt + 9 }))).toBe(false);
        expect(await history.get(sampleWorkspace, messageIds("m1"))).toEqual([]);
      });

      it("removes a message that arrives only later", async () => {
        expect(await history.remove(sampleWorkspace, asId("m1"))).toBe(false);
        expect(await history.record(sampleMessage("m1"))).toBe(false);
        expect(await textOf("m1")).toBeUndefined();
      });

      it("A3: ends in the same state in whatever order records, edits and removals arrive", async () => {
        let run = 0;
        const events = fc.shuffledSubarray(["record", "edit", "second edit", "remove"] as const, {
          minLength: 1,
        });
        await fc.assert(
          fc.asyncProperty(events, events, async (first, second) => {
            run += 1;
            const versions = { record: 0, edit: 1, "second edit": 2 };
            const apply = async (id: string, event: (typeof first)[number]) => {
              if (event === "remove") return history.remove(sampleWorkspace, asId(id));
              const version = versions[event];
              const text = `banana ${id} version${version}`;
              return history.record(sampleMessage(id, { text, version: sampleSaidAt + version }));
            };
            const expected = (id: string, list: typeof first) => {
              if (list.includes("remove")) return [];
              const newest = Math.max(...list.map((event) => versions[event as keyof typeof versions]));
              return [`banana ${id} version${newest}`];
            };
            const [one, other] = [`one${run}`, `other${run}`];
            for (let index = 0; index < 4; index += 1) {
              await Promise.all([
                ...first.slice(index, index + 1).map((event) => apply(one, event)),
                ...second.slice(index, index + 1).map((event) => apply(other, event)),
              ]);
            }
            const wanted = [...expected(one, first), ...expected(other, second)];
            const stored = await history.get(sampleWorkspace, messageIds(one, other));
            expect(stored.map(({ text }) => text).sort()).toEqual(wanted.toSorted());
            const found = await history.search(sampleWorkspace, [general], terms(`${one} ${other}`));
            expect(found.map(({ text }) => text).sort()).toEqual(wanted.toSorted());
          }),
          { numRuns: 60 },
        );
      });
    });

    describe("reading", () => {
      it("gives the newest messages of a conversation, oldest first", async () => {
        const conversation = asId<Message["conversation"]>("general/top");
        for (const [index, id] of ["a", "b", "c", "d"].entries()) {
          await history.record(sampleMessage(id, { conversation, saidAt: sampleSaidAt + index }));
        }
        await history.record(sampleMessage("elsewhere"));
        expect(idsOf(await history.conversation(sampleWorkspace, conversation, 3))).toEqual(["b", "c", "d"]);
        expect(idsOf(await history.conversation(sampleWorkspace, conversation, 9))).toHaveLength(4);
        expect(await history.conversation(otherWorkspace, conversation, 9)).toEqual([]);
      });

      it("orders a conversation by when things were said, not by when they arrived", async () => {
        const conversation = asId<Message["conversation"]>("general/top");
        for (const [id, offset] of [
          ["b", 2],
          ["c", 3],
          ["a", 1],
        ] as const) {
          await history.record(sampleMessage(id, { conversation, saidAt: sampleSaidAt + offset }));
        }
        expect(idsOf(await history.conversation(sampleWorkspace, conversation, 2))).toEqual(["b", "c"]);
      });

      it("gives what was said in a channel and its threads before an instant, oldest first", async () => {
        for (const [index, id] of ["a", "b", "c", "d"].entries()) {
          const thread = id === "c" ? asId<MessageId>("a") : null;
          await history.record(sampleMessage(id, { thread, saidAt: sampleSaidAt + index }));
        }
        await history.record(sampleMessage("elsewhere", { channel: random }));
        expect(idsOf(await history.channel(sampleWorkspace, general, sampleSaidAt + 3, 2))).toEqual([
          "b",
          "c",
        ]);
        expect(idsOf(await history.channel(sampleWorkspace, general, sampleSaidAt, 9))).toEqual([]);
        expect(idsOf(await history.channel(sampleWorkspace, random, sampleSaidAt + 1, 9))).toEqual([
          "elsewhere",
        ]);
      });

      it("gives what was recorded or edited since a sequence number, in that order", async () => {
        await history.record(sampleMessage("a"));
        await history.record(sampleMessage("b", { channel: random }));
        await history.record(sampleMessage("c", { channel: asId("secret") }));
        await history.record(sampleMessage("late", { saidAt: sampleSaidAt - 60_000 }));
        await history.record(sampleMessage("a", { version: sampleSaidAt + 1 }));
        const since = async (sequence: number, limit = 99) =>
          history.since(sampleWorkspace, [general, random], sequence, limit);
        expect(idsOf(await since(0))).toEqual(["b", "late", "a"]);
        expect((await since(0)).map(({ sequence }) => sequence)).toEqual([2, 4, 5]);
        expect(idsOf(await since(2))).toEqual(["late", "a"]);
        expect(idsOf(await since(0, 2))).toEqual(["b", "late"]);
        expect(await since(5)).toEqual([]);
        expect(await history.since(sampleWorkspace, [], 0, 99)).toEqual([]);
      });

      it("raises the sequence with each record, edit and removal, and never uses a number twice", async () => {
        const sequence = () => history.sequence(sampleWorkspace);
        expect(await sequence()).toBe(0);
        await history.record(sampleMessage("a"));
        await history.record(sampleMessage("a", { version: sampleSaidAt + 1 }));
        expect(await sequence()).toBe(2);
        await history.remove(sampleWorkspace, asId("a"));
        expect(await sequence()).toBe(3);
        await history.record(sampleMessage("b"));
        const [b] = await history.get(sampleWorkspace, messageIds("b"));
        expect(b?.sequence).toBe(4);
      });

      it("gives everyone who said something with the sequence number of their newest message", async () => {
        expect(await history.authors(sampleWorkspace)).toEqual([]);
        await history.record(sampleMessage("a"));
        await history.record(sampleMessage("b", { author: asId("ben") }));
        await history.record(sampleMessage("c", { author: asId("cleo") }));
        await history.record(sampleMessage("theirs", { author: asId("dora"), workspace: otherWorkspace }));
        await history.record(sampleMessage("a", { version: sampleSaidAt + 1 }));
        await history.remove(sampleWorkspace, asId("c"));
        const authors = await history.authors(sampleWorkspace);
        expect(authors.toSorted((one, other) => one.sequence - other.sequence)).toEqual([
          { author: "ben", sequence: 2 },
          { author: "ana", sequence: 4 },
        ]);
      });

      it("gives the answers to a message, oldest first", async () => {
        await history.record(sampleMessage("question"));
        await history.record(sampleAnswer("second", ["question"], { saidAt: sampleSaidAt + 2 }));
        await history.record(sampleAnswer("first", ["other", "question"], { saidAt: sampleSaidAt + 1 }));
        await history.record(sampleAnswer("apart", ["other"]));
        expect(idsOf(await history.answersTo(sampleWorkspace, asId("question")))).toEqual([
          "first",
          "second",
        ]);
        await history.remove(sampleWorkspace, asId("first"));
        expect(idsOf(await history.answersTo(sampleWorkspace, asId("question")))).toEqual(["second"]);
        expect(await history.answersTo(otherWorkspace, asId("question"))).toEqual([]);
      });

      it("links an answer to what its newest version answers", async () => {
        await history.record(sampleAnswer("answer", ["question"]));
        await history.record(sampleAnswer("answer", ["follow-up"], { version: sampleSaidAt + 1 }));
        expect(await history.answersTo(sampleWorkspace, asId("question"))).toEqual([]);
        expect(idsOf(await history.answersTo(sampleWorkspace, asId("follow-up")))).toEqual(["answer"]);
      });

      it("gives all that a person said, oldest first", async () => {
        await history.record(sampleMessage("b", { saidAt: sampleSaidAt + 2, channel: random }));
        await history.record(sampleMessage("a", { saidAt: sampleSaidAt + 1 }));
        await history.record(sampleMessage("theirs", { author: asId("ben") }));
        expect(idsOf(await history.saidBy(sampleWorkspace, asId("ana")))).toEqual(["a", "b"]);
        expect((await history.idsSaidBy(sampleWorkspace, asId("ana"))).toSorted()).toEqual(["a", "b"]);
        expect(await history.idsSaidBy(otherWorkspace, asId("ana"))).toEqual([]);
        expect(await history.saidBy(otherWorkspace, asId("ana"))).toEqual([]);
      });
    });

    historySearchContract(() => history);
    historyErasureContract(() => history);
  });
}
