import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { personAudience, team } from "../../../src/core/audience.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { asId, type MessageId, type PersonId } from "../../../src/core/ids.ts";
import { jobMemoryMs } from "../../../src/core/ports/jobs.ts";
import { terms } from "../../../src/core/terms.ts";
import { Witness } from "../../contracts/job-witness.ts";
import {
  sampleChange,
  sampleDream,
  sampleProposal,
  sampleQuote,
  sampleReflection,
  sampleTombstone,
  sampleWrite,
} from "../../contracts/sample-ledger.ts";
import {
  otherWorkspace,
  sampleAnswer,
  sampleMessage,
  sampleWorkspace,
} from "../../contracts/sample-message.ts";
import { openTemporaryStore, type TemporaryStore } from "./open-temporary-store.ts";

let store: TemporaryStore;

beforeEach(() => {
  store = openTemporaryStore();
});

afterEach(() => store.close());

/** A second connection to the same file. */
function behindItsBack<Result>(work: (connection: DatabaseSync) => Result): Result {
  const connection = new DatabaseSync(join(store.dataDir, "reverie.db"));
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

const settings = { workspace: sampleWorkspace, kind: "settings", name: "" };

describe("a damaged record", () => {
  it("C7: fails the reading of that document alone, and can be written again", async () => {
    await store.documents.put(settings, { cadence: "weekly" }, null);
    await store.documents.put({ ...settings, name: "other" }, 1, null);
    behindItsBack((connection) =>
      connection.prepare("UPDATE documents SET value = '{not json' WHERE key LIKE '%\"\"%'").run(),
    );
    await expect(store.documents.get(settings)).rejects.toMatchObject({
      name: "StoreError",
      operation: "documents.get",
    });
    expect(await store.documents.add(settings, 2, null)).toBe(false);
    expect(await store.documents.get({ ...settings, name: "other" })).toBe(1);
    await store.documents.put(settings, 3, null);
    expect(await store.documents.get(settings)).toBe(3);
  });

  it("C7: leaves what cannot be read out of that message, which can still be edited, removed and erased", async () => {
    for (const id of ["broken", "whole"])
      await store.history.record(
        sampleMessage(id, {
          files: [{ id: asId("file"), name: "a.txt", mediaType: "text/plain", sizeBytes: 1 }],
        }),
      );
    behindItsBack((connection) =>
      connection.exec("UPDATE messages SET files = '{not json' WHERE id = 'broken'"),
    );
    const { channel } = sampleMessage("whole");
    const read = await store.history.channel(sampleWorkspace, channel, Number.MAX_SAFE_INTEGER, 9);
    expect(read.map(({ id, files }) => [id, files.length])).toEqual([
      ["broken", 0],
      ["whole", 1],
    ]);
    expect(store.log.entries.map(({ event }) => event)).toContain("record-unreadable");
    behindItsBack((connection) => connection.exec("UPDATE messages SET answer = '{not json'"));
    const nobody = await store.history.erasePerson(sampleWorkspace, asId("somebody"), ["Some Body"]);
    expect(nobody).toMatchObject({ messagesRemoved: 0, messagesRedacted: 0 });
    const { author, version } = sampleMessage("whole");
    const edited = sampleMessage("broken", { text: "edited", version: version + 1 });
    expect(await store.history.record(edited)).toBe(true);
    expect(await store.history.remove(sampleWorkspace, asId("broken"))).toBe(true);
    expect(await store.history.erasePerson(sampleWorkspace, author, [])).toMatchObject({
      messagesRemoved: 1,
    });
  });

  it("C7: fails the reading of that proposal alone", async () => {
    await store.ledger.write(sampleWrite({ proposals: [sampleProposal("p1"), sampleProposal("p2")] }));
    behindItsBack((connection) => connection.exec("UPDATE proposals SET document = '{not' WHERE id = 'p1'"));
    await expect(store.ledger.proposal(sampleWorkspace, asId("p1"))).rejects.toBeInstanceOf(StoreError);
    expect(await store.ledger.proposal(sampleWorkspace, asId("p2"))).toEqual(sampleProposal("p2"));
  });
});

describe("a damaged job", () => {
  it("C7: goes to the dead letters at the start, and the others run", async () => {
    for (const id of ["broken", "whole"]) {
      await store.jobs.enqueue({ id, kind: "work", key: "one", lane: "a", at: 0, data: { id } });
    }
    behindItsBack((connection) => connection.exec("UPDATE jobs SET data = '{not' WHERE id = 'broken'"));
    store = await store.reopen();
    const witness = new Witness();
    await store.jobs.run({ work: witness.handle }, 1);
    await witness.run("whole");
    expect(await store.jobs.deadLetters(9)).toMatchObject([
      { job: { id: "broken", data: null }, error: "Unreadable" },
    ]);
  });
});

describe("what is erased", () => {
  const ana: PersonId = asId("U0ANATRACE");
  const words = "Xylophonecanary";
  const name = "Anastasiatrace";

  /** Every byte of every file of the folder. */
  const bytes = () => {
    const files = readdirSync(store.dataDir);
    expect(files).toEqual(expect.arrayContaining(["reverie.db", "reverie.lock"]));
    return Buffer.concat(files.map((file) => readFileSync(join(store.dataDir, file))));
  };
  /** Whether the trace stands there in any form in which it is stored: as said, folded, or as UTF-16. */
  const holds = (trace: string) => {
    const all = bytes();
    const forms = [trace, trace.toLowerCase(), ...terms(trace)];
    return forms.some((form) => all.includes(form) || all.includes(Buffer.from(form, "utf16le")));
  };

  const fillHistory = async () => {
    const others = Array.from({ length: 300 }, (_, index) =>
      sampleMessage(`other${index}`, {
        author: asId("ben"),
        authorName: "Ben",
        text: `Filler ${index} of others`,
      }),
    );
    await Promise.all(others.map((message) => store.history.record(message)));
    const hers = { author: ana, authorName: name };
    await store.history.record(sampleMessage("m1", { ...hers, text: `I like ${words}`, asked: words }));
    await store.history.record(sampleMessage("m1", { ...hers, text: `I love ${words}`, version: 1e15 }));
    await store.history.record(sampleMessage("m2", { ...hers, text: `\ud800 ${words}` }));
    await store.history.record(sampleAnswer("a1", ["m1"], { text: `You love ${words}` }));
    await store.history.record(
      sampleMessage("m3", { author: asId("ben"), text: `${name} (<@${ana}>) is here` }),
    );
  };

  it("F10: leaves no byte of a person's words, names and id in any file", async () => {
    await fillHistory();
    const own = personAudience(ana);
    const quote = sampleQuote("m1", { author: ana, quote: `I love ${words}` });
    const change = sampleProposal("p1").change;
    const watch = [{ message: asId<MessageId>("m1"), quote: words, since: 1 }];
    await store.ledger.write(
      sampleWrite({
        proposals: [
          sampleProposal("p1", { change: { ...change, text: `${name} plays`, receipts: [quote] } }),
          sampleProposal("p2", { audience: own, change: { ...change, text: words, receipts: [quote] } }),
        ],
        changes: [
          sampleChange("c1", 1, { author: ana, authorName: name, receipts: [quote] }),
          sampleChange("c2", 1, { audience: own, text: words, receipts: [quote] }),
        ],
        tombstones: [sampleTombstone("p3", { audience: own, text: words })],
        cursors: [{ audience: own, sequence: 3 }],
        dreams: [
          sampleDream("d1", { reflections: [sampleReflection(team, { watch }), sampleReflection(own)] }),
        ],
        audit: [
          {
            workspace: sampleWorkspace,
            at: 1,
            person: ana,
            personName: name,
            act: "approved",
            subject: "p1",
            audience: own,
          },
        ],
      }),
    );
    for (const trace of [words, name, ana]) expect(holds(trace)).toBe(true);

    const { removed } = await store.history.erasePerson(sampleWorkspace, ana, [name]);
    await store.ledger.loseReceipts(
      sampleWorkspace,
      removed.map((message) => ({ message, quote: null })),
    );
    await store.ledger.erasePerson(sampleWorkspace, ana, [name]);

    for (const trace of [words, name, ana]) expect(holds(trace)).toBe(false);
    expect(holds("former member")).toBe(true);
  });

  it("leaves no byte of a memory whose words were taken out", async () => {
    const { change } = sampleProposal("p1");
    await store.ledger.write(
      sampleWrite({
        proposals: [
          sampleProposal("p1", {
            before: words,
            change: { ...change, memory: asId("memory-c1"), text: words },
          }),
        ],
        changes: [sampleChange("c1", 1, { text: words, why: words })],
        tombstones: [sampleTombstone("p1", { text: words })],
      }),
    );
    expect(holds(words)).toBe(true);
    await store.ledger.redactMemory(sampleWorkspace, asId("memory-c1"));
    expect(holds(words)).toBe(false);
  });

  it("E10: leaves no byte of a workspace in any file", async () => {
    await fillHistory();
    await store.history.record(sampleMessage("kept", { workspace: otherWorkspace, text: "Quincecanary" }));
    const watch = [{ message: asId<MessageId>("m1"), quote: words, since: 1 }];
    await store.ledger.write(
      sampleWrite({
        proposals: [sampleProposal("p1", { before: words })],
        changes: [sampleChange("c1", 1, { text: words })],
        tombstones: [sampleTombstone("p3", { text: words })],
        dreams: [sampleDream("d1", { reflections: [sampleReflection(team, { watch })] })],
      }),
    );
    await store.documents.put({ ...settings, kind: "note" }, words, null);
    const job = { kind: "work", key: "a", lane: `${sampleWorkspace} general`, at: 0 };
    await store.jobs.enqueue({ ...job, id: words, data: { text: words } });
    expect(holds(words)).toBe(true);
    expect(bytes().includes(sampleWorkspace)).toBe(true);

    await store.jobs.eraseWorkspace(sampleWorkspace, null);
    await store.ledger.eraseWorkspace(sampleWorkspace);
    await store.history.eraseWorkspace(sampleWorkspace);
    await store.documents.eraseWorkspace(sampleWorkspace);

    for (const trace of [words, name, ana]) expect(holds(trace)).toBe(false);
    expect(bytes().includes(sampleWorkspace)).toBe(false);
    expect(holds("Quincecanary")).toBe(true);
  });

  it("says so where another program keeps deleted words in the log", async () => {
    await fillHistory();
    const reader = new DatabaseSync(join(store.dataDir, "reverie.db"));
    reader.exec("BEGIN; SELECT count(*) FROM messages");
    await expect(store.history.erasePerson(sampleWorkspace, ana, [name])).rejects.toBeInstanceOf(StoreError);
    reader.close();
    await store.history.erasePerson(sampleWorkspace, ana, [name]);
    expect(holds(words)).toBe(false);
  });

  it("leaves no byte of what is forgotten for its age", async () => {
    await fillHistory();
    await store.history.forgetBefore(sampleWorkspace, 1e15, null);
    expect(holds(words)).toBe(false);
  });

  it("leaves no byte of a removed message once the files are swept", async () => {
    await fillHistory();
    for (const id of ["m1", "m2", "a1"]) await store.history.remove(sampleWorkspace, asId(id));
    await store.clock.advance(60 * 60 * 1000);
    expect(holds(words)).toBe(false);
  });

  it("leaves no byte of a job's data once the job ended and the files are swept", async () => {
    const witness = new Witness();
    await store.jobs.run({ work: witness.handle }, 1);
    await store.jobs.enqueue({ id: "a", kind: "work", key: "a", lane: "a", at: 0, data: { text: words } });
    await witness.run("a");
    await store.clock.advance(60 * 60 * 1000);
    expect(holds(words)).toBe(false);
  });
});

describe("sweeping", () => {
  const count = (table: string) =>
    behindItsBack((connection) => connection.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count);

  it("deletes expired documents and forgets the ids of jobs after 25 hours", async () => {
    const job = { id: "a", kind: "work", key: "a", lane: "a", at: 0, data: null };
    await store.documents.put(settings, 1, 1000);
    await store.documents.put({ ...settings, name: "lasting" }, 1, null);
    await store.jobs.run({ work: async () => undefined }, 1);
    await store.jobs.enqueue(job);
    await store.clock.advance(jobMemoryMs - 1000);
    expect(await store.jobs.enqueue(job)).toBe(false);
    await store.clock.advance(60 * 60 * 1000);
    expect(count("documents")).toBe(1);
    expect(count("jobs")).toBe(0);
    expect(await store.jobs.enqueue(job)).toBe(true);
  });

  it("takes an id that is over 25 hours old even before it is swept", async () => {
    const job = { id: "a", kind: "work", key: "a", lane: "a", at: 0, data: null };
    await store.jobs.run({ work: async () => undefined }, 1);
    await store.jobs.enqueue(job);
    await store.clock.advance(1000);
    store.clock.jump(jobMemoryMs);
    expect(await store.jobs.enqueue(job)).toBe(true);
  });
});

describe("jobs on a wall clock that jumps and a store that fails", () => {
  it("B13: starts what became due by a jump of the clock within half a minute", async () => {
    const witness = new Witness();
    await store.jobs.run({ work: witness.handle }, 1);
    const at = store.clock.now() + 24 * 60 * 60 * 1000;
    await store.jobs.enqueue({ id: "a", kind: "work", key: "a", lane: "a", at, data: null });
    store.clock.jump(24 * 60 * 60 * 1000);
    await store.clock.advance(30_000);
    expect(witness.started).toEqual(["a"]);
  });

  it("does not run a job twice when its end cannot be stored at first", async () => {
    const witness = new Witness({ holds: true });
    await store.jobs.run({ work: witness.handle }, 2);
    await store.jobs.enqueue({ id: "a", kind: "work", key: "a", lane: "a", at: 0, data: null });
    await witness.run("a");
    const other = new DatabaseSync(join(store.dataDir, "reverie.db"));
    other.exec("BEGIN IMMEDIATE");
    witness.end("a");
    await store.clock.advance(0);
    await expect(store.documents.put(settings, 1, null)).rejects.toBeInstanceOf(StoreError);
    await store.clock.advance(0);
    other.exec("COMMIT");
    other.close();
    expect(await store.jobs.depth()).toBe(1);
    expect(store.log.entries.map(({ event }) => event)).toContain("job-end-not-stored");
    await store.clock.advance(1000);
    expect(await store.jobs.depth()).toBe(0);
    expect(witness.started).toEqual(["a"]);
  });
});

describe("health", () => {
  it("is ok while the store can be written", () => {
    expect(store.state()).toEqual({ state: "ok", detail: "The database can be written." });
  });

  it("says so while another program holds the lock, and recovers by itself", async () => {
    const other = new DatabaseSync(join(store.dataDir, "reverie.db"));
    other.exec("BEGIN IMMEDIATE");
    expect(store.state()).toEqual({
      state: "degraded",
      detail: "Another program holds the database's lock.",
    });
    other.exec("COMMIT");
    other.close();
    expect(store.state().state).toBe("degraded");
    await store.clock.advance(1000);
    expect(store.state().state).toBe("ok");
  });
});
