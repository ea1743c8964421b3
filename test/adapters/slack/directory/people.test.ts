import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { personOf, readUser } from "../../../../src/adapters/slack/directory/people.ts";

const ours = "T0TEAM";
const theirs = "T0OUTSIDE";

const roleOf = (user: object) => {
  const read = readUser({ id: "U0ANA", team_id: ours, ...user });
  return read && personOf(read, ours)?.role;
};

describe("what somebody is", () => {
  it.each([
    ["a member", {}, "member"],
    ["an administrator", { is_admin: true }, "admin"],
    ["an owner", { is_owner: true }, "admin"],
    ["the primary owner", { is_primary_owner: true }, "admin"],
    ["a guest of several channels", { is_restricted: true }, "guest"],
    ["a guest of one channel", { is_restricted: true, is_ultra_restricted: true }, "guest"],
    ["a guest of one channel, said by that alone", { is_ultra_restricted: true }, "guest"],
    ["a guest with an administrator's flag", { is_admin: true, is_restricted: true }, "guest"],
    ["of another workspace", { team_id: theirs }, "outsider"],
    [
      "an administrator of another workspace",
      { team_id: theirs, is_admin: true, is_owner: true },
      "outsider",
    ],
    ["a guest of another workspace", { team_id: theirs, is_restricted: true }, "outsider"],
    ["a stranger", { is_stranger: true }, "outsider"],
    [
      "a stranger with our team's id and an administrator's flag",
      { is_stranger: true, is_admin: true },
      "outsider",
    ],
    [
      "of our organisation, in our workspace too",
      { team_id: theirs, enterprise_user: { teams: [theirs, ours] } },
      "member",
    ],
    [
      "an administrator of our organisation, in our workspace too",
      { team_id: theirs, is_admin: true, enterprise_user: { teams: [ours] } },
      "admin",
    ],
    [
      "of our organisation, in other workspaces only",
      { team_id: theirs, enterprise_user: { teams: [theirs] } },
      "outsider",
    ],
    ["of our organisation, in no workspace", { team_id: theirs, enterprise_user: { teams: [] } }, "outsider"],
    ["of our organisation, in unknown workspaces", { team_id: theirs, enterprise_user: {} }, "outsider"],
    ["without a team", { team_id: undefined }, "member"],
    ["without a team, as null", { team_id: null }, "member"],
    ["a bot", { is_bot: true }, "bot"],
    ["a workflow's bot", { is_workflow_bot: true }, "bot"],
    ["a bot with an administrator's flag", { is_bot: true, is_admin: true }, "bot"],
    ["a bot of another workspace", { is_bot: true, team_id: theirs }, "bot"],
    ["Slackbot, who has no flag", { id: "USLACKBOT", is_bot: false }, "bot"],
    ["deactivated", { deleted: true }, undefined],
    ["a deactivated administrator", { deleted: true, is_admin: true }, undefined],
    ["a deactivated bot", { deleted: true, is_bot: true }, undefined],
    [
      "told with flags of null",
      { is_admin: null, is_bot: null, deleted: null, is_restricted: null },
      "member",
    ],
  ])("%s", (_name, user, role) => {
    expect(roleOf(user)).toBe(role);
  });

  it("is never an administrator where any flag says less", () => {
    const flag = fc.option(fc.boolean(), { nil: undefined });
    const users = fc.record({
      team_id: fc.constantFrom(ours, theirs, undefined),
      deleted: flag,
      is_admin: flag,
      is_owner: flag,
      is_primary_owner: flag,
      is_restricted: flag,
      is_ultra_restricted: flag,
      is_bot: flag,
      is_stranger: flag,
    });
    fc.assert(
      fc.property(users, (user) => {
        const isLess =
          user.deleted || user.is_restricted || user.is_ultra_restricted || user.is_bot || user.is_stranger;
        const isMore = user.is_admin || user.is_owner || user.is_primary_owner;
        const isAdmin = !isLess && Boolean(isMore) && user.team_id !== theirs;
        expect(roleOf(user) === "admin").toBe(isAdmin);
      }),
    );
  });
});

describe("what somebody is called", () => {
  it.each([
    [{ profile: { display_name: "ana", real_name: "Ana Real" }, real_name: "Ana R", name: "ana.r" }, "ana"],
    [{ profile: { display_name: "", real_name: "Ana Real" }, name: "ana.r" }, "Ana Real"],
    [{ profile: { display_name: " ", real_name: null }, real_name: "Ana R", name: "ana.r" }, "Ana R"],
    [{ profile: null, name: "ana.r" }, "ana.r"],
    [{ profile: { display_name: "  ana  " } }, "ana"],
    [{}, "U0ANA"],
  ])("%j", (user, name) => {
    const read = readUser({ id: "U0ANA", ...user });
    expect(read && personOf(read, ours)?.name).toBe(name);
  });
});

it("what is no user of Slack's is nobody", () => {
  for (const raw of [undefined, null, 5, "U0ANA", [], {}, { id: 5 }, { id: "U0ANA", is_admin: "yes" }]) {
    expect(readUser(raw)).toBeUndefined();
  }
  fc.assert(
    fc.property(fc.anything(), (raw) => {
      expect(() => readUser(raw)).not.toThrow();
    }),
  );
});
