import { describe, expect, it } from "vitest";
import { channelAudience, formatAudience, team } from "../../src/core/audience.ts";
import { asId } from "../../src/core/ids.ts";
import type { Reach, Role } from "../../src/core/message.ts";
import { scopeOf } from "../../src/core/scope.ts";

const places: readonly { id: string; reach: Reach }[] = [
  { id: "general", reach: "public" },
  { id: "random", reach: "public" },
  { id: "core-team", reach: "private" },
  { id: "board", reach: "private" },
  { id: "partners", reach: "shared" },
  { id: "vendors", reach: "shared" },
];
const reachOf: Readonly<Record<string, Reach>> = {
  ...Object.fromEntries(places.map(({ id, reach }) => [id, reach])),
  "dm-ana": "direct",
};

/** The scope of Ana in one of the places, when she is in these channels, in words. */
function scopeIn(channel: string, role: Role, memberOf: string) {
  const scope = scopeOf({
    asker: { id: asId("ana"), role },
    channel: { id: asId(channel), reach: reachOf[channel] ?? "public" },
    channels: places.map(({ id, reach }) => ({ id: asId(id), reach })),
    askerChannels: new Set(memberOf.split(" ").map((id) => asId(id))),
  });
  expect(scope.own.person).toBe("ana");
  return {
    audiences: scope.audiences.map(formatAudience).toSorted(),
    own: scope.own.which,
    channels: scope.channels.toSorted().join(" "),
  };
}

const hers = "general core-team partners dm-ana";

describe("scopeOf", () => {
  // Each row: where, as whom, in which channels → audiences, own memories, channels of messages.
  it.each<[string, Role, string, string[], string, string]>([
    ["general", "member", hers, ["channel general", "team"], "travelling", "general random"],
    ["general", "admin", hers, ["channel general", "team"], "travelling", "general random"],
    ["general", "guest", "general dm-ana", ["channel general"], "travelling", "general"],
    ["general", "guest", "general random core-team", ["channel general"], "travelling", "general random"],
    ["general", "outsider", "general", ["channel general"], "none", "general"],
    ["core-team", "member", hers, ["channel core-team", "team"], "travelling", "core-team general random"],
    ["core-team", "admin", hers, ["channel core-team", "team"], "travelling", "core-team general random"],
    ["core-team", "guest", "core-team general", ["channel core-team"], "travelling", "core-team general"],
    ["core-team", "outsider", "core-team general", ["channel core-team"], "none", "core-team"],
    ["partners", "member", hers, ["channel partners"], "none", "partners"],
    ["partners", "admin", `${hers} board vendors`, ["channel partners"], "none", "partners"],
    ["partners", "guest", hers, ["channel partners"], "none", "partners"],
    ["partners", "outsider", "partners", ["channel partners"], "none", "partners"],
    ["dm-ana", "member", hers, ["channel core-team", "team"], "all", "core-team dm-ana general random"],
    ["dm-ana", "admin", hers, ["channel core-team", "team"], "all", "core-team dm-ana general random"],
    ["dm-ana", "member", "dm-ana", ["team"], "all", "dm-ana general random"],
    [
      "dm-ana",
      "member",
      `${hers} board`,
      ["channel board", "channel core-team", "team"],
      "all",
      "board core-team dm-ana general random",
    ],
    ["dm-ana", "guest", "general core-team dm-ana", ["channel core-team"], "all", "core-team dm-ana general"],
    ["dm-ana", "guest", "dm-ana", [], "all", "dm-ana"],
    ["dm-ana", "outsider", "partners dm-ana", ["channel dm-ana"], "none", "dm-ana"],
  ])(
    "F2: in %s as %s of %j reads %j, own %s, talk of %s",
    (channel, role, memberOf, audiences, own, channels) => {
      expect(scopeIn(channel, role, memberOf)).toEqual({ audiences, own, channels });
    },
  );

  it("F5: reads a channel no more elsewhere once it has become private", () => {
    const at = (reach: Reach) =>
      scopeOf({
        asker: { id: asId("ana"), role: "member" },
        channel: { id: asId("general"), reach: "public" },
        channels: [
          { id: asId("general"), reach: "public" },
          { id: asId("plans"), reach },
        ],
        askerChannels: new Set([asId("general"), asId("plans")]),
      });
    expect(at("public").channels).toContain("plans");
    expect(at("private").channels).toEqual(["general"]);
    expect(at("private").audiences).toEqual([team, channelAudience(asId("general"))]);
  });

  it("F5: reads a private channel no more in direct messages once the asker has left it", () => {
    expect(scopeIn("dm-ana", "member", hers).channels).toContain("core-team");
    expect(scopeIn("dm-ana", "member", "general dm-ana").channels).not.toContain("core-team");
  });

  it("reads the place itself where the list of channels does not know it yet", () => {
    const scope = scopeOf({
      asker: { id: asId("ana"), role: "member" },
      channel: { id: asId("new"), reach: "private" },
      channels: [],
      askerChannels: new Set(),
    });
    expect(scope.channels).toEqual(["new"]);
    expect(scope.audiences.map(formatAudience)).toEqual(["team", "channel new"]);
  });
});
