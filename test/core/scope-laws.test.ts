import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId, type ChannelId } from "../../src/core/ids.ts";
import type { Reach, Role } from "../../src/core/message.ts";
import { type Scope, type Surroundings, scopeOf } from "../../src/core/scope.ts";

const reach = fc.constantFrom<Reach>("public", "private", "direct", "shared");
const role = fc.constantFrom<Role>("admin", "member", "guest", "outsider", "bot");

/** Any workspace of up to twelve channels, with an asker who is in some of them and asks in one. */
const surroundings: fc.Arbitrary<Surroundings> = fc
  .record({
    reaches: fc.array(reach, { minLength: 1, maxLength: 12 }),
    here: fc.nat(),
    memberships: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    role,
  })
  .map(({ reaches, here, memberships, role }) => {
    const channels = reaches.map((reach, index) => ({ id: asId<ChannelId>(`c${index}`), reach }));
    const channel = channels[here % channels.length] ?? {
      id: asId<ChannelId>("c0"),
      reach: "public" as const,
    };
    const askerChannels = new Set(
      channels.filter(({ id }, index) => memberships[index] || id === channel.id).map(({ id }) => id),
    );
    return { asker: { id: asId("ana"), role }, channel, channels, askerChannels };
  });

function holds(law: (scope: Scope, around: Surroundings) => void) {
  fc.assert(
    fc.property(surroundings, (around) => law(scopeOf(around), around)),
    { numRuns: 3000 },
  );
}

/** Every channel that a scope reaches, by its messages or by its memories. */
function reached({ channels, audiences }: Scope): ChannelId[] {
  return [...channels, ...audiences.flatMap((each) => (each.type === "channel" ? [each.channel] : []))];
}

function reachOf(id: ChannelId, { channels }: Surroundings): Reach | undefined {
  return channels.find((channel) => channel.id === id)?.reach;
}

describe("the laws of scope", () => {
  it("holds nothing of another person's", () => {
    holds((scope, { asker }) => {
      expect(scope.own.person).toBe(asker.id);
      expect(scope.audiences.filter(({ type }) => type === "person")).toEqual([]);
    });
  });

  it("F4: a guest's holds only channels that they are in, and nothing of the team's", () => {
    holds((scope, around) => {
      if (around.asker.role !== "guest") return;
      for (const id of reached(scope)) expect(around.askerChannels.has(id)).toBe(true);
      expect(scope.audiences.some(({ type }) => type === "team")).toBe(false);
    });
  });

  it("F4: in a shared channel it is that channel alone, and nothing of the asker's own", () => {
    holds((scope, { channel }) => {
      if (channel.reach !== "shared") return;
      expect(scope).toEqual({
        audiences: [{ type: "channel", channel: channel.id }],
        own: { person: "ana", which: "none" },
        channels: [channel.id],
      });
    });
  });

  it("F3: a private channel appears only in itself and in direct conversations of somebody who is in it", () => {
    holds((scope, around) => {
      for (const id of reached(scope)) {
        if (id === around.channel.id || reachOf(id, around) !== "private") continue;
        expect(around.channel.reach).toBe("direct");
        expect(around.askerChannels.has(id)).toBe(true);
      }
    });
  });

  it("another direct or shared channel never appears", () => {
    holds((scope, around) => {
      const others = reached(scope).filter((id) => id !== around.channel.id);
      for (const id of others) expect(["public", "private"]).toContain(reachOf(id, around));
    });
  });

  it("F2: the asker's own memories join whole only in a direct conversation, and where outsiders listen not at all", () => {
    holds((scope, { channel, asker }) => {
      const { which } = scope.own;
      if (which === "all") expect(channel.reach).toBe("direct");
      if (channel.reach === "shared" || asker.role === "outsider") expect(which).toBe("none");
      else expect(which).toBe(channel.reach === "direct" ? "all" : "travelling");
    });
  });

  it("the team's memories join for members everywhere but in shared channels", () => {
    holds((scope, { channel, asker }) => {
      const hasTeam = scope.audiences.some(({ type }) => type === "team");
      const isOfTheTeam = asker.role !== "guest" && asker.role !== "outsider";
      expect(hasTeam).toBe(isOfTheTeam && channel.reach !== "shared");
    });
  });

  it("the messages of every public channel join for members everywhere but in shared channels", () => {
    holds((scope, { channel, asker, channels }) => {
      if (channel.reach === "shared" || asker.role === "guest" || asker.role === "outsider") return;
      for (const { id, reach } of channels) if (reach === "public") expect(scope.channels).toContain(id);
    });
  });

  it("memories of a public channel join only in that channel", () => {
    holds((scope, around) => {
      for (const audience of scope.audiences) {
        if (audience.type !== "channel" || audience.channel === around.channel.id) continue;
        expect(reachOf(audience.channel, around)).toBe("private");
      }
    });
  });

  it("names each channel and each audience once", () => {
    holds((scope) => {
      expect(new Set(scope.channels).size).toBe(scope.channels.length);
      expect(new Set(scope.audiences.map((each) => JSON.stringify(each))).size).toBe(scope.audiences.length);
    });
  });

  it("does not depend on the order in which the platform lists the channels", () => {
    holds((scope, around) => {
      const turned = scopeOf({ ...around, channels: around.channels.toReversed() });
      expect(turned.channels.toSorted()).toEqual(scope.channels.toSorted());
    });
  });
});
