import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { team } from "../../../../src/core/audience.ts";
import { asId, type ProposalId } from "../../../../src/core/ids.ts";
import { writeWith } from "../../../../src/core/memory/write-with.ts";
import { proposalLifetimeMs } from "../../../../src/core/proposal.ts";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import { startFakeDiscord } from "../../../fakes/discord/fake-discord.ts";
import { type DiscordHouse, openDiscordHouse } from "../discord-house.ts";
import { postButton } from "./forged-buttons.ts";
import {
  aboutOf,
  buttonIn,
  buttonsOf,
  copyOf,
  example,
  expectDiscretion,
  openInteracting,
  press,
  proposalOf,
  propose,
  rest,
  type SeenButton,
  siblingOf,
  standing,
  statusOf,
  told,
} from "./interacting.ts";

const copies = ["dm-ana", "dm-owen"];

async function openWithCard() {
  const house = await openInteracting();
  const mine = await propose(house, "Lunch is at noon.");
  return { house, mine, theirs: copyOf(house, "owen", mine) };
}

const redrawn = (house: DiscordHouse, words: string) =>
  house.until(
    () => copies.every((channel) => standing(house, channel).includes(words)),
    "each card drawn again",
  );

const memories = async ({ parts }: DiscordHouse) => (await parts.ledger.book(example, team)).memories.length;

describe("a verdict on a card", () => {
  it("approves, and taken back: every copy shows it", async () => {
    const { house, mine } = await openWithCard();
    expect(await press(house, "ana", mine).answer).toMatchObject({ type: "message", isPrivate: true });
    expect(told(house, "ana").at(-1)).toContain("Approved: remembered for the team. Undo takes it back.");
    await redrawn(house, "Approved by Ana");
    for (const channel of copies) expect(standing(house, channel)).not.toContain("reverie:approve");
    // Whoever decides about the team's memory takes back what another one decided.
    const undo = buttonIn(house.fake.world.direct({ person: "owen" }), "undo");
    await press(house, "owen", undo).answer;
    expect(told(house, "owen").at(-1)).toContain("Taken back.");
    await redrawn(house, "Approved and taken back.");
    expect(await statusOf(house, mine)).toBe("undone");
  });

  it("approves with an edit, which the form asks for in the words that stand there", async () => {
    const { house, mine } = await openWithCard();
    const answer = await press(house, "ana", siblingOf(house, mine, "edit")).answer;
    expect(answer.type).toBe("modal");
    expect(JSON.stringify(house.fake.world.modal({ person: "ana" }))).toContain(
      '"value":"Lunch is at noon."',
    );
    await house.fake.world.submit({ person: "ana", fields: { text: "Lunch is at one.", kind: "decision" } })
      .answer;
    expect(told(house, "ana").at(-1)).toContain("Approved with your edits");
    await redrawn(house, "Lunch is at one.");
    const [memory] = (await house.parts.ledger.book(example, team)).memories;
    expect(memory?.changes.at(-1)).toMatchObject({ text: "Lunch is at one.", kind: "decision" });
  });

  it("E12: sends a form back with what is wrong, and the form after it opens by a button", async () => {
    const { house, mine } = await openWithCard();
    const { world } = house.fake;
    const values = { key: "sensitive-topics", value: "salary" };
    await world.command({ person: "ana", channel: "general", text: "set", values }).answer;
    await press(house, "ana", siblingOf(house, mine, "edit")).answer;
    await world.submit({ person: "ana", fields: { text: "Lunch is part of the salary." } }).answer;
    expect(told(house, "ana").at(-1)).toContain("It touches a topic that is kept out.");
    expect(await statusOf(house, mine)).toBe("pending");
    const open = buttonIn(world.privateAnswers({ person: "ana" }), "form");
    expect((await press(house, "ana", open).answer).type).toBe("modal");
    await world.submit({ person: "ana", fields: { text: "Lunch is at one." } }).answer;
    expect(told(house, "ana").at(-1)).toContain("Approved with your edits");
  });

  it("rejects, and asks why: one tap says it, and no one has to", async () => {
    const { house, mine } = await openWithCard();
    await press(house, "ana", siblingOf(house, mine, "reject")).answer;
    const [asked] = house.fake.world.privateAnswers({ person: "ana" });
    expect(told(house, "ana")[0]).toContain("Rejected. It will not come back without new evidence.");
    await redrawn(house, "Rejected by Ana");
    const reasons = buttonsOf(...house.fake.world.privateAnswers({ person: "ana" }));
    expect(reasons.map(({ customId }) => customId)).toEqual(
      ["wrong", "private", "temporary", "not-useful", "known-already"].map(
        (reason) => `reverie:reject-${reason}:${aboutOf(mine)}`,
      ),
    );
    expect(asked?.isPrivate).toBe(true);
    await press(house, "ana", reasons[1] as SeenButton).answer;
    expect(told(house, "ana").at(-1)).toContain("Noted. The next dream knows why.");
    const [tombstone] = await house.parts.ledger.tombstones(example, team);
    expect(tombstone).toMatchObject({ reason: "private" });
    expect(await memories(house)).toBe(0);
  });
});

describe("B3: clicks at the same time", () => {
  it("of two administrators, ten each, decide once: everyone is answered, the losers by who won", async () => {
    const { house, mine, theirs } = await openWithCard();
    const clicks = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0 ? press(house, "ana", mine) : press(house, "owen", theirs),
    );
    const answers = await Promise.all(clicks.map(({ answer }) => answer));
    expect(answers.map(({ type }) => type)).toEqual(Array(20).fill("message"));
    const all = [...told(house, "ana"), ...told(house, "owen")];
    expect(all).toHaveLength(20);
    expect(all.filter((text) => text.includes("Approved: remembered for the team"))).toHaveLength(1);
    expect(all.filter((text) => /Already approved by (Ana|Owen)/u.test(text))).toHaveLength(19);
    const acts = await house.parts.ledger.audit(example, 100);
    expect(acts.filter(({ act }) => act === "approved")).toHaveLength(1);
    await redrawn(house, "Approved by");
  });

  it("B5: for and against leave one verdict, and each card shows it", async () => {
    const { house, mine, theirs } = await openWithCard();
    await Promise.all([
      press(house, "ana", mine).answer,
      press(house, "owen", siblingOf(house, theirs, "reject")).answer,
    ]);
    const status = await statusOf(house, mine);
    expect(status).toBeOneOf(["approved", "rejected"]);
    expect([...told(house, "ana"), ...told(house, "owen")].join()).toContain(`Already ${status}`);
    const [word, not] = status === "approved" ? ["Approved by", "Rejected"] : ["Rejected by", "Approved by"];
    await redrawn(house, word ?? "");
    for (const channel of copies) expect(standing(house, channel)).not.toContain(not);
    expect(await memories(house)).toBe(status === "approved" ? 1 : 0);
  });
});

describe("B4: a click that comes twice", () => {
  it("by the same hand has one effect, and both are answered", async () => {
    const { house, mine } = await openWithCard();
    await Promise.all([press(house, "ana", mine).answer, press(house, "ana", mine).answer]);
    expect(told(house, "ana")).toHaveLength(2);
    expect(told(house, "ana").filter((text) => text.includes("Already approved"))).toHaveLength(1);
    expect((await proposalOf(house, mine))?.version).toBe(2);
    expect(await memories(house)).toBe(1);
  });

  it("as the same interaction, told three times, has one effect and one answer", async () => {
    const { house, mine } = await openWithCard();
    const { gateway, world } = house.fake;
    gateway.hold();
    const { answer, events } = press(house, "ana", mine);
    gateway.release();
    gateway.repeat(events[0], 2);
    expect(await answer).toMatchObject({ type: "message" });
    await rest(house);
    gateway.repeat(events[0]);
    // What is asked for after it is answered after it.
    await world.command({ person: "ana", channel: "general", text: "help" }).answer;
    expect(told(house, "ana").filter((text) => text.includes("Approved"))).toHaveLength(1);
    expect(told(house, "ana").join()).not.toContain("Already");
    expect((await proposalOf(house, mine))?.version).toBe(2);
    expect(world.records.calls.filter(({ code }) => code === 40060)).toEqual([]);
  });
});

it("B6: a click after the end saves nothing, says so, and the card shows it", async () => {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const house = await openInteracting({ clock });
  const mine = await propose(house, "Lunch is at noon.");
  clock.jump(proposalLifetimeMs + 1);
  await press(house, "ana", mine).answer;
  expect(told(house, "ana")[0]).toContain("This expired before anyone decided. Nothing was saved.");
  expect(await statusOf(house, mine)).toBe("expired");
  await house.until(
    () => !standing(house, "dm-owen").includes("reverie:approve"),
    "the card without buttons",
  );
  expect(await memories(house)).toBe(0);
});

it("B7: a click on what was overtaken changes nothing, and says so", async () => {
  const { house, mine } = await openWithCard();
  await press(house, "ana", mine).answer;
  await redrawn(house, "Approved by");
  const proposal = await proposalOf(house, mine);
  if (!proposal) throw new Error("There is no proposal");
  // What a dream proposed while the first sentence stood.
  const id = asId<ProposalId>("later00000");
  const change = { ...proposal.change, change: "update" as const, text: "Lunch is at one." };
  const open = { version: 1, status: "pending" as const, approvals: [], decision: null, applied: null };
  const later = { ...proposal, ...open, id, change, basis: proposal.applied, before: proposal.change.text };
  await house.parts.ledger.write(writeWith(example, { proposals: [later] }));
  await press(house, "ana", siblingOf(house, mine, "undo")).answer;
  const button = await postButton(house, "dm-ana", "approve", id);
  await press(house, "ana", button).answer;
  expect(told(house, "ana").at(-1)).toContain("no longer fits and was withdrawn. Nothing changed.");
  expect(await statusOf(house, button)).toBe("withdrawn");
});

it("B8: where the card was deleted, review still decides, and nothing is posted anew", async () => {
  const { house, mine } = await openWithCard();
  const { world } = house.fake;
  world.remove({ channel: "dm-ana", id: mine.message });
  await world.command({ person: "ana", channel: "general", text: "review" }).answer;
  const again = buttonIn(world.privateAnswers({ person: "ana" }), "approve", aboutOf(mine));
  await press(house, "ana", again).answer;
  expect(await statusOf(house, mine)).toBe("approved");
  await house.until(() => standing(house, "dm-owen").includes("Approved by Ana"), "the other copy");
  await rest(house);
  expect(world.direct({ person: "ana" })).toEqual([]);
  expect(house.log.entries.filter(({ level }) => level === "error")).toEqual([]);
});

const dayMs = 24 * 60 * 60 * 1000;

describe("a button that has stood for long", () => {
  it("works after a restart and 60 days, in the hands of a new process", async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
    const dataDir = mkdtempSync(join(tmpdir(), "reverie-"));
    const fake = await startFakeDiscord({ time: clock, settings: { serverMembers: true } });
    onTestFinished(async () => {
      await fake.close();
      rmSync(dataDir, { recursive: true, force: true });
    });
    const first = await openDiscordHouse({ clock, fake, dataDir });
    await first.bot.start();
    const mine = await propose(first, "Lunch is at noon.");
    await press(first, "ana", mine).answer;
    await first.until(
      () => JSON.stringify(fake.world.direct({ person: "ana" })).includes("undo"),
      "the card drawn again",
    );
    await first.close();
    await clock.advance(1000);
    clock.jump(60 * dayMs);
    const second = await openDiscordHouse({ clock, fake, dataDir });
    onTestFinished(() => second.close());
    await second.bot.start();
    await press(second, "owen", buttonIn(fake.world.direct({ person: "owen" }), "undo")).answer;
    expect(told(second, "owen").at(-1)).toContain("Taken back.");
    expect(await statusOf(second, mine)).toBe("undone");
    expectDiscretion(second);
  });

  it("B2: decides though nobody noted where the card stands", async () => {
    const house = await openInteracting();
    const mine = await propose(house, "Lunch is at noon.");
    // What was noted of the cards is lost, as where a process dies between a post and its note of it.
    const { documents } = house.parts;
    const name = `proposal ${mine.customId.split(":")[2]}`;
    expect(await documents.delete({ workspace: example, kind: "card", name })).toBe(true);
    await documents.delete({
      workspace: example,
      kind: "discord-direct-card",
      name: `${mine.channel}-${mine.message}`,
    });
    await press(house, "ana", mine).answer;
    expect(told(house, "ana")[0]).toContain("Approved: remembered for the team");
    expect(await statusOf(house, mine)).toBe("approved");
  });
});
