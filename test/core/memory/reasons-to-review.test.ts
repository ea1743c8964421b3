import { describe, expect, it } from "vitest";
import { personAudience, team } from "../../../src/core/audience.ts";
import { asId, type MemoryId } from "../../../src/core/ids.ts";
import { noMarks } from "../../../src/core/memory/marks.ts";
import { type ReviewFacts, reasonsToReview } from "../../../src/core/memory/reasons-to-review.ts";
import type { Book, Change } from "../../../src/core/memory.ts";

const dayMs = 24 * 60 * 60 * 1000;
const now = 400 * dayMs;

function change(id: string, text: string, ageDays: number, more: Partial<Change> = {}): Change {
  return {
    id: asId(`change-${id}`),
    workspace: asId("w"),
    audience: team,
    memory: asId(id),
    change: "add",
    kind: "fact",
    text,
    why: "",
    receipts: [
      { type: "signal", signal: asId("s"), act: "command", author: asId("ana"), givenAt: 1, about: null },
    ],
    travels: true,
    author: asId("ana"),
    authorName: "Ana",
    proposal: asId(`proposal-${id}`),
    revision: 500 - ageDays,
    at: now - ageDays * dayMs,
    undone: null,
    disputed: null,
    ...more,
  };
}

const bookOf = (...changes: Change[]): Book => ({
  workspace: asId("w"),
  audience: team,
  revision: 500,
  memories: changes.map((each) => ({ id: each.memory, audience: each.audience, changes: [each] })),
});

const facts = (more: Partial<ReviewFacts> = {}): ReviewFacts => ({
  now,
  given: { given: new Set(), answers: 50 },
  marks: noMarks,
  ...more,
});

const found = (book: Book, more: Partial<ReviewFacts> = {}) =>
  reasonsToReview(book, facts(more)).map(({ change: { memory }, measure }) => `${memory}: ${measure}`);

describe("the reasons to look at a memory again", () => {
  it("are a date that has come", () => {
    const reviewBy = new Map([[asId<MemoryId>("m"), now]]);
    const book = bookOf(change("m", "The office is in Rome", 1));
    expect(found(book, { marks: { ...noMarks, reviewBy } })).toEqual([
      "m: It was to be looked at again by 1971-02-05.",
    ]);
    expect(found(book, { now: now - 1, marks: { ...noMarks, reviewBy } })).toEqual([]);
  });

  it("are that a newer one says otherwise, or the same: the older one is asked about", () => {
    const book = bookOf(
      change("old", "The standup is at 9 in the blue room", 20),
      change("new", "The standup is at 10 in the blue room", 10),
      change("twice", "In the blue room the standup is at 10", 1),
    );
    expect(found(book)).toEqual([
      expect.stringContaining("old: A newer memory, twice, says otherwise"),
      expect.stringContaining("new: A newer memory, twice, says the same"),
    ]);
    expect(
      found(bookOf(change("one", "Never deploy on Fridays", 9), change("two", "Deploy on Fridays", 3))),
    ).toEqual([expect.stringContaining("one: A newer memory, two, says otherwise")]);
  });

  it("are that no answer was given it for long, if there were enough answers", () => {
    const book = bookOf(change("m", "The office is in Rome", 90));
    expect(found(book)).toEqual(["m: None of the last 50 answers was given it, and it is 90 days old."]);
    expect(found(bookOf(change("m", "The office is in Rome", 89)))).toEqual([]);
    expect(found(book, { given: { given: new Set(), answers: 29 } })).toEqual([]);
    expect(found(book, { given: { given: new Set([asId<MemoryId>("m")]), answers: 50 } })).toEqual([]);
    expect(found(book, { marks: { ...noMarks, pinned: new Set([asId<MemoryId>("m")]) } })).toEqual([]);
    const own = { kind: "preference", audience: personAudience(asId("ana")) } as const;
    expect(found(bookOf(change("m", "I like tea", 300, own)))).toEqual([]);
  });

  it("are none for what is out of use or forgotten", () => {
    const by = { by: asId<Change["author"]>("ben"), byName: "Ben", revision: 501, at: now };
    expect(
      found(
        bookOf(
          change("one", "The office is in Rome", 100, { disputed: by }),
          change("two", "The cat is grey", 100, { change: "remove" }),
        ),
      ),
    ).toEqual([]);
  });

  it("name a memory once, with an occasion that stays the same until there is new reason", () => {
    const book = bookOf(change("m", "The office is in Rome", 100));
    const reviewBy = new Map([[asId<MemoryId>("m"), now - dayMs]]);
    const occasions = (more: Partial<ReviewFacts>) =>
      reasonsToReview(book, facts(more)).map(({ occasion }) => occasion);
    expect(occasions({ marks: { ...noMarks, reviewBy } })).toHaveLength(1);
    expect(occasions({})).toEqual(occasions({ now: now + 7 * dayMs }));
    expect(occasions({})).not.toEqual(occasions({ now: now + 180 * dayMs }));
  });
});
