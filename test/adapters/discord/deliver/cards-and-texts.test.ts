import { MessageFlags } from "discord.js";
import { describe, expect, it } from "vitest";
import type { Card, CardAction } from "../../../../src/core/card.ts";
import { type Content, plainContent } from "../../../../src/core/ports/delivery.ts";
import { type OpenDelivery, openDelivery, type Question, routes } from "./open-delivery.ts";
import { seenIn, standingIn } from "./standing-messages.ts";

const approve: CardAction = {
  verb: "approve",
  label: "Approve",
  description: "Approve this",
  style: "primary",
  value: "p1",
};

const card: Card = {
  title: "A proposal",
  body: "For the team",
  sections: [
    {
      title: "Fact",
      text: "Lunch is at noon.",
      before: null,
      note: "",
      warnings: [],
      quotes: [],
      actions: [approve],
    },
  ],
  footer: "",
};

const ofCard: Content = { ...plainContent(""), card };
const ofCardAndText: Content = { ...plainContent("Look"), card, note: "small print", actions: [approve] };
const ofText: Content = { ...plainContent("Just words."), note: "small print" };

async function openPlace(ask: (open: OpenDelivery) => Question = (open) => open.ask()) {
  const open = await openDelivery();
  const question = ask(open);
  return {
    ...open,
    ...question,
    post: (content: Content, key = "a") => open.finished(open.delivery.post(question.place, content, key)),
    update: (message: Awaited<ReturnType<typeof open.delivery.post>>, content: Content) =>
      open.finished(open.delivery.update({ ...question.place, message }, content)),
    standing: () => standingIn(open.fake, question.channel),
    flags: () => seenIn(open.fake, question.channel)[0]?.flags ?? 0,
    statuses: (route: string) => open.callsOf(route).map(({ status }) => status),
  };
}

const asComponents = MessageFlags.IsComponentsV2;

describe("a card", () => {
  it.each([
    ["alone", ofCard],
    ["with a text, a note and buttons", ofCardAndText],
  ])("is one call %s, because Discord gives back what was sent", async (_, content) => {
    const { post, standing, callsOf, flags } = await openPlace();
    await post(content);
    expect(standing()).toMatchObject([{ hasCard: true }]);
    expect(flags() & asComponents).not.toBe(0);
    expect(callsOf(routes.post)).toHaveLength(1);
    expect(callsOf(routes.edit)).toEqual([]);
  });

  it("is replaced by another in one call", async () => {
    const { post, update, fake, channel, statuses } = await openPlace();
    const message = await post(ofCard);
    await update(message, { ...ofCard, card: { ...card, title: "Approved by Ana", sections: [] } });
    expect(JSON.stringify(seenIn(fake, channel)[0]?.components)).toContain("Approved by Ana");
    expect(JSON.stringify(seenIn(fake, channel)[0]?.components)).not.toContain("Lunch");
    expect(statuses(routes.edit)).toEqual([200]);
  });

  it("is replaced by a text, which stays one of components", async () => {
    const { post, update, standing, statuses, flags } = await openPlace();
    const message = await post(ofCard);
    await update(message, ofText);
    expect(standing()).toMatchObject([{ id: message, text: "Just words.", hasCard: false, hasNote: true }]);
    expect(flags() & asComponents).not.toBe(0);
    expect(statuses(routes.edit)).toEqual([400, 200]);
    await update(message, ofCard);
    expect(standing()).toMatchObject([{ text: "", hasCard: true, hasNote: false }]);
  });

  it("takes the place of a text, whose words go", async () => {
    const { post, update, fake, channel, standing, statuses, flags } = await openPlace();
    const message = await post(ofText);
    expect(flags() & asComponents).toBe(0);
    await update(message, ofCardAndText);
    expect(standing()).toMatchObject([
      { id: message, text: "Look", hasCard: true, hasNote: true, hasActions: true },
    ]);
    expect(seenIn(fake, channel)[0]?.content).toBe("");
    expect(statuses(routes.edit)).toEqual([200]);
  });

  it("takes the place of a text under its key, also where the note of it was lost, and the other way round", async () => {
    const { post, standing, restart, place, finished, documents, workspace } = await openPlace();
    const message = await post(ofText);
    expect(await post(ofCard)).toBe(message);
    expect(standing()).toMatchObject([{ text: "", hasCard: true }]);
    await documents.eraseWorkspace(workspace);
    const next = restart();
    expect(await finished(next.delivery.post(place, ofText, "a"))).toBe(message);
    expect(standing()).toMatchObject([{ text: "Just words.", hasCard: false }]);
  });

  it("can be the end of an answer that was drafted in words", async () => {
    const { delivery, place, asker, pass, finished, standing } = await openPlace();
    const answer = delivery.stream(place, "answer", asker);
    answer.show("One two ");
    await pass(1500);
    const ids = await finished(answer.finish(ofCardAndText));
    expect(standing()).toMatchObject([{ id: ids[0], hasCard: true, isDraft: false }]);
  });
});

describe("an edit", () => {
  it.each([
    ["a text", ofText],
    ["a card", ofCard],
  ])("B8: of %s that is gone is no error, and nothing is posted instead", async (_, content) => {
    const { post, update, delivery, finished, place, fake, channel, standing, callsOf } = await openPlace();
    const message = await post(content);
    fake.world.remove({ channel, id: message.split("-")[1] ?? "" });
    await update(message, ofText);
    await update(message, ofCard);
    await finished(delivery.remove({ ...place, message }));
    expect(standing()).toEqual([]);
    expect(callsOf(routes.post)).toHaveLength(1);
  });

  it("B8: in a channel that is gone is no error either", async () => {
    const { post, update, fake, channel, delivery, finished, place } = await openPlace();
    const message = await post(ofCard);
    fake.world.changeChannel({ channel, isDeleted: true });
    await update(message, ofText);
    await finished(delivery.remove({ ...place, message }));
  });

  it("of what stands for longer than an hour keeps back no other, where Discord allows few of them", async () => {
    const { post, delivery, finished, until, fake, clock, place, standing, callsOf } = await openPlace();
    const old = await post(ofText, "old");
    await clock.advance(60 * 60 * 1000);
    const young = await post(ofText, "young");
    fake.faults.failNext({ route: routes.edit, as: { type: "error", code: 30046 } });
    const startedAt = clock.now();
    const late = delivery.update({ ...place, message: old }, plainContent("Old."));
    await until(() => callsOf(routes.edit).length === 1, "the refusal");
    await finished(delivery.update({ ...place, message: young }, plainContent("Young.")));
    expect(clock.now() - startedAt).toBeLessThan(2000);
    await finished(late);
    // Discord does not say how long: it is asked again after some seconds.
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(5000);
    expect(callsOf(routes.edit).map(({ status }) => status)).toEqual([429, 200, 200]);
    expect(standing().map(({ text }) => text)).toEqual(["Old.", "Young."]);
  });
});

describe("a button in a direct conversation", () => {
  const press: Content = { ...plainContent("Press it"), actions: [approve] };

  it("finds its server, whether it was posted, edited in, or posted again by another process", async () => {
    const { askDirectly, delivery, finished, directCards, restart, workspace, documents, clock } =
      await openPlace();
    const { place } = askDirectly();
    const guild = workspace.split(":")[1] ?? "";
    const find = async (message: Awaited<ReturnType<typeof delivery.post>>) =>
      directCards.find(message, ["100000000000000002", guild]);
    const posted = await finished(delivery.post(place, press, "posted"));
    expect(await find(posted)).toBe(guild);
    const edited = await finished(delivery.post(place, ofText, "edited"));
    expect(await find(edited)).toBeUndefined();
    await finished(delivery.update({ ...place, message: edited }, press));
    expect(await find(edited)).toBe(guild);
    const key = { workspace, kind: "discord-direct-card", name: posted };
    await documents.delete(key);
    await clock.advance(1000);
    await finished(restart().delivery.post(place, press, "posted"));
    expect(await find(posted)).toBe(guild);
  });
});
