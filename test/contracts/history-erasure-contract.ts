import { describe, expect, it } from "vitest";
import { asId, type ChannelId, type MessageId, type PersonId } from "../../src/core/ids.ts";
import type { AnswerRecord } from "../../src/core/message.ts";
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
const ana: PersonId = asId("U0ANA");
const ben: PersonId = asId("U0BEN");

/** What every History promises when words are taken out of it for good. */
export function historyErasureContract(current: () => History): void {
  const textsOf = async (...ids: string[]) => {
    const found = await current().get(
      sampleWorkspace,
      ids.map((id) => asId<MessageId>(id)),
    );
    return new Map(found.map(({ id, text }): [string, string] => [id, text]));
  };

  describe("erasing a person", () => {
    it("removes what they said and the answers to it, and says so", async () => {
      await current().record(sampleMessage("hers", { author: ana }));
      await current().record(sampleAnswer("answer", ["hers"]));
      await current().record(sampleMessage("his", { author: ben }));
      await current().record(sampleAnswer("other answer", ["his"]));
      const erased = await current().erasePerson(sampleWorkspace, ana, ["Ana"]);
      expect(erased.messagesRemoved).toBe(2);
      expect([...erased.removed].sort()).toEqual(["answer", "hers"]);
      expect([...(await textsOf("hers", "answer", "his", "other answer")).keys()].sort()).toEqual([
        "his",
        "other answer",
      ]);
      expect(await current().saidBy(sampleWorkspace, ana)).toEqual([]);
    });

    it("removes answers to what they had removed before", async () => {
      await current().record(sampleMessage("hers", { author: ana }));
      await current().record(sampleAnswer("answer", ["hers"]));
      await current().remove(sampleWorkspace, asId("hers"));
      const erased = await current().erasePerson(sampleWorkspace, ana, []);
      expect(erased.removed).toEqual(["answer"]);
    });

    it("removes an answer that was edited after its question had gone", async () => {
      await current().record(sampleMessage("hers", { author: ana }));
      await current().record(sampleAnswer("answer", ["hers"]));
      await current().remove(sampleWorkspace, asId("hers"));
      await current().record(sampleAnswer("answer", ["hers"], { version: sampleSaidAt + 1 }));
      const erased = await current().erasePerson(sampleWorkspace, ana, []);
      expect(erased.removed).toEqual(["answer"]);
    });

    it("removes and redacts however much there is", async () => {
      const count = 450;
      await Promise.all(
        Array.from({ length: count }, async (_, index) => {
          await current().record(sampleMessage(`hers${index}`, { author: ana }));
          await current().record(sampleMessage(`his${index}`, { author: ben, text: `Ana ${index}` }));
        }),
      );
      const erased = await current().erasePerson(sampleWorkspace, ana, ["Ana"]);
      expect(erased).toMatchObject({ messagesRemoved: count, messagesRedacted: count });
      expect(new Set(erased.removed).size).toBe(count);
      expect(await current().saidBy(sampleWorkspace, ana)).toEqual([]);
      const his = await current().saidBy(sampleWorkspace, ben);
      expect(his.filter(({ text }) => text.startsWith("a former member "))).toHaveLength(count);
    });

    it("keeps what comes late of an erased message away", async () => {
      await current().record(sampleMessage("hers", { author: ana }));
      await current().erasePerson(sampleWorkspace, ana, []);
      const edit = sampleMessage("hers", { author: ana, version: sampleSaidAt + 1 });
      expect(await current().record(edit)).toBe(false);
    });

    it("puts a former member where their id or name stands in what others said", async () => {
      const texts = {
        mention: "ask <@U0ANA> or <@!U0ANA> or <@U0ANA|ana>",
        id: "@U0ANA and U0ANA, but not U0ANAB",
        name: "Ana Lima said so; Ana agrees, @Ana too. Anatomy and Banana are other words",
        possessive: "that is Ana's",
        marks: "Ana\u0301 is somebody else",
        japanese: "田中さんに聞いて",
        none: "nobody here",
      };
      for (const [id, text] of Object.entries(texts)) {
        await current().record(sampleMessage(id, { text, author: ben }));
      }
      const erased = await current().erasePerson(sampleWorkspace, ana, ["Ana", "Ana Lima", "田中", ""]);
      expect(erased).toMatchObject({ messagesRemoved: 0, messagesRedacted: 5, removed: [] });
      expect(Object.fromEntries(await textsOf(...Object.keys(texts)))).toEqual({
        mention: "ask a former member or a former member or a former member",
        id: "a former member and a former member, but not U0ANAB",
        name: "a former member said so; a former member agrees, a former member too. Anatomy and Banana are other words",
        possessive: "that is a former member's",
        marks: "Ana\u0301 is somebody else",
        japanese: "a former memberさんに聞いて",
        none: "nobody here",
      });
    });

    it("finds the erased name no more, and the rest of what others said still", async () => {
      await current().record(sampleMessage("his", { text: "Ana likes walnuts", author: ben }));
      await current().erasePerson(sampleWorkspace, ana, ["Ana"]);
      const find = (text: string) => current().search(sampleWorkspace, [general], terms(text));
      expect(await find("Ana")).toEqual([]);
      expect(await find("walnuts")).toHaveLength(1);
      expect(await find("former")).toHaveLength(1);
    });

    it("takes names as they are written, whatever stands in them", async () => {
      const texts = {
        dots: "a.b is not aXb",
        brackets: "(ops) [x] here",
        emoji: "🦊 asks",
        dollar: "$1 said",
      };
      for (const [id, text] of Object.entries(texts)) {
        await current().record(sampleMessage(id, { text, author: ben }));
      }
      await current().erasePerson(sampleWorkspace, ana, ["a.b", "(ops) [x]", "🦊", "$1"]);
      expect(Object.fromEntries(await textsOf(...Object.keys(texts)))).toEqual({
        dots: "a former member is not aXb",
        brackets: "a former member here",
        emoji: "a former member asks",
        dollar: "a former member said",
      });
    });

    it("puts it into what was asked too", async () => {
      await current().record(
        sampleMessage("his", { text: "@reverie who is Ana?", asked: "who is Ana?", author: ben }),
      );
      await current().erasePerson(sampleWorkspace, ana, ["Ana"]);
      const [his] = await current().get(sampleWorkspace, [asId("his")]);
      expect(his?.asked).toBe("who is a former member?");
    });

    it("puts it into the names of files too", async () => {
      const named = ['Ana\'s "plan".pdf', "Anatomy.pdf", "U0ANA.txt", "\ud800 Ana.png"];
      const files = named.map((name) => ({ id: `F ${name.length}`, name, mediaType: "", sizeBytes: 1 }));
      await current().record(sampleMessage("his", { text: "Nobody here", author: ben, files }));
      const erased = await current().erasePerson(sampleWorkspace, ana, ["Ana"]);
      expect(erased.messagesRedacted).toBe(1);
      const [his] = await current().get(sampleWorkspace, [asId("his")]);
      expect(his?.text).toBe("Nobody here");
      expect(his?.files).toEqual(
        [
          'a former member\'s "plan".pdf',
          "Anatomy.pdf",
          "a former member.txt",
          "\ud800 a former member.png",
        ].map((name, index) => ({ ...files[index], name })),
      );
    });

    it("finds a name beside half a surrogate pair", async () => {
      await current().record(sampleMessage("odd", { text: "\ud800 Ana", author: ben }));
      await current().erasePerson(sampleWorkspace, ana, ["Ana"]);
      expect((await textsOf("odd")).get("odd")).toBe("\ud800 a former member");
    });

    it("does not count a redaction as something new to read", async () => {
      await current().record(sampleMessage("his", { text: "Ana likes walnuts", author: ben }));
      const before = await current().get(sampleWorkspace, [asId("his")]);
      await current().erasePerson(sampleWorkspace, ana, ["Ana"]);
      const after = await current().get(sampleWorkspace, [asId("his")]);
      expect(after[0]?.sequence).toBe(before[0]?.sequence);
    });

    it("takes their feedback from the answers to others, and leaves the rest of it", async () => {
      const answer = sampleAnswer("answer", ["his"]).answer as AnswerRecord;
      const given = (person: string) => ({ person: asId<PersonId>(person), isGood: true, at: sampleSaidAt });
      // A name of hers is somebody else's id.
      const feedback = [given("U0BEN"), given(ana), given("Ana"), given("U0ANAB")];
      await current().record(sampleMessage("his", { author: ben }));
      await current().record(sampleAnswer("answer", ["his"], { answer: { ...answer, feedback } }));
      await current().record(
        sampleAnswer("other answer", ["his"], { answer: { ...answer, feedback: [given(ana)] } }),
      );
      const [before] = await current().get(sampleWorkspace, [asId("answer")]);
      const erased = await current().erasePerson(sampleWorkspace, ana, ["Ana"]);
      expect(erased).toEqual({ messagesRemoved: 0, messagesRedacted: 0, removed: [] });
      const [after] = await current().get(sampleWorkspace, [asId("answer")]);
      expect(after).toEqual({
        ...before,
        answer: { ...answer, feedback: [given("U0BEN"), given("Ana"), given("U0ANAB")] },
      });
      const [other] = await current().get(sampleWorkspace, [asId("other answer")]);
      expect(other?.answer?.feedback).toEqual([]);
      expect(await current().answersTo(sampleWorkspace, asId("his"))).toHaveLength(2);
    });

    it("touches no other workspace, and nothing at all for a stranger", async () => {
      await current().record(sampleMessage("m1", { author: ana, workspace: otherWorkspace, text: "by Ana" }));
      const erased = await current().erasePerson(sampleWorkspace, ana, ["Ana"]);
      expect(erased).toEqual({ messagesRemoved: 0, messagesRedacted: 0, removed: [] });
      expect(await current().saidBy(otherWorkspace, ana)).toHaveLength(1);
    });
  });

  describe("forgetting for age", () => {
    it("removes what was said before the instant, and gives the ids", async () => {
      await current().record(sampleMessage("old", { text: "apple" }));
      await current().record(
        sampleMessage("older", { text: "apple", saidAt: sampleSaidAt - 1, channel: asId("x") }),
      );
      await current().record(sampleMessage("new", { text: "apple", saidAt: sampleSaidAt + 1 }));
      await current().record(sampleMessage("theirs", { workspace: otherWorkspace }));
      const forgotten = await current().forgetBefore(sampleWorkspace, sampleSaidAt + 1, null);
      expect([...forgotten].sort()).toEqual(["old", "older"]);
      expect([...(await textsOf("old", "older", "new")).keys()]).toEqual(["new"]);
      const found = await current().search(sampleWorkspace, [general, asId("x")], terms("apple"));
      expect(found.map(({ id }) => id)).toEqual(["new"]);
      expect(await current().get(otherWorkspace, [asId("theirs")])).toHaveLength(1);
      expect(await current().forgetBefore(sampleWorkspace, sampleSaidAt + 1, null)).toEqual([]);
    });

    it("forgets in the named channels alone, and says in which channels something stands", async () => {
      const places = ["general", "mentions", "other"];
      for (const place of places) await current().record(sampleMessage(place, { channel: asId(place) }));
      await current().record(sampleMessage("late", { channel: asId("mentions"), saidAt: sampleSaidAt + 1 }));
      await current().record(
        sampleMessage("theirs", { channel: asId("mentions"), workspace: otherWorkspace }),
      );
      expect([...(await current().channels(sampleWorkspace))].sort()).toEqual(places);
      const forget = (channels: readonly ChannelId[]) =>
        current().forgetBefore(sampleWorkspace, sampleSaidAt + 1, channels);
      expect(await forget([])).toEqual([]);
      expect([...(await forget([asId("mentions"), asId("other"), asId("unheard-of")]))].sort()).toEqual([
        "mentions",
        "other",
      ]);
      expect([...(await textsOf(...places, "late")).keys()].sort()).toEqual(["general", "late"]);
      expect([...(await current().channels(sampleWorkspace))].sort()).toEqual(["general", "mentions"]);
      expect(await current().get(otherWorkspace, [asId("theirs")])).toHaveLength(1);
    });
  });

  describe("forgetting single messages", () => {
    it("removes them without a trace, says which were there, and takes them again", async () => {
      for (const id of ["one", "two", "three"]) await current().record(sampleMessage(id, { text: "apple" }));
      await current().record(sampleMessage("one", { workspace: otherWorkspace }));
      const forget = () => current().forget(sampleWorkspace, [asId("one"), asId("two"), asId("unheard-of")]);
      expect([...(await forget())].sort()).toEqual(["one", "two"]);
      expect(await forget()).toEqual([]);
      const find = () => current().search(sampleWorkspace, [general], terms("apple"));
      expect((await find()).map(({ id }) => id)).toEqual(["three"]);
      expect(await current().get(otherWorkspace, [asId("one")])).toHaveLength(1);
      const before = await current().sequence(sampleWorkspace);
      expect(await current().record(sampleMessage("one", { text: "apple" }))).toBe(true);
      expect(await current().sequence(sampleWorkspace)).toBeGreaterThan(before);
      expect(await find()).toHaveLength(2);
      expect(await current().forget(sampleWorkspace, [])).toEqual([]);
    });

    it("removes however much there is, and leaves what was removed for good removed", async () => {
      const ids = Array.from({ length: 450 }, (_, index) => asId<MessageId>(`m${index}`));
      await Promise.all(ids.map((id) => current().record(sampleMessage(id))));
      await current().remove(sampleWorkspace, asId("m7"));
      expect(await current().forget(sampleWorkspace, ids)).toHaveLength(449);
      expect(await current().record(sampleMessage("m7"))).toBe(false);
      expect(await current().record(sampleMessage("m8"))).toBe(true);
    });
  });

  describe("erasing a workspace", () => {
    it("E10: removes all of it and nothing of another, and begins anew", async () => {
      await current().record(sampleMessage("m1", { text: "apple", author: ana }));
      await current().record(sampleAnswer("answer", ["m1"]));
      await current().record(sampleMessage("gone"));
      await current().remove(sampleWorkspace, asId("gone"));
      await current().record(sampleMessage("m1", { text: "apple", workspace: otherWorkspace }));
      const theirs = await current().sequence(otherWorkspace);

      expect(await current().eraseWorkspace(sampleWorkspace)).toBe(2);

      expect(await textsOf("m1", "answer")).toEqual(new Map());
      expect(await current().search(sampleWorkspace, [general], terms("apple"))).toEqual([]);
      expect(await current().saidBy(sampleWorkspace, ana)).toEqual([]);
      expect(await current().authors(sampleWorkspace)).toEqual([]);
      expect(await current().channels(sampleWorkspace)).toEqual([]);
      expect(await current().answersTo(sampleWorkspace, asId("m1"))).toEqual([]);
      expect(await current().sequence(sampleWorkspace)).toBe(0);
      expect(await current().sequence(otherWorkspace)).toBe(theirs);
      expect(await current().search(otherWorkspace, [general], terms("apple"))).toHaveLength(1);
      // A removal of before says nothing about a workspace that comes back.
      expect(await current().record(sampleMessage("gone"))).toBe(true);
      expect(await current().sequence(sampleWorkspace)).toBe(1);
    });

    it("E10: takes however much there is, and may be repeated", async () => {
      const count = 120;
      await Promise.all(
        Array.from({ length: count }, (_, index) => current().record(sampleMessage(`m${index}`))),
      );
      expect(await current().eraseWorkspace(sampleWorkspace)).toBe(count);
      expect(await current().eraseWorkspace(sampleWorkspace)).toBe(0);
    });
  });
}
