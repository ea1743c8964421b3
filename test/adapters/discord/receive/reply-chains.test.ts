import { describe, expect, it } from "vitest";
import { engineering, mention, openReceiving, type ReceivingHouse } from "./open-house.ts";
import { createRecordingModel } from "./recording-model.ts";

const say = (house: ReceivingHouse, person: string, text: string, replyTo?: string) =>
  house.fake.world.say({
    person,
    channel: "engineering",
    text,
    ...(replyTo === undefined ? {} : { replyTo }),
  }).id;

const lastAnswer = (house: ReceivingHouse) => house.answers("engineering").at(-1)?.id ?? "";

describe("a chain of replies is one conversation", () => {
  it("whose answers reply to the newest question, and which goes on with everyone who replies", async () => {
    const model = createRecordingModel();
    const house = await openReceiving({ model });
    const first = say(house, "ana", `${mention} the wombat lives where?`);
    await house.rest();
    const second = say(house, "ben", "and the quokka?", lastAnswer(house));
    await house.rest();
    const third = say(house, "ana", `${mention} and the numbat?`, second);
    await house.rest();
    expect(house.answers("engineering").map(({ replyTo }) => replyTo)).toEqual([first, second, third]);
    const recorded = await house.recorded(engineering);
    expect(new Set(recorded.map(({ conversation }) => conversation))).toEqual(
      new Set([`${engineering}/${engineering}-${first}`]),
    );
    expect(recorded).toHaveLength(6);
    expect(model.prompts().at(-1)).toContain("wombat");
    expect(model.prompts().at(-1)).toContain("quokka");
    expect(model.asked().at(-1)).toBe("and the numbat?");
  });

  it("also where it goes on below a later part of a long answer", async () => {
    const model = createRecordingModel(
      Array.from({ length: 400 }, (_, line) => `Line ${line}.`).join("\n\n"),
    );
    const house = await openReceiving({ model });
    const first = say(house, "ana", `${mention} tell me much`);
    await house.rest();
    const parts = house.answers("engineering");
    expect(parts.length).toBeGreaterThan(1);
    say(house, "ben", "go on", parts.at(-1)?.id);
    await house.rest();
    const asked = (await house.recorded(engineering)).filter((each) => each.asked !== null);
    expect(asked.map(({ thread }) => thread)).toEqual([null, `${engineering}-${first}`]);
  });

  it("and another is another, even at the same time in the same channel", async () => {
    const house = await openReceiving();
    const one = say(house, "ana", `${mention} one?`);
    const other = say(house, "ben", `${mention} other?`);
    await house.rest();
    expect(
      house
        .answers("engineering")
        .map(({ replyTo }) => replyTo)
        .toSorted(),
    ).toEqual([one, other].toSorted());
    expect(new Set((await house.recorded(engineering)).map(({ conversation }) => conversation)).size).toBe(2);
  });

  it("that began between people is read before Reverie answers in it", async () => {
    const model = createRecordingModel();
    const house = await openReceiving({ model });
    const top = say(house, "ana", "The launch code name is Xylophone.");
    const next = say(house, "ben", "Good name.", top);
    say(house, "owen", `${mention} what is the code name?`, next);
    await house.rest();
    expect(model.prompts()).toHaveLength(1);
    expect(model.prompts()[0]).toContain("Xylophone");
    expect(model.prompts()[0]).toContain("Good name.");
    // It is not for us to keep what was not said to us.
    const kept = (await house.recorded(engineering)).map(({ text }) => text).join(" ");
    expect(kept).not.toContain("Good name.");
  });

  it("goes on when its first question was deleted", async () => {
    const house = await openReceiving();
    const first = say(house, "ana", `${mention} the first?`);
    await house.rest();
    const answer = lastAnswer(house);
    house.fake.world.remove({ channel: "engineering", id: first });
    await house.rest();
    const second = say(house, "ana", `${mention} and then?`, answer);
    await house.rest();
    expect(house.answers("engineering").at(-1)).toMatchObject({ replyTo: second });
    expect(house.logged("turn-failed")).toBe(0);
  });
});

it("in a direct conversation a reply is answered as one, and sees the rest", async () => {
  const model = createRecordingModel();
  const house = await openReceiving({ model });
  house.fake.world.say({ person: "ana", channel: "dm-ana", text: "the wombat lives where?" });
  await house.rest();
  const [answer] = house.answers("dm-ana");
  const { id } = house.fake.world.say({
    person: "ana",
    channel: "dm-ana",
    text: "why?",
    replyTo: answer?.id ?? "",
  });
  await house.rest();
  expect(house.answers("dm-ana")).toMatchObject([{ replyTo: null }, { replyTo: id }]);
  expect(model.prompts().at(-1)).toContain("wombat");
});
