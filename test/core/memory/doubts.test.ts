import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../../src/core/errors.ts";
import { asId, type MemoryId, type PersonId } from "../../../src/core/ids.ts";
import { type DoubtKind, doubtKinds, keepDoubt, readDoubts } from "../../../src/core/memory/doubts.ts";
import { otherWorkspace, sampleSaidAt, sampleWorkspace } from "../../contracts/sample-message.ts";
import { type House, openHouse } from "../../doubles/house.ts";

const memory = asId<MemoryId>("k3f9w2x7ab");

describe("doubts", () => {
  let house: House;
  beforeEach(() => {
    house = openHouse({ now: sampleSaidAt });
  });
  afterEach(() => house.close());

  const keep = (person: string, kind: DoubtKind, of = memory) =>
    keepDoubt(house.parts, sampleWorkspace, of, asId<PersonId>(person), kind);
  const read = (of = memory) => readDoubts(house.parts, sampleWorkspace, of);
  const key = (of = memory) => ({ workspace: sampleWorkspace, kind: "doubts", name: of });

  it("are none where nobody has any", async () => {
    expect(await read()).toBeUndefined();
  });

  it("are counted by their kind, with the time of the newest", async () => {
    await keep("ana", "wrong");
    house.clock.jump(1000);
    await keep("ben", "wrong");
    await keep("cleo", "not-here");
    house.clock.jump(-5000);
    await keep("dora", "outdated");
    expect(await read()).toEqual({
      counts: { wrong: 2, outdated: 1, "not-here": 1 },
      newestAt: sampleSaidAt + 1000,
    });
  });

  it("are the newest one of each person, however often and in whatever order they come", async () => {
    const person = fc.constantFrom("ana", "ben", "cleo", "dora");
    const acts = fc.array(fc.tuple(person, fc.constantFrom(...doubtKinds)), { minLength: 1, maxLength: 8 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(acts, async (list) => {
        run += 1;
        const of = asId<MemoryId>(`memory-${run}`);
        for (const [who, kind] of list) await keep(who, kind, of);
        const newest = [...new Map(list).values()];
        const counts = Object.fromEntries(
          doubtKinds.map((kind) => [kind, newest.filter((each) => each === kind).length]),
        );
        expect((await read(of))?.counts).toEqual(counts);
      }),
      { numRuns: 20 },
    );
  });

  it("of many at once are all kept", async () => {
    const people = Array.from({ length: 40 }, (_, index) => `person-${index}`);
    await Promise.all(people.map((person) => keep(person, "wrong")));
    expect((await read())?.counts).toEqual({ wrong: 40, outdated: 0, "not-here": 0 });
  });

  it("of more than a hundred people are those of the newest hundred", async () => {
    await keep("ana", "outdated");
    await keep("ben", "not-here");
    for (let index = 0; index < 98; index += 1) await keep(`person-${index}`, "wrong");
    expect((await read())?.counts).toEqual({ wrong: 98, outdated: 1, "not-here": 1 });
    await keep("ana", "outdated");
    await keep("one-more", "wrong");
    expect((await read())?.counts).toEqual({ wrong: 99, outdated: 1, "not-here": 0 });
  });

  it("belong to one memory of one workspace", async () => {
    await keep("ana", "wrong");
    expect(await read(asId<MemoryId>("another"))).toBeUndefined();
    expect(await readDoubts(house.parts, otherWorkspace, memory)).toBeUndefined();
    await keepDoubt(house.parts, otherWorkspace, memory, asId<PersonId>("ben"), "outdated");
    expect((await read())?.counts).toEqual({ wrong: 1, outdated: 0, "not-here": 0 });
  });

  it("hold nothing by which a person is found again, here or in another workspace", async () => {
    await keep("ana-lima", "wrong");
    await keepDoubt(house.parts, otherWorkspace, memory, asId<PersonId>("ana-lima"), "wrong");
    const [[here], [there]] = (await Promise.all([
      house.parts.documents.get(key()),
      house.parts.documents.get({ ...key(), workspace: otherWorkspace }),
    ])) as [[{ print: string }], [{ print: string }]];
    expect(JSON.stringify([here, there])).not.toContain("ana");
    expect(here.print).toMatch(/^[\w-]{16}$/u);
    expect(here.print).not.toBe(there.print);
  });

  it.each([["nonsense"], [[{ print: "p", kind: "unsure", at: 1 }]], [{}], [[null]]])(
    "that cannot be read, such as %j, are an error, and are not written over",
    async (raw) => {
      await house.parts.documents.put(key(), raw as never, null);
      await expect(read()).rejects.toThrow(StoreError);
      await expect(keep("ana", "wrong")).rejects.toThrow(StoreError);
      expect(await house.parts.documents.get(key())).toEqual(raw);
    },
  );
});
