import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  commandTypeOf,
  findComponent,
  readChosenMessage,
  readInteraction,
  readPressed,
  readSlashCommand,
  readSubmitted,
} from "../../../../src/adapters/discord/interactions/interaction.ts";
import { readCustomId } from "../../../../src/adapters/discord/render/custom-id.ts";
import { team } from "../../../../src/core/audience.ts";
import { example, openInteracting, press, propose, rest, statusOf, told } from "./interacting.ts";

const ana = {
  id: "210000000000000002",
  username: "ana",
  discriminator: "0",
  avatar: null,
  global_name: "Ana",
};
const common = {
  application_id: "300000000000000001",
  token: "bm9ib2R5OnRvbGQ",
  version: 1,
  guild_id: "100000000000000001",
  channel_id: "110000000000000001",
  member: {
    user: ana,
    roles: ["120000000000000001"],
    permissions: "8",
    nick: null,
    joined_at: "2026-01-01T00:00:00.000Z",
    deaf: false,
    mute: false,
    flags: 0,
  },
  app_permissions: "0",
  locale: "en-US",
  entitlements: [],
  authorizing_integration_owners: {},
};

/** Interactions of each kind, in whose place hostile ones come. What they ask for is of no effect. */
const wellFormed: readonly object[] = [
  {
    ...common,
    type: 2,
    data: {
      id: "1",
      name: "reverie",
      type: 1,
      options: [{ type: 1, name: "forget", options: [{ type: 3, name: "id", value: "nothing" }] }],
    },
  },
  {
    ...common,
    type: 2,
    data: {
      id: "1",
      name: "reverie",
      type: 1,
      options: [{ type: 2, name: "dream", options: [{ type: 1, name: "why", options: [] }] }],
    },
  },
  {
    ...common,
    type: 2,
    data: {
      id: "2",
      name: "Remember this",
      type: 3,
      target_id: "3",
      resolved: { messages: { "3": { id: "3" } } },
    },
  },
  {
    ...common,
    type: 3,
    data: { custom_id: "reverie:approve:nothing", component_type: 2, id: 1 },
    message: {
      id: "4",
      flags: 64,
      components: [{ type: 1, components: [{ type: 2, custom_id: "reverie:approve:nothing", style: 4 }] }],
    },
  },
  {
    ...common,
    type: 4,
    data: {
      id: "1",
      name: "reverie",
      type: 1,
      options: [{ type: 1, name: "forget", options: [{ type: 3, name: "id", value: "", focused: true }] }],
    },
  },
  {
    ...common,
    type: 5,
    data: {
      custom_id: "reverie:edit:nothing",
      components: [{ type: 18, id: 1, component: { type: 4, id: 2, custom_id: "text", value: "Hello." } }],
    },
  },
];

const hostileValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "__proto__",
    "constructor",
    "../..",
    "🙈",
    -1,
    1e308,
    [],
    {},
    [[]],
    { toString: 1 },
    "9".repeat(40),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** The same with one or more of its parts replaced. */
const hostile = fc
  .tuple(
    fc.constantFrom(...wellFormed),
    fc.array(fc.tuple(fc.nat(), hostileValue), { minLength: 1, maxLength: 3 }),
  )
  .map(([whole, changes]) =>
    changes.reduce((value, [at, part]) => replaced(value, at, part), whole as unknown),
  );

/** The value with the part at a place of a walk over all of it replaced. */
function replaced(value: unknown, at: number, part: unknown): unknown {
  const places = placesOf(value);
  const place = places[at % Math.max(1, places.length)] ?? [];
  return put(value, place, part);
}

function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [...path, key],
    ...placesOf(inner, [...path, key]),
  ]);
}

function put(value: unknown, [key, ...others]: readonly string[], part: unknown): unknown {
  if (key === undefined) return part;
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === key ? put(each, others, part) : each));
  if (typeof value !== "object" || value === null) return part;
  return { ...value, [key]: put((value as Readonly<Record<string, unknown>>)[key], others, part) };
}

describe("whatever stands in an interaction", () => {
  it("is read, or is none", () => {
    const readers = [
      readInteraction,
      commandTypeOf,
      readSlashCommand,
      readChosenMessage,
      readPressed,
      readSubmitted,
    ];
    fc.assert(
      fc.property(fc.oneof(fc.anything(), hostile), fc.string(), (raw, id) => {
        for (const read of readers) expect(() => read(raw)).not.toThrow();
        expect(() => findComponent(raw, id)).not.toThrow();
        expect(() => readCustomId(id)).not.toThrow();
      }),
    );
  });

  it("is no address of ours: what would lead elsewhere is no token", () => {
    for (const token of ["", "a/b", "../x", "a?b", "a#b", "a b", 5, null])
      expect(readInteraction({ ...common, id: "1", type: 3, token })).toBeUndefined();
  });

  it("does nothing and breaks nothing, and whoever comes after it is answered", async () => {
    const house = await openInteracting();
    const { gateway } = house.fake;
    const mine = await propose(house, "Lunch is at noon.");
    await rest(house);
    let sent = 0;
    for (const interaction of fc.sample(hostile, { numRuns: 150, seed: 20_261_122 })) {
      sent += 1;
      const own =
        typeof interaction === "object" && interaction !== null
          ? { id: `2000000000000${sent}`, ...interaction }
          : interaction;
      gateway.raw(JSON.stringify({ op: 0, t: "INTERACTION_CREATE", s: 1, d: own }));
    }
    await press(house, "ana", mine).answer;
    // Many of them could be read: Discord was asked to show an answer, and knew of no such interaction.
    const { calls } = house.fake.world.records;
    await house.until(() => calls.filter(({ code }) => code === 10062).length > 50, "many answers");
    expect(told(house, "ana").at(-1)).toContain("Approved: remembered for the team");
    expect(house.log.entries.filter(({ event }) => event === "event-not-taken")).toEqual([]);
    await rest(house);
    expect(await statusOf(house, mine)).toBe("approved");
    expect((await house.parts.ledger.book(example, team)).memories).toHaveLength(1);
    const acts = (await house.parts.ledger.audit(example, 100)).map(({ act }) => act);
    expect(acts.filter((act) => act !== "approved" && act !== "proposed")).toEqual([]);
  });
});
