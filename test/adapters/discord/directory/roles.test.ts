import { PermissionFlagsBits as may } from "discord.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { personOf } from "../../../../src/adapters/discord/directory/roles.ts";
import { memberOf, serverId, type ToldMember, toldServer } from "./told-server.ts";

const roles = [
  { id: "11", name: "Administrator", permissions: may.SendMessages },
  { id: "12", name: "Mods", permissions: may.ManageGuild },
  { id: "13", name: "Gods", permissions: may.Administrator },
  { id: "14", name: "Guest", permissions: 0n },
  {
    id: "15",
    name: "Helpers",
    permissions: may.ManageRoles | may.ManageChannels | may.ModerateMembers | may.KickMembers,
  },
];

const person = (member: Omit<ToldMember, "id">, guests: readonly string[] = ["14"], owner = "1") =>
  personOf(memberOf(toldServer({ roles, members: [{ id: "21", ...member }], owner }), "21"), new Set(guests));

describe("what somebody is", () => {
  it.each([
    ["somebody without a role", {}, "member"],
    ["who may change the server", { roles: ["12"] }, "admin"],
    ["who may do everything", { roles: ["13"] }, "admin"],
    ["who may change roles, channels and people only", { roles: ["15"] }, "member"],
    ["whose role is called Administrator", { roles: ["11"] }, "member"],
    ["who is called like the owner", { nick: "owen", name: "Owner" }, "member"],
    ["with the role of guests", { roles: ["14"] }, "guest"],
    ["an administrator with the role of guests", { roles: ["14", "12"] }, "admin"],
    ["who has not passed the screening yet", { isPending: true }, "guest"],
    ["an administrator who has not passed the screening yet", { isPending: true, roles: ["12"] }, "admin"],
    ["who was invited to one voice channel alone", { isVisitor: true }, "guest"],
    ["a bot", { isBot: true }, "bot"],
    ["a bot that may do everything", { isBot: true, roles: ["13"] }, "bot"],
    ["with a role that is gone", { roles: ["99"] }, "member"],
  ] satisfies [string, Omit<ToldMember, "id">, string][])("%s", (_name, member, role) => {
    expect(person(member).role).toBe(role);
  });

  it("is an administrator's for the owner, whatever roles they have", () => {
    expect(person({ roles: ["14"], isPending: true }, ["14"], "21").role).toBe("admin");
  });

  it("is an administrator's for all where everyone may change the server", () => {
    const everyone = { id: serverId, permissions: may.ManageGuild };
    const guild = toldServer({ roles: [everyone], members: [{ id: "21" }] });
    expect(personOf(memberOf(guild, "21"), new Set()).role).toBe("admin");
  });

  it("is never an administrator's by any name", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (nick, name) => {
        expect(person({ roles: ["11", "15"], nick, name }).role).toBe("member");
      }),
      { numRuns: 50 },
    );
  });
});

describe("what somebody is called", () => {
  it.each([
    [{ nick: "Ana here", name: "Ana" }, "Ana here"],
    [{ nick: null, name: "Ana" }, "Ana"],
    [{ nick: null, name: null }, "user-21"],
  ])("%j", (member, name) => {
    expect(person(member).name).toBe(name);
  });
});
