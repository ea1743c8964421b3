import { describe, expect, it } from "vitest";
import { personAudience } from "../../../../src/core/audience.ts";
import { asId, type PersonId, type ProposalId } from "../../../../src/core/ids.ts";
import { announce } from "../../../../src/core/memory/proposal-cards.ts";
import { writeWith } from "../../../../src/core/memory/write-with.ts";
import type { Proposal } from "../../../../src/core/proposal.ts";
import type { DiscordHouse } from "../discord-house.ts";
import { postButton } from "./forged-buttons.ts";
import {
  buttonIn,
  example,
  openInteracting,
  press,
  proposalOf,
  propose,
  rest,
  siblingOf,
  standing,
  told,
} from "./interacting.ts";

const dora = asId<PersonId>("210000000000000004");
const id = asId<ProposalId>("ofdora0000");
const words = "Dora is looking for another job.";

/** What a dream found about Dora alone is put before her, as its digest does. */
async function proposeToDora(house: DiscordHouse): Promise<void> {
  const other = await proposalOf(house, await propose(house, "Lunch is at noon."));
  if (!other) throw new Error("There is no proposal");
  const change = { ...other.change, text: words, why: "She said so." };
  const mine: Proposal = { ...other, id, version: 1, audience: personAudience(dora), change };
  await house.parts.ledger.write(writeWith(example, { proposals: [mine] }));
  const announcement = { workspace: example, title: "For you alone", body: "", proposals: [mine], rest: 0 };
  await announce(house.parts, announcement, house.parts.clock.now());
  await rest(house);
}

const everywhere = ["general", "engineering", "core-team", "dm-ana", "dm-ben", "dm-owen", "dm-cleo"];
const memories = async ({ parts }: DiscordHouse) =>
  (await parts.ledger.book(example, personAudience(dora))).memories;

describe("a proposal that is somebody's own", () => {
  it("comes to them alone, by direct message, and is theirs to decide", async () => {
    const house = await openInteracting();
    await proposeToDora(house);
    for (const channel of everywhere) expect(standing(house, channel)).not.toContain("another job");
    await press(house, "dora", buttonIn(house.fake.world.direct({ person: "dora" }), "approve", id)).answer;
    expect(told(house, "dora").at(-1)).toContain("Approved: remembered for you alone.");
    expect(await memories(house)).toHaveLength(1);
  });

  it("has a form with a toggle, and what is chosen there is kept", async () => {
    const house = await openInteracting();
    await proposeToDora(house);
    const card = buttonIn(house.fake.world.direct({ person: "dora" }), "approve", id);
    await press(house, "dora", siblingOf(house, card, "edit")).answer;
    const fields = { text: "Dora likes her job.", travels: "reverie-yes" };
    await house.fake.world.submit({ person: "dora", fields }).answer;
    const [memory] = await memories(house);
    expect(memory?.changes.at(-1)).toMatchObject({ text: "Dora likes her job.", travels: true });
  });

  it("is nothing to anybody else, whatever they press, administrators included", async () => {
    const house = await openInteracting();
    await proposeToDora(house);
    for (const person of ["owen", "ana", "ben", "cleo"]) {
      for (const verb of ["approve", "edit", "reject", "undo"]) {
        await press(house, person, await postButton(house, "general", verb, id)).answer;
        expect(told(house, person).at(-1)).toContain("There is nothing by that id here. Nothing changed.");
      }
      await house.fake.world.command({ person, channel: "general", text: "review" }).answer;
      await house.fake.world.command({ person, channel: "general", text: "home" }).answer;
      expect(told(house, person).join()).not.toContain("another job");
    }
    expect(await memories(house)).toEqual([]);
  });

  it("waits for review where direct messages are closed, and is said nowhere else", async () => {
    const house = await openInteracting();
    const { world } = house.fake;
    world.closeDirect({ person: "dora" });
    await proposeToDora(house);
    expect(world.direct({ person: "dora" })).toEqual([]);
    for (const channel of everywhere) expect(standing(house, channel)).not.toContain("another job");
    await world.command({ person: "dora", channel: "general", text: "review" }).answer;
    await press(house, "dora", buttonIn(world.privateAnswers({ person: "dora" }), "approve", id)).answer;
    expect(await memories(house)).toHaveLength(1);
    expect(standing(house, "general")).not.toContain("another job");
  });

  it("is told to nobody who has left the server, though another one is shared", async () => {
    const house = await openInteracting({ settings: { guilds: ["Example", "Other"] } });
    const { world } = house.fake;
    world.changePerson({ person: "dora", guild: "Other", isIn: true });
    world.changePerson({ person: "dora", isIn: false });
    await proposeToDora(house);
    expect(standing(house, "dm-dora")).not.toContain("another job");
  });
});
