import { describe, expect, it } from "vitest";
import { team } from "../../../../src/core/audience.ts";
import { asId, type ProposalId, type WorkspaceId } from "../../../../src/core/ids.ts";
import { writeWith } from "../../../../src/core/memory/write-with.ts";
import type { Proposal } from "../../../../src/core/proposal.ts";
import { type CraftedPress, pressRequest } from "../receive/crafted-requests.ts";
import { openReceiving, workspace } from "../receive/open-house.ts";

const other: WorkspaceId = asId("slack:T0OTHER");
const nothingThere = "There is nothing by that id here. Nothing changed.";
const onlyAdministrators = "Only administrators can decide this. Nothing changed.";

/** A house in which Ben asked for a memory of the team's, and the administrators have a card of it. */
async function openWithProposal() {
  const house = await openReceiving({ way: "http", fake: { settings: { echoes: false } } });
  const { world, push } = house.fake;
  const wish = "remember for the team: standup is at 9:30";
  await world.command({ person: "ben", channel: "general", text: wish }).answer;
  await house.until(() => house.answers("dm-ana").length === 1, "a card");
  await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
  const [proposal] = await house.parts.ledger.proposals(workspace, null, "pending", 10);
  if (!proposal) throw new Error("There is no proposal");
  let presses = 0;
  const told = () => world.records.calls.filter(({ method }) => method === "chat.postEphemeral");
  /** Somebody presses a button that they were never shown. Gives what they are told. */
  const forge = async (press: Pick<CraftedPress, "action" | "value"> & Partial<CraftedPress>) => {
    presses += 1;
    const before = told().length;
    const answer = await push.craft(pressRequest({ trigger: `${presses}.forged`, ...press }));
    expect(answer).toMatchObject({ status: 200, text: "" });
    await house.until(() => told().length > before, "an answer");
    return told().at(-1)?.arguments.text;
  };
  /** An administrator presses a button of the card that they have. */
  const press = async (person: string, action: string) => {
    const before = world.ephemerals({ person }).length;
    const [card] = house.answers(`dm-${person}`);
    await world.press({ person, channel: `dm-${person}`, ts: card?.ts ?? "", action }).answer;
    await house.until(() => world.ephemerals({ person }).length > before, "an answer");
    return world.ephemerals({ person }).at(-1)?.text;
  };
  const standing = (id: ProposalId, where = workspace) => house.parts.ledger.proposal(where, id);
  const refusals = async () =>
    (await house.parts.ledger.audit(workspace, 50))
      .filter(({ act }) => act === "refused")
      .map(({ person }) => person);
  return { ...house, proposal, forge, press, standing, refusals };
}

const verbs = ["reverie:approve", "reverie:reject"];

describe("B9: an administrator who is none any more", () => {
  it.each(verbs)(
    "is refused at the click (%s), though nobody told of it and a minute has not passed",
    async (action) => {
      const house = await openWithProposal();
      // Ana's role is remembered from a moment ago, and no event will say that it changed.
      expect(await house.slack.directory.person(workspace, asId("U0ANA"))).toMatchObject({ role: "admin" });
      house.fake.world.configure({ events: [] });
      house.fake.world.changePerson({ person: "ana", kind: "member" });
      expect(await house.press("ana", action)).toBe(onlyAdministrators);
      expect(await house.standing(house.proposal.id)).toEqual(house.proposal);
      expect((await house.parts.ledger.book(workspace, team)).memories).toEqual([]);
      expect(await house.refusals()).toEqual(["U0ANA"]);
      // Whoever still is one decides.
      await house.press("owen", action);
      expect((await house.standing(house.proposal.id))?.status).not.toBe("pending");
    },
  );

  it.each([
    ["a guest", { kind: "guest" }],
    ["an outsider", { kind: "outsider" }],
    ["deactivated", { deleted: true }],
  ] as const)("and is now %s learns not even that it is there", async (_name, change) => {
    const house = await openWithProposal();
    house.fake.world.configure({ events: [] });
    house.fake.world.changePerson({ person: "ana", ...change });
    expect(
      await house.forge({ action: "reverie:approve", value: house.proposal.id, channel: "C0GENERAL" }),
    ).toBe(nothingThere);
    expect(await house.standing(house.proposal.id)).toEqual(house.proposal);
  });

  it("decides again once they are one again", async () => {
    const house = await openWithProposal();
    house.fake.world.configure({ events: [] });
    house.fake.world.changePerson({ person: "ana", kind: "member" });
    expect(await house.press("ana", "reverie:approve")).toBe(onlyAdministrators);
    house.fake.world.changePerson({ person: "ana", kind: "admin" });
    const [card] = house.answers("dm-ana");
    await house.fake.world.press({
      person: "ana",
      channel: "dm-ana",
      ts: card?.ts ?? "",
      action: "reverie:approve",
    }).answer;
    expect((await house.standing(house.proposal.id))?.status).toBe("approved");
  });
});

describe("B9: somebody who never was one", () => {
  it.each([
    ["a member", "U0BEN", onlyAdministrators],
    ["a guest", "U0CLEO", nothingThere],
    ["an outsider", "U0OLAF", nothingThere],
    ["a bot", "U0ROBO", nothingThere],
    ["nobody", "U0NOBODY", nothingThere],
    ["an id that every object has", "constructor", nothingThere],
  ])("(%s) is refused, whatever they press", async (_name, user, told) => {
    const house = await openWithProposal();
    for (const action of ["reverie:approve", "reverie:reject", "reverie:edit", "reverie:undo"]) {
      const channel = user === "U0OLAF" ? "C0PARTNERS" : "C0GENERAL";
      expect(await house.forge({ action, value: house.proposal.id, user, channel })).toBe(told);
    }
    expect(await house.standing(house.proposal.id)).toEqual(house.proposal);
    expect((await house.parts.ledger.book(workspace, team)).memories).toEqual([]);
  });
});

describe("B10: ids of another workspace", () => {
  it.each(["reverie:approve", "reverie:reject", "reverie:edit", "reverie:undo"])(
    "are nothing here: %s",
    async (action) => {
      const house = await openWithProposal();
      const foreign: Proposal = { ...house.proposal, id: asId("foreign0id"), workspace: other };
      await house.parts.ledger.write(writeWith(other, { proposals: [foreign] }));
      expect(await house.standing(foreign.id, other)).toEqual(foreign);
      for (const value of [
        foreign.id,
        `${other} ${foreign.id}`,
        "made-up",
        "",
        "__proto__",
        `${house.proposal.id} `,
      ]) {
        for (const teamId of ["T0TEAM", "T0OTHER"]) {
          expect(await house.forge({ action, value, team: teamId })).toBe(nothingThere);
        }
      }
      expect(await house.standing(foreign.id, other)).toEqual(foreign);
      expect(await house.standing(house.proposal.id)).toEqual(house.proposal);
      for (const where of [workspace, other]) {
        expect((await house.parts.ledger.book(where, team)).memories).toEqual([]);
      }
    },
  );
});
