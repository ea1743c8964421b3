import { describe, expect, it } from "vitest";
import { team } from "../../../src/core/audience.ts";
import { asId, type ChangeId, type PersonId } from "../../../src/core/ids.ts";
import * as writes from "../../../src/core/memory/verdict-writes.ts";
import { foldChanges } from "../../../src/core/memory.ts";
import { sampleChange, sampleProposal, sampleQuote } from "../../contracts/sample-ledger.ts";
import { bookOf } from "../../fixtures/book.ts";
import { command } from "../../fixtures/candidate.ts";
import { sampleFingerprint } from "../../fixtures/gate-facts.ts";

const ana = { id: asId<PersonId>("ana"), name: "Ana" };
const ben = { id: asId<PersonId>("ben"), name: "Ben" };
const verdict = { by: ana, at: 1000 };
const changeId = asId<ChangeId>("new");

const standing = sampleChange("old", 4, { memory: asId("m1"), text: "Releases are on Mondays." });
const book = bookOf([standing]);
const update = sampleProposal("p1", {
  version: 3,
  change: {
    ...sampleProposal("p1").change,
    change: "update",
    memory: asId("m1"),
    text: "Releases are on Tuesdays.",
  },
  basis: standing.id,
  before: standing.text,
});

describe("approval", () => {
  const write = writes.approval(update, book, verdict, null, changeId);

  it("is one step of proposal, change and audit that holds only while nobody else was first", () => {
    expect(write.expect).toEqual({
      proposals: [{ id: "p1", version: 3 }],
      books: [{ audience: team, revision: 4 }],
      cursors: [],
    });
    expect(write.audit).toEqual([
      {
        workspace: update.workspace,
        at: 1000,
        person: "ana",
        personName: "Ana",
        act: "approved",
        subject: "p1",
        audience: team,
      },
    ]);
    expect(write.tombstones).toEqual([]);
  });

  it("makes the change at the next revision, with its words, its evidence and who decided", () => {
    const { warnings: _, ...change } = update.change;
    expect(write.changes).toEqual([
      {
        ...change,
        disputed: null,
        id: "new",
        workspace: update.workspace,
        audience: team,
        author: "ana",
        authorName: "Ana",
        proposal: "p1",
        revision: 5,
        at: 1000,
        undone: null,
      },
    ]);
  });

  it("marks the proposal as approved by that person, with the change that it made", () => {
    expect(write.proposals).toEqual([
      {
        ...update,
        version: 4,
        status: "approved",
        approvals: [{ by: "ana", byName: "Ana", at: 1000 }],
        decision: { by: "ana", byName: "Ana", at: 1000, edited: false, reason: null },
        applied: "new",
      },
    ]);
  });

  it("takes the editor's words with the form as evidence for them", () => {
    const receipt = { ...command("ana"), act: "form" as const };
    const warnings = ["links" as const];
    const edit = {
      text: "Releases are on Wednesdays.",
      kind: "workflow" as const,
      travels: true,
      warnings,
      receipt,
    };
    const { changes, proposals, audit } = writes.approval(update, book, verdict, edit, changeId);
    const expected = {
      text: edit.text,
      kind: "workflow",
      travels: true,
      receipts: [...update.change.receipts, receipt],
    };
    expect(changes[0]).toMatchObject(expected);
    // What somebody should look twice at is judged on the words that they approve.
    expect(proposals[0]?.change).toMatchObject({ ...expected, warnings });
    expect(proposals[0]?.decision?.edited).toBe(true);
    expect(audit[0]?.act).toBe("edited-and-approved");
  });
});

describe("partialApproval", () => {
  it("adds one voice and saves nothing", () => {
    const write = writes.partialApproval(update, verdict);
    expect(write.changes).toEqual([]);
    expect(write.expect.proposals).toEqual([{ id: "p1", version: 3 }]);
    expect(write.proposals).toEqual([
      { ...update, version: 4, approvals: [{ by: "ana", byName: "Ana", at: 1000 }] },
    ]);
    const second = writes.approval(write.proposals[0] ?? update, book, { by: ben, at: 2000 }, null, changeId);
    expect(second.proposals[0]?.approvals.map(({ byName }) => byName)).toEqual(["Ana", "Ben"]);
  });
});

describe("an edit of a proposal that others approved", () => {
  const edit = {
    text: "Other words.",
    kind: "fact" as const,
    travels: false,
    warnings: [],
    receipt: command("ben"),
  };
  const [approvedByAna = update] = writes.partialApproval(update, verdict).proposals;

  it("has to be approved by them anew, under another id, so that no button below the old words does it", () => {
    const byBen = { by: ben, at: 2000 };
    const { successor, write } = writes.successionOf(approvedByAna, byBen, edit, asId("p2"));
    expect(successor).toMatchObject({
      id: "p2",
      version: 1,
      status: "pending",
      dream: null,
      approvals: [{ byName: "Ben" }],
      change: { text: "Other words." },
    });
    expect(write.proposals[0]).toMatchObject({ id: update.id, status: "withdrawn", version: 5 });
    expect(write.proposals[1]).toBe(successor);
    expect(write.expect.proposals).toEqual([
      { id: update.id, version: 4 },
      { id: "p2", version: 0 },
    ]);
    expect(write.changes).toEqual([]);
  });

  it("carries nobody's voice over where it is enough", () => {
    const { proposals } = writes.approval(approvedByAna, book, { by: ben, at: 2000 }, edit, changeId);
    expect(proposals[0]?.approvals.map(({ byName }) => byName)).toEqual(["Ben"]);
  });

  it("B4: nobody's voice counts twice", () => {
    const { proposals } = writes.partialApproval(approvedByAna, { by: ana, at: 2000 });
    expect(proposals[0]?.approvals).toEqual([{ by: "ana", byName: "Ana", at: 2000 }]);
  });
});

describe("isOvertaken", () => {
  it("B7: holds once another change came on top, or the one below was undone", () => {
    const later = sampleChange("later", 5, { memory: standing.memory, change: "update" });
    const undone = { by: ana.id, byName: "Ana", revision: 5, at: 5 };
    expect(writes.isOvertaken(update, book)).toBe(false);
    expect(writes.isOvertaken(update, bookOf([standing, later]))).toBe(true);
    expect(writes.isOvertaken(update, bookOf([standing, { ...later, undone }]))).toBe(false);
    expect(writes.isOvertaken(update, bookOf([{ ...standing, undone }]))).toBe(true);
    expect(writes.isOvertaken(update, bookOf([]))).toBe(true);
    expect(writes.isOvertaken(sampleProposal("p2"), bookOf([]))).toBe(false);
  });
});

describe("rejection", () => {
  it("leaves a tombstone with text, reason and evidence, and changes no memory", () => {
    const write = writes.rejection(update, verdict, "wrong", sampleFingerprint);
    expect(write.changes).toEqual([]);
    expect(write.proposals[0]).toMatchObject({
      version: 4,
      status: "rejected",
      decision: { reason: "wrong", by: "ana" },
    });
    expect(write.tombstones).toEqual([
      {
        workspace: update.workspace,
        audience: team,
        proposal: "p1",
        because: "rejected",
        text: update.change.text,
        reason: "wrong",
        fingerprints: sampleFingerprint(update.change),
        evidence: ["evidence-p1"],
        at: 1000,
      },
    ]);
  });
});

describe("forgottenTombstones", () => {
  it("hold each wording that it had, all its evidence, and not a word", () => {
    const wordings = ["Ana collects green umbrellas.", "Ana collects red umbrellas."];
    const evidence = ["m1", "m2"].map((id) => sampleQuote(id));
    const changes = wordings.map((text, index) =>
      sampleChange(`c${index}`, index + 1, {
        text,
        memory: standing.memory,
        receipts: evidence.slice(index, index + 1),
      }),
    );
    const [memory] = foldChanges(changes);
    const tombstones = memory ? writes.forgottenTombstones(memory, 1000, sampleFingerprint) : [];
    expect(tombstones.map(({ fingerprints }) => fingerprints)).toEqual(
      wordings.map((text) => sampleFingerprint({ change: "add", memory: null, text })),
    );
    for (const tombstone of tombstones) {
      expect(tombstone).toMatchObject({
        because: "forgotten",
        text: null,
        reason: null,
        evidence: ["m1", "m2"],
      });
      for (const word of ["collect", "green", "umbrella", "Ana"])
        expect(JSON.stringify(tombstone)).not.toContain(word);
    }
  });
});

describe("ending", () => {
  it.each(["expired", "withdrawn"] as const)("saves nothing when %s", (status) => {
    const write = writes.ending(update, verdict, status);
    expect(write.changes).toEqual([]);
    expect(write.tombstones).toEqual([]);
    expect(write.proposals[0]).toMatchObject({ status, version: 4, applied: null });
    expect(write.proposals[0]?.change).toMatchObject({ text: "", why: "", receipts: [] });
    expect(write.audit[0]?.act).toBe(status);
  });
});
