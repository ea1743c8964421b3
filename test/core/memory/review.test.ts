import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { playgroundWorkspace } from "../../../src/adapters/playground/cast.ts";
import { team } from "../../../src/core/audience.ts";
import { asId, type PersonId, type ProposalId } from "../../../src/core/ids.ts";
import { draftProposal } from "../../../src/core/memory/draft-proposal.ts";
import { propose } from "../../../src/core/memory/remember.ts";
import { reviewActions } from "../../../src/core/memory/review.ts";
import { liveMemories } from "../../../src/core/memory.ts";
import type { Person, Role } from "../../../src/core/message.ts";
import type { Parts } from "../../../src/core/parts.ts";
import { workspaceId } from "../../../src/core/platforms.ts";
import type { Proposal } from "../../../src/core/proposal.ts";
import { writeSetting } from "../../../src/core/settings/settings.ts";
import { type House, openHouse } from "../../doubles/house.ts";

const now = Date.UTC(2026, 10, 22, 12);
const general = asId<never>("general");

describe("verdicts", () => {
  let house: House;
  let roles: Record<string, Role>;
  let parts: Parts;
  beforeEach(async () => {
    house = openHouse({ now });
    roles = { ana: "admin", ben: "member", cleo: "guest", dora: "admin" };
    const [platform] = house.parts.platforms;
    if (!platform) throw new Error("A house has a platform");
    // The same platform with people whose roles a test can change.
    const directory = {
      ...platform.directory,
      person: async (_: unknown, id: PersonId): Promise<Person | undefined> => {
        const role = roles[id];
        return role && { id, name: id, role };
      },
    };
    parts = { ...house.parts, platforms: [{ ...platform, directory }] };
    await house.bot.start();
    await house.settle();
  });
  afterEach(() => house.close());

  const waiting = async (text = "Deploys are frozen on Fridays."): Promise<Proposal> => {
    const receipt = {
      type: "signal" as const,
      signal: asId<never>("s"),
      act: "command" as const,
      author: asId<PersonId>("ben"),
      givenAt: now,
      about: null,
    };
    const candidate = {
      change: "add" as const,
      memory: null,
      kind: "fact" as const,
      text,
      why: "",
      receipts: [receipt],
      travels: false,
      warnings: [],
    };
    const proposal = await draftProposal(parts, playgroundWorkspace, team, candidate, {
      source: "dream",
      dream: null,
      seed: null,
    });
    await propose(parts, {
      workspace: playgroundWorkspace,
      proposals: [proposal],
      dream: null,
      cursor: null,
    });
    return proposal;
  };
  const press = async (verb: string, person: string, value: string, workspace = playgroundWorkspace) => {
    const act = {
      workspace,
      person: asId<PersonId>(person),
      channel: general,
      value,
      fields: null,
      message: null,
    };
    return (await reviewActions[verb]?.(parts, act))?.text ?? "";
  };
  const standing = async () =>
    liveMemories(await parts.ledger.book(playgroundWorkspace, team)).map(({ text }) => text);
  const statusOf = async (id: ProposalId) => (await parts.ledger.proposal(playgroundWorkspace, id))?.status;

  it("rejects at once and asks why afterwards, which only whoever rejected can say", async () => {
    const proposal = await waiting();
    const act = { workspace: playgroundWorkspace, channel: general, fields: null, message: null };
    const rejected = await reviewActions.reject?.(parts, {
      ...act,
      person: asId<PersonId>("ana"),
      value: proposal.id,
    });
    expect(rejected?.text).toContain("Rejected.");
    const reasons = rejected?.card?.sections[0]?.actions ?? [];
    expect(reasons.map(({ label }) => label)).toContain("Temporary");
    const { verb = "", value = "" } = reasons.find(({ label }) => label === "Temporary") ?? {};
    expect(value).toBe(proposal.id);
    expect(await press(verb, "dora", value)).toMatch(/^Already rejected by ana/u);
    expect(await press(verb, "ana", "none")).toContain("nothing by that id");
    expect(await press(verb, "ana", value)).toBe("Noted. The next dream knows why.");
    const [tombstone] = await parts.ledger.tombstones(playgroundWorkspace, team);
    expect(tombstone).toMatchObject({
      proposal: proposal.id,
      reason: "temporary",
      text: proposal.change.text,
    });
    const stored = await parts.ledger.proposal(playgroundWorkspace, proposal.id);
    expect(stored).toMatchObject({ status: "rejected", decision: { by: "ana", reason: "temporary" } });
  });

  it("B3, B4, B5: lets exactly one of a hundred clicks win, and answers every other", async () => {
    const proposal = await waiting();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, click) =>
        press(click % 3 === 0 ? "reject" : "approve", click % 2 === 0 ? "ana" : "dora", proposal.id),
      ),
    );
    const won = answers.filter((answer) => /^(?:Approved: |Rejected\.)/u.test(answer));
    expect(won).toHaveLength(1);
    expect(
      answers.filter((answer) => /^Already (?:approved|rejected) by (?:ana|dora), /u.test(answer)),
    ).toHaveLength(99);
    const status = await statusOf(proposal.id);
    expect(await standing()).toHaveLength(status === "approved" ? 1 : 0);
    const verdicts = (await parts.ledger.audit(playgroundWorkspace, 1000)).filter(
      ({ subject, act }) => subject === proposal.id && act !== "proposed",
    );
    expect(verdicts).toHaveLength(1);
  });

  it("approves many proposals at once without losing one", async () => {
    const proposals = [];
    for (let index = 0; index < 20; index += 1)
      proposals.push(await waiting(`Fact number ${index} of the team.`));
    await Promise.all(proposals.map(({ id }) => press("approve", "ana", id)));
    expect(await standing()).toHaveLength(20);
    expect((await parts.ledger.book(playgroundWorkspace, team)).revision).toBe(20);
  });

  it("B9: asks the platform at the click, not the card", async () => {
    const proposal = await waiting();
    expect(await press("approve", "ben", proposal.id)).toContain("Only administrators");
    roles.ana = "member";
    expect(await press("approve", "ana", proposal.id)).toContain("Only administrators");
    roles.ana = "guest";
    expect(await press("approve", "ana", proposal.id)).toContain("nothing by that id");
    delete roles.ana;
    expect(await press("approve", "ana", proposal.id)).toContain("nothing by that id");
    expect(await statusOf(proposal.id)).toBe("pending");
    roles.ben = "admin";
    expect(await press("approve", "ben", proposal.id)).toContain("Approved");
  });

  it("B10: finds no proposal of another workspace", async () => {
    const proposal = await waiting();
    expect(await press("approve", "ana", proposal.id, workspaceId("playground", "other"))).toContain(
      "nothing by that id",
    );
    expect(await statusOf(proposal.id)).toBe("pending");
  });

  it("waits for as many different people as the quorum asks for", async () => {
    await writeSetting(parts, playgroundWorkspace, null, "quorum", "2");
    const proposal = await waiting();
    expect(await press("approve", "ana", proposal.id)).toContain("more are needed");
    expect(await press("approve", "ana", proposal.id)).toContain("more are needed");
    expect(await standing()).toEqual([]);
    expect(await press("approve", "dora", proposal.id)).toContain("Approved");
    expect(await standing()).toHaveLength(1);
  });

  it("B7: refuses a proposal that a newer change overtook", async () => {
    const added = await waiting();
    await press("approve", "ana", added.id);
    const change = { ...added.change, change: "update" as const, text: "Deploys are frozen on Thursdays." };
    const drafts = await Promise.all(
      ["Deploys are never frozen.", "Deploys are always frozen."].map((text) =>
        draftProposal(
          parts,
          playgroundWorkspace,
          team,
          { ...change, text },
          { source: "dream", dream: null, seed: null },
        ),
      ),
    );
    await propose(parts, { workspace: playgroundWorkspace, proposals: drafts, dream: null, cursor: null });
    expect(await press("approve", "ana", drafts[0]?.id ?? "")).toContain("Approved");
    expect(await press("approve", "ana", drafts[1]?.id ?? "")).toContain("changed after this was proposed");
    expect(await standing()).toEqual(["Deploys are never frozen."]);
  });

  it("B8: decides without the card", async () => {
    const proposal = await waiting();
    for (const message of house.playground.world.all()) house.playground.world.remove(message, false);
    expect(await press("approve", "ana", proposal.id)).toContain("Approved");
    await house.settle();
    expect(house.log.entries.filter(({ level }) => level === "error")).toEqual([]);
  });
});
