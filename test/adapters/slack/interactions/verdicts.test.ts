import { WebClient } from "@slack/web-api";
import { describe, expect, it, onTestFinished } from "vitest";
import { asId, type ProposalId } from "../../../../src/core/ids.ts";
import { workspaceId } from "../../../../src/core/platforms.ts";
import { type Proposal, proposalLifetimeMs } from "../../../../src/core/proposal.ts";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import { openSlackHouse, type SlackHouse, type SlackHouseOptions } from "../slack-house.ts";
import { buttonsOf, findButton, proposeToAna, type SeenButton, told } from "./press.ts";

const workspace = workspaceId("slack", "T0TEAM");

async function openHouse(options: SlackHouseOptions = {}): Promise<SlackHouse> {
  const house = await openSlackHouse(options);
  onTestFinished(() => house.close());
  await house.bot.start();
  return house;
}

const proposalOf = ({ parts }: SlackHouse, { value }: SeenButton) =>
  parts.ledger.proposal(workspace, asId<ProposalId>(value));

const statusOf = async (house: SlackHouse, button: SeenButton) => (await proposalOf(house, button))?.status;

const press = ({ fake }: SlackHouse, button: SeenButton, person = "ana", verb = "approve") =>
  fake.world.press({
    person,
    channel: `dm-${person}`,
    ts: button.ts,
    action: `reverie:${verb}`,
    value: button.value,
  });

/** The same proposal's card as another person has it. */
function copyFor(house: SlackHouse, person: string, { value }: SeenButton): SeenButton {
  const copy = house.fake.world
    .messages({ channel: `dm-${person}` })
    .flatMap(({ ts, blocks }) => buttonsOf(ts, blocks))
    .find((button) => button.value === value);
  if (!copy) throw new Error(`${person} has no copy`);
  return copy;
}

/** A button that anybody with a token of the workspace could have posted. */
async function postButton({ fake }: SlackHouse, channel: string, action: string, value: string) {
  const client = new WebClient(fake.botToken, { slackApiUrl: fake.apiUrl });
  const text = { type: "plain_text" as const, text: "Press me" };
  const button = { type: "button" as const, action_id: action, value, text };
  const blocks = [{ type: "actions" as const, elements: [button] }];
  const { ts = "" } = await client.chat.postMessage({ channel, text: "x", blocks });
  return { ts, action, value };
}

const writeProposal = ({ parts }: SlackHouse, proposal: Proposal) =>
  parts.ledger.write({
    workspace: proposal.workspace,
    expect: { proposals: [], books: [], cursors: [] },
    proposals: [proposal],
    changes: [],
    tombstones: [],
    cursors: [],
    dreams: [],
    audit: [],
  });

const textsOf = ({ fake }: SlackHouse, channel: string) => JSON.stringify(fake.world.messages({ channel }));

describe("B3: clicks at the same time", () => {
  it("of two administrators, ten each, decide once: everyone is answered, the losers by who won", async () => {
    const house = await openHouse();
    const mine = await proposeToAna(house, "Lunch is at noon.");
    const theirs = copyFor(house, "owen", mine);
    const clicks = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0 ? press(house, mine, "ana") : press(house, theirs, "owen"),
    );
    const answers = await Promise.all(clicks.map(({ answer }) => answer));
    expect(answers.map(({ type }) => type)).toEqual(Array(20).fill("acknowledged"));
    const all = () => [...told(house, "ana"), ...told(house, "owen")];
    await house.until(() => all().length === 20, "twenty answers");
    expect(all().filter((text) => text.includes("Approved: remembered for the team"))).toHaveLength(1);
    expect(all().filter((text) => /Already approved by (Ana|Owen|ana|owen)/u.test(text))).toHaveLength(19);
    expect(await statusOf(house, mine)).toBe("approved");
    const acts = await house.parts.ledger.audit(workspace, 100);
    expect(acts.filter(({ act, subject }) => act === "approved" && subject === mine.value)).toHaveLength(1);
    for (const channel of ["dm-ana", "dm-owen"])
      await house.until(() => textsOf(house, channel).includes("Approved by"), "the card drawn again");
  });

  it("B5: for and against leave one verdict, and each card shows it", async () => {
    const house = await openHouse();
    const mine = await proposeToAna(house, "Lunch is at one.");
    const theirs = copyFor(house, "owen", mine);
    await Promise.all([
      press(house, mine, "ana", "approve").answer,
      press(house, theirs, "owen", "reject").answer,
    ]);
    await house.until(() => told(house, "ana").length + told(house, "owen").length === 2, "both answers");
    const status = await statusOf(house, mine);
    expect(status).toBeOneOf(["approved", "rejected"]);
    const word = status === "approved" ? "Approved by" : "Rejected";
    const other = status === "approved" ? "Rejected" : "Approved by";
    for (const channel of ["dm-ana", "dm-owen"]) {
      await house.until(() => textsOf(house, channel).includes(word), "the card drawn again");
      expect(textsOf(house, channel)).not.toContain(other);
    }
  });
});

describe("B4: a click that comes twice", () => {
  it("by the same hand has one effect, and both are answered", async () => {
    const house = await openHouse();
    const button = await proposeToAna(house, "Lunch is at noon.");
    await Promise.all([press(house, button).answer, press(house, button).answer]);
    await house.until(() => told(house, "ana").length === 2, "both answers");
    const version = (await proposalOf(house, button))?.version;
    expect(version).toBe(2);
    expect(told(house, "ana").filter((text) => text.includes("Already approved"))).toHaveLength(1);
  });

  it("as the same payload, signed anew, has one effect and one answer", async () => {
    const house = await openHouse({ way: "http" });
    const button = await proposeToAna(house, "Lunch is at noon.");
    const { fake } = house;
    const payload = {
      type: "block_actions",
      team: { id: "T0TEAM", domain: "example" },
      user: { id: "U0ANA", username: "ana", team_id: "T0TEAM" },
      api_app_id: "A0REVERIE",
      token: "loopback",
      trigger_id: "17.42.replayed",
      container: { type: "message", message_ts: button.ts, channel_id: "D0ANA", is_ephemeral: false },
      channel: { id: "D0ANA", name: "directmessage" },
      actions: [
        { type: "button", action_id: button.action, value: button.value, block_id: "b", action_ts: "1.2" },
      ],
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const contentType = "application/x-www-form-urlencoded";
    const replays = await Promise.all([1, 2, 3].map(() => fake.push.craft({ body, contentType })));
    expect(replays.map(({ status }) => status)).toEqual([200, 200, 200]);
    const forged = await fake.push.craft({ body, contentType, signature: "wrong" });
    expect(forged.status).toBe(401);
    await house.until(() => told(house, "ana").length > 0, "the answer");
    await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
    expect(told(house, "ana")).toHaveLength(1);
    expect((await proposalOf(house, button))?.version).toBe(2);
  });
});

it("B6: a click after the end saves nothing, says so, and the card shows it", async () => {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const house = await openHouse({ clock });
  const button = await proposeToAna(house, "Lunch is at noon.");
  clock.jump(proposalLifetimeMs + 1);
  await press(house, button).answer;
  await house.until(() => told(house, "ana").length === 1, "the answer");
  expect(told(house, "ana")[0]).toContain("This expired before anyone decided. Nothing was saved.");
  expect(await statusOf(house, button)).toBe("expired");
  await house.until(() => !textsOf(house, "dm-ana").includes("reverie:approve"), "the card without buttons");
});

it("B7: a click on what was overtaken changes nothing, and says so", async () => {
  const house = await openHouse();
  const added = await proposeToAna(house, "Lunch is at noon.");
  await press(house, added).answer;
  await house.until(() => findButton(house, "dm-ana", "undo") !== undefined, "the card drawn again");
  const proposal = await proposalOf(house, added);
  if (!proposal) throw new Error("There is no proposal");
  // What a dream proposed while the first sentence stood.
  const change = { ...proposal.change, change: "update" as const, text: "Lunch is at one." };
  const id = asId<ProposalId>("later");
  await writeProposal(house, {
    ...proposal,
    id,
    version: 1,
    status: "pending",
    change,
    basis: proposal.applied,
    before: proposal.change.text,
    approvals: [],
    decision: null,
    applied: null,
  });
  const later = await postButton(house, "D0ANA", "reverie:approve", id);
  await press(house, added, "ana", "undo").answer;
  await house.until(async () => (await statusOf(house, added)) === "undone", "the undo");
  await press(house, later).answer;
  await house.until(
    () => told(house, "ana").some((text) => text.includes("no longer fits and was withdrawn")),
    "the answer",
  );
  expect(await statusOf(house, later)).toBe("withdrawn");
});

it("B8: where the card was deleted, review still decides, and nothing is posted anew", async () => {
  const house = await openHouse();
  const { fake } = house;
  const button = await proposeToAna(house, "Lunch is at noon.");
  fake.world.remove({ channel: "dm-ana", ts: button.ts });
  await fake.world.command({ person: "ana", channel: "general", text: "review" }).answer;
  await house.until(() => told(house, "ana").length === 1, "the review");
  const [review] = fake.world.ephemerals({ person: "ana" });
  const again = buttonsOf(review?.ts ?? "", review?.blocks ?? []).find(
    ({ value, action }) => value === button.value && action === "reverie:approve",
  );
  if (!again) throw new Error("The review has no such button");
  await fake.world.press({ person: "ana", channel: "general", ...again }).answer;
  await house.until(async () => (await statusOf(house, button)) === "approved", "the verdict");
  await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
  expect(fake.world.messages({ channel: "dm-ana" })).toEqual([]);
  expect(textsOf(house, "dm-owen")).toContain("Approved by");
  expect(house.log.entries.filter(({ level }) => level === "error")).toEqual([]);
});

describe("B10: a click that was forged", () => {
  it.each(["nothing", "../proposal", "", "🙈".repeat(50)])("with the id %j finds nothing", async (value) => {
    const house = await openHouse();
    const forged = await postButton(house, "D0ANA", "reverie:approve", value || " ");
    await house.fake.world.press({ person: "ana", channel: "dm-ana", ...forged }).answer;
    await house.until(() => told(house, "ana").length === 1, "the answer");
    expect(told(house, "ana")[0]).toContain("There is nothing by that id here. Nothing changed.");
  });

  it("with a verb of nobody changes nothing", async () => {
    const house = await openHouse();
    for (const verb of ["reverie:toString", "reverie:__proto__", "reverie:launch"]) {
      const forged = await postButton(house, "D0ANA", verb, "x");
      await house.fake.world.press({ person: "ana", channel: "dm-ana", ...forged }).answer;
    }
    await house.until(() => told(house, "ana").length === 3, "the answers");
    for (const text of told(house, "ana")) expect(text).toContain("That button is not mine");
  });

  it("with the proposal of another workspace finds nothing there", async () => {
    const house = await openHouse();
    const own = await proposeToAna(house, "Lunch is at noon.");
    const proposal = await proposalOf(house, own);
    if (!proposal) throw new Error("There is no proposal");
    const other = workspaceId("slack", "T0OTHER");
    const id = asId<ProposalId>("of-another-workspace");
    await writeProposal(house, { ...proposal, id, workspace: other, version: 1 });
    const forged = await postButton(house, "D0ANA", "reverie:approve", id);
    await house.fake.world.press({ person: "ana", channel: "dm-ana", ...forged }).answer;
    await house.until(() => told(house, "ana").length === 1, "the answer");
    expect(told(house, "ana")[0]).toContain("There is nothing by that id here.");
    expect((await house.parts.ledger.proposal(other, id))?.status).toBe("pending");
  });

  it.each(["olaf", "ben"])(
    "by %s, who may not decide there, changes nothing and stands in the audit",
    async (person) => {
      const house = await openHouse();
      const own = await proposeToAna(house, "Lunch is at noon.");
      const forged = await postButton(house, "C0PARTNERS", "reverie:approve", own.value);
      const before = told(house, person).length;
      await house.fake.world.press({ person, channel: "partners", ...forged }).answer;
      await house.until(() => told(house, person).length > before, "the answer");
      // Somebody of another team learns not even that it is there.
      const sentence =
        person === "olaf" ? "There is nothing by that id here" : "Only administrators can decide";
      expect(told(house, person).at(-1)).toContain(sentence);
      expect(await statusOf(house, own)).toBe("pending");
      const acts = await house.parts.ledger.audit(workspace, 100);
      expect(acts.filter(({ act }) => act === "refused")).toHaveLength(1);
    },
  );

  it("B9: by somebody who is no administrator any more, a moment after they were", async () => {
    const house = await openHouse();
    const own = await proposeToAna(house, "Lunch is at noon.");
    house.fake.outbox.hold();
    house.fake.world.changePerson({ person: "ana", kind: "member" });
    house.fake.outbox.release([]);
    await press(house, own).answer;
    await house.until(() => told(house, "ana").length === 1, "the answer");
    expect(told(house, "ana")[0]).toContain("Only administrators can decide this. Nothing changed.");
    expect(await statusOf(house, own)).toBe("pending");
  });
});
