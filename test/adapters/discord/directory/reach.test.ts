import { ChannelType, type Guild, type GuildBasedChannel, PermissionFlagsBits as may } from "discord.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayRead } from "../../../../src/adapters/discord/directory/may-read.ts";
import { isOwnPlace, membersKeptOut, reachOf } from "../../../../src/adapters/discord/directory/reach.ts";
import {
  memberOf,
  serverId,
  type ToldMember,
  type ToldOverwrite,
  type ToldRole,
  toldServer,
} from "./told-server.ts";

const { GuildText, GuildAnnouncement, GuildVoice, GuildStageVoice, GuildForum, GuildMedia } = ChannelType;
const talking = [GuildText, GuildAnnouncement, GuildVoice, GuildStageVoice, GuildForum, GuildMedia] as const;
const voice: readonly number[] = [GuildVoice, GuildStageVoice];

const bots = new Set(["30"]);
const roles = ["11", "12"] as const;
const people: readonly ToldMember[] = [
  { id: "21", roles: [] },
  { id: "22", roles: ["11"] },
  { id: "23", roles: ["11", "12"] },
];

const channelIn = (guild: Guild, id = "50"): GuildBasedChannel => {
  const channel = guild.channels.cache.get(id);
  if (!channel) throw new Error(`There is no channel ${id}`);
  return channel;
};

const rights = fc
  .subarray([may.ViewChannel, may.ReadMessageHistory, may.Connect, may.SendMessages])
  .map((bits) => bits.reduce((sum, bit) => sum | bit, 0n));

const overwrite = fc
  .tuple(fc.constantFrom(serverId, ...roles, "13", "21", "22", "23", "30", "99"), rights, rights)
  .map(
    ([id, allow, deny]): ToldOverwrite => ({
      id,
      type: id.startsWith("1") ? 0 : 1,
      allow: allow & ~deny,
      deny,
    }),
  );

const server = fc.record({
  everyone: rights,
  others: fc.tuple(rights, rights),
  type: fc.constantFrom(...talking),
  overwrites: fc.uniqueArray(overwrite, { maxLength: 5, selector: ({ id }) => id }),
});
type Server = typeof server extends fc.Arbitrary<infer Value> ? Value : never;

const told = (
  { everyone, others, type, overwrites }: Server,
  threads: Parameters<typeof toldServer>[0]["threads"] = [],
  members: readonly ToldMember[] = [],
) =>
  toldServer({
    roles: [
      { id: serverId, permissions: everyone },
      { id: "11", permissions: others[0] },
      { id: "12", permissions: others[1] },
      { id: "13", permissions: may.ViewChannel, ofBot: "30" },
    ] satisfies ToldRole[],
    channels: [{ id: "50", type, overwrites }],
    threads,
    members,
  });

/**
 * Whether somebody with these roles reads a channel, by the order that Discord documents: everyone's and the roles'
 * permissions, then the channel's word on everyone, on the roles together, on the member.
 */
function reads({ everyone, others, type, overwrites }: Server, id: string, held: readonly string[]): boolean {
  const base = held.reduce((sum, role) => sum | (others[role === "11" ? 0 : 1] ?? 0n), everyone);
  const word = (ids: readonly string[]) => {
    const said = overwrites.filter((each) => ids.includes(each.id));
    return {
      allow: said.reduce((sum, { allow }) => sum | allow, 0n),
      deny: said.reduce((sum, { deny }) => sum | deny, 0n),
    };
  };
  const final = [word([serverId]), word(held), word([id])].reduce(
    (sum, { allow, deny }) => (sum & ~deny) | allow,
    base,
  );
  const needed = may.ViewChannel | may.ReadMessageHistory | (voice.includes(type) ? may.Connect : 0n);
  return (final & needed) === needed;
}

/** Everybody who could be in the server: those who are, with any roles of people's. */
const everybody = ["99", ...people.map(({ id }) => id)].flatMap((id) =>
  [[], ["11"], ["12"], ["11", "12"]].map((held) => ({ id, held })),
);

describe("how far a channel reaches", () => {
  it("is public only where everybody reads it, whoever they are and whatever roles they get", () => {
    fc.assert(
      fc.property(server, (given) => {
        if (reachOf(channelIn(told(given)), bots) !== "public") return;
        for (const { id, held } of everybody) expect(reads(given, id, held)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("is private where any role or person is kept out, and public where nobody is and all may read", () => {
    fc.assert(
      fc.property(server, (given) => {
        const needed =
          may.ViewChannel | may.ReadMessageHistory | (voice.includes(given.type) ? may.Connect : 0n);
        const keepsOut = given.overwrites.some(
          ({ id, deny }) => (deny & needed) !== 0n && id !== "13" && id !== "30",
        );
        const expected = !keepsOut && everybody.every(({ id, held }) => reads(given, id, held));
        expect(reachOf(channelIn(told(given)), bots)).toBe(expected ? "public" : "private");
      }),
      { numRuns: 400 },
    );
  });

  it("is a thread's as well, and a private thread's is private whatever is above it", () => {
    const threads = [
      { id: "61", type: ChannelType.PublicThread, parent: "50" },
      { id: "62", type: ChannelType.AnnouncementThread, parent: "50" },
      { id: "63", type: ChannelType.PrivateThread, parent: "50" },
    ];
    fc.assert(
      fc.property(server, (any) => {
        // What is said in a voice channel has no threads.
        const given = { ...any, type: voice.includes(any.type) ? GuildForum : any.type };
        const guild = told(given, threads);
        const above = reachOf(channelIn(guild), bots);
        expect(["61", "62", "63"].map((id) => reachOf(channelIn(guild, id), bots))).toEqual([
          above,
          above,
          "private",
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it("of a thread whose channel nobody knows is private", () => {
    const guild = toldServer({ threads: [{ id: "61", type: ChannelType.PublicThread, parent: "50" }] });
    expect(reachOf(channelIn(guild, "61"), bots)).toBe("private");
  });

  it.each([
    ["everyone reads it", [], "public"],
    ["everyone may not see it", [{ id: serverId, type: 0, allow: 0n, deny: may.ViewChannel }], "private"],
    [
      "everyone sees only what is said while they look",
      [{ id: serverId, type: 0, allow: 0n, deny: may.ReadMessageHistory }],
      "private",
    ],
    ["everyone may not write", [{ id: serverId, type: 0, allow: 0n, deny: may.SendMessages }], "public"],
    ["one role is kept out", [{ id: "11", type: 0, allow: 0n, deny: may.ViewChannel }], "private"],
    ["one person is kept out", [{ id: "21", type: 1, allow: 0n, deny: may.ViewChannel }], "private"],
    [
      "somebody who has left is kept out",
      [{ id: "99", type: 1, allow: 0n, deny: may.ViewChannel }],
      "private",
    ],
    ["a bot's own role is kept out", [{ id: "13", type: 0, allow: 0n, deny: may.ViewChannel }], "public"],
    ["a bot is kept out", [{ id: "30", type: 1, allow: 0n, deny: may.ViewChannel }], "public"],
    [
      "a role that nobody knows is kept out",
      [{ id: "19", type: 0, allow: 0n, deny: may.ViewChannel }],
      "private",
    ],
    ["a person is let in where all are", [{ id: "21", type: 1, allow: may.ViewChannel, deny: 0n }], "public"],
  ] satisfies [string, ToldOverwrite[], string][])(
    "where %s",
    (_name, overwrites: ToldOverwrite[], reach) => {
      const given: Server = {
        everyone: may.ViewChannel | may.ReadMessageHistory,
        others: [0n, 0n],
        type: GuildText,
        overwrites,
      };
      expect(reachOf(channelIn(told(given)), bots)).toBe(reach);
    },
  );
});

describe("whether somebody reads a channel", () => {
  it("is what Discord's order of permissions comes to, and is so in its threads", () => {
    const threads = [{ id: "61", type: ChannelType.PublicThread, parent: "50" }];
    fc.assert(
      fc.property(server, (any) => {
        const given = { ...any, type: voice.includes(any.type) ? GuildText : any.type };
        const guild = told(given, threads, people);
        for (const { id, roles: held = [] } of people) {
          const member = memberOf(guild, id);
          expect(mayRead(channelIn(guild), member)).toBe(reads(given, id, held));
          expect(mayRead(channelIn(guild, "61"), member)).toBe(reads(given, id, held));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is no for whoever was invited to another one alone, and for a thread of which nobody knows the channel", () => {
    const members = [{ id: "21" }, { id: "22", isVisitor: true }];
    const guild = toldServer({
      members,
      channels: [{ id: "50", type: GuildText }],
      threads: [{ id: "61", type: ChannelType.PublicThread, parent: "51" }],
    });
    const read = members.map(({ id }) => mayRead(channelIn(guild), memberOf(guild, id)));
    expect(read).toEqual([true, false]);
    expect(mayRead(channelIn(guild, "61"), memberOf(guild, "21"))).toBe(false);
  });
});

it("of whom it is to be known whether they are bots: single members who are kept from reading", () => {
  const overwrites: ToldOverwrite[] = [
    { id: "21", type: 1, allow: 0n, deny: may.ViewChannel },
    { id: "22", type: 1, allow: 0n, deny: may.SendMessages },
    { id: "23", type: 1, allow: 0n, deny: may.Connect },
    { id: "11", type: 0, allow: 0n, deny: may.ViewChannel },
  ];
  const given = (type: (typeof talking)[number]) =>
    told({ everyone: may.ViewChannel, others: [0n, 0n], type, overwrites });
  expect(membersKeptOut(channelIn(given(GuildText)))).toEqual(["21"]);
  expect(membersKeptOut(channelIn(given(GuildVoice)))).toEqual(["21", "23"]);
});

it("places of their own are channels in which people talk, and private threads", () => {
  for (const type of [...talking, ChannelType.PrivateThread] as const)
    expect(isOwnPlace({ type })).toBe(true);
  const others = [
    ChannelType.GuildCategory,
    ChannelType.PublicThread,
    ChannelType.AnnouncementThread,
  ] as const;
  for (const type of others) expect(isOwnPlace({ type })).toBe(false);
});
