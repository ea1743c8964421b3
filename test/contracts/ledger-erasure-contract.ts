import { describe, expect, it } from "vitest";
import { channelAudience, personAudience, team } from "../../src/core/audience.ts";
import { asId, type PersonId } from "../../src/core/ids.ts";
import type { SignalReceipt } from "../../src/core/memory.ts";
import type { Ledger, LedgerWrite } from "../../src/core/ports/ledger.ts";
import {
  sampleChange,
  sampleDream,
  sampleProposal,
  sampleQuote,
  sampleReflection,
  sampleTombstone,
  sampleWrite,
} from "./sample-ledger.ts";
import { otherWorkspace, sampleSaidAt, sampleWorkspace } from "./sample-message.ts";

const ana: PersonId = asId("U0ANA");
const ben: PersonId = asId("U0BEN");
const own = personAudience(ana);
const formerMember = { id: "former-member", name: "a former member" };

/** What every Ledger promises when a person is erased. */
export function ledgerErasureContract(current: () => Ledger): void {
  const write = (parts: Partial<LedgerWrite>) => current().write(sampleWrite(parts));
  const erase = () => current().erasePerson(sampleWorkspace, ana, ["Ana", "Ana Lima"]);

  /** Everything of the workspace that the port can read, as one text. */
  const everything = async (ids: { proposals: string[]; dreams: string[] }) => {
    const ledger = current();
    const statuses = ["pending", "approved", "rejected", "expired", "withdrawn", "undone"] as const;
    return JSON.stringify([
      await Promise.all(statuses.map((status) => ledger.proposals(sampleWorkspace, null, status, 999))),
      await Promise.all(ids.proposals.map((id) => ledger.proposal(sampleWorkspace, asId(id)))),
      await Promise.all(ids.dreams.map((id) => ledger.dream(sampleWorkspace, asId(id)))),
      (await Promise.all([team, own].map((audience) => ledger.book(sampleWorkspace, audience)))).map(
        ({ memories }) => memories,
      ),
      await Promise.all([team, own].map((audience) => ledger.tombstones(sampleWorkspace, audience))),
      await ledger.audit(sampleWorkspace, 999),
    ]);
  };

  describe("erasing a person", () => {
    it("removes the person's book with its proposals, tombstones and cursor, and counts them", async () => {
      await write({
        proposals: [
          sampleProposal("p1", { audience: own }),
          sampleProposal("p2", { audience: own, status: "rejected" }),
        ],
        changes: [
          sampleChange("c1", 1, { audience: own }),
          sampleChange("c2", 2, { audience: own, memory: asId("memory-c1"), change: "update" }),
          sampleChange("c3", 3, { audience: own }),
        ],
        tombstones: [sampleTombstone("p2", { audience: own })],
        cursors: [{ audience: own, sequence: 9 }],
      });
      expect(await erase()).toEqual({ memories: 2, proposals: 2, quotes: 0 });
      const book = await current().book(sampleWorkspace, own);
      expect(book).toMatchObject({ revision: 0, memories: [] });
      expect(await current().proposal(sampleWorkspace, asId("p1"))).toBeUndefined();
      expect(await current().tombstones(sampleWorkspace, own)).toEqual([]);
      expect(await current().cursor(sampleWorkspace, own)).toBe(0);
      expect(await current().quotesOf(sampleWorkspace, asId("evidence-c1"))).toEqual([]);
    });

    it("keeps what is others', without the person's quotes, names and id", async () => {
      const hers = sampleQuote("m1", { author: ana, quote: "I like walnuts a lot" });
      const his = sampleQuote("m2", { author: ben, quote: "Ana Lima likes walnuts" });
      const act = { by: ana, byName: "Ana", at: sampleSaidAt };
      const proposal = sampleProposal("p1", {
        status: "approved",
        change: {
          ...sampleProposal("p1").change,
          text: "Ana buys the walnuts",
          why: "<@U0ANA> said so",
          receipts: [hers, his],
        },
        before: "Ana Lima buys nothing",
        approvals: [act, { by: ben, byName: "Ben", at: 1 }],
        decision: { ...act, edited: false, reason: null },
      });
      const signal: SignalReceipt = {
        type: "signal",
        signal: asId("s1"),
        act: "click",
        author: ana,
        givenAt: 1,
        about: null,
      };
      const change = sampleChange("c1", 1, {
        text: "Ana buys the walnuts",
        receipts: [hers, his, signal, { type: "measure", measure: "unused by Ana" }],
        author: ana,
        authorName: "Ana",
        undone: { ...act, revision: 2 },
      });
      await write({ proposals: [proposal], changes: [change] });

      expect(await erase()).toEqual({ memories: 0, proposals: 0, quotes: 1 });

      const gone = { ...hers, author: formerMember.id, quote: "", gone: true };
      const kept = { ...his, quote: "a former member likes walnuts" };
      const acted = { ...act, by: formerMember.id, byName: formerMember.name };
      expect(await current().proposal(sampleWorkspace, proposal.id)).toMatchObject({
        status: "approved",
        change: {
          text: "a former member buys the walnuts",
          why: "a former member said so",
          receipts: [gone, kept],
        },
        before: "a former member buys nothing",
        approvals: [acted, { by: ben, byName: "Ben", at: 1 }],
        decision: acted,
      });
      const memory = await current().memory(sampleWorkspace, change.memory);
      expect(memory?.changes).toEqual([
        {
          ...change,
          text: "a former member buys the walnuts",
          receipts: [
            gone,
            kept,
            { ...signal, author: formerMember.id },
            { type: "measure", measure: "unused by a former member" },
          ],
          author: formerMember.id,
          authorName: formerMember.name,
          undone: { ...acted, revision: 2 },
        },
      ]);
    });

    it("leaves no trace in tombstones, dreams and audit either", async () => {
      await write({
        tombstones: [sampleTombstone("p1", { text: "Ana is late" })],
        dreams: [
          sampleDream("d1", {
            reflections: [
              sampleReflection(own, {
                dropped: [{ gate: "length", reason: "too long", text: "secret wish", messages: [] }],
              }),
              sampleReflection(team, {
                dropped: [{ gate: "length", reason: "too long", text: "Ana is late", messages: [] }],
                watch: [{ message: asId("m2"), quote: "Ana will be late", since: 1 }],
              }),
            ],
          }),
        ],
        audit: [
          {
            workspace: sampleWorkspace,
            at: 1,
            person: ana,
            personName: "Ana",
            act: "approved",
            subject: "p1",
            audience: own,
          },
          {
            workspace: sampleWorkspace,
            at: 2,
            person: ben,
            personName: "Ben",
            act: "set",
            subject: ana,
            audience: channelAudience(asId("general")),
          },
        ],
      });
      await erase();
      const text = await everything({ proposals: [], dreams: ["d1"] });
      for (const trace of ["Ana", "U0ANA", "secret wish"]) expect(text).not.toContain(trace);
      expect(await current().audit(sampleWorkspace, 9)).toMatchObject([
        { person: ben, personName: "Ben", subject: formerMember.id },
        { person: formerMember.id, personName: formerMember.name, subject: "p1" },
      ]);
      expect((await current().tombstones(sampleWorkspace, team))[0]?.text).toBe("a former member is late");
    });

    it("lets no writer who read before bring the person back", async () => {
      const change = sampleChange("c1", 1, { text: "Ana is late", author: ana, authorName: "Ana" });
      const proposal = sampleProposal("p1", { before: "Ana is early" });
      await write({ proposals: [proposal], changes: [change] });
      await erase();
      const undone = { by: ben, byName: "Ben", revision: 2, at: sampleSaidAt };
      await write({ changes: [{ ...change, undone }] });
      const stale = await write({
        expect: { proposals: [{ id: proposal.id, version: 1 }], books: [], cursors: [] },
        proposals: [{ ...proposal, version: 2 }],
      });
      expect(stale).toEqual({ written: false, conflict: "proposal" });
      expect(await everything({ proposals: ["p1"], dreams: [] })).not.toContain("Ana");
    });

    it("touches no other workspace", async () => {
      const theirs = { ...sampleChange("c1", 1, { audience: own }), workspace: otherWorkspace };
      await current().write({ ...sampleWrite({ changes: [theirs] }), workspace: otherWorkspace });
      expect(await erase()).toEqual({ memories: 0, proposals: 0, quotes: 0 });
      expect((await current().book(otherWorkspace, own)).memories).toHaveLength(1);
    });
  });

  describe("erasing a workspace", () => {
    const all: Partial<LedgerWrite> = {
      proposals: [sampleProposal("p1"), sampleProposal("p2", { audience: own, status: "rejected" })],
      changes: [sampleChange("c1", 1), sampleChange("c2", 1, { audience: own })],
      tombstones: [sampleTombstone("p2", { audience: own })],
      cursors: [{ audience: team, sequence: 9 }],
      dreams: [sampleDream("d1", { reflections: [sampleReflection(team)] })],
      audit: [
        {
          workspace: sampleWorkspace,
          at: 1,
          person: ana,
          personName: "Ana",
          act: "approved",
          subject: "p1",
          audience: team,
        },
      ],
    };
    const read = async (workspace: typeof sampleWorkspace) => {
      const ledger = current();
      return {
        books: await Promise.all([team, own].map((audience) => ledger.book(workspace, audience))),
        proposals: await Promise.all(["p1", "p2"].map((id) => ledger.proposal(workspace, asId(id)))),
        tombstones: await ledger.tombstones(workspace, own),
        cursor: await ledger.cursor(workspace, team),
        dreams: await ledger.dreams(workspace, 9),
        audit: await ledger.audit(workspace, 9),
        quotes: await ledger.quotesOf(workspace, asId("evidence-c1")),
      };
    };

    it("E10: removes all of it and nothing of another, and may be repeated", async () => {
      const empty = await read(sampleWorkspace);
      await write(all);
      const elsewhere = { ...sampleChange("c1", 1), workspace: otherWorkspace };
      await current().write({ ...sampleWrite({ changes: [elsewhere] }), workspace: otherWorkspace });
      const others = await read(otherWorkspace);
      expect(await read(sampleWorkspace)).not.toEqual(empty);

      expect(await current().eraseWorkspace(sampleWorkspace)).toEqual({ memories: 2, proposals: 2 });

      expect(await read(sampleWorkspace)).toEqual(empty);
      expect(await read(otherWorkspace)).toEqual(others);
      expect(await current().eraseWorkspace(sampleWorkspace)).toEqual({ memories: 0, proposals: 0 });
    });
  });
}
