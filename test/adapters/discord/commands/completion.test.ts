import { describe, expect, it } from "vitest";
import { settingDefinitions, settingKeys } from "../../../../src/core/settings/setting-definitions.ts";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import type { DiscordHouse } from "../discord-house.ts";
import { openInteracting, told } from "../interactions/interacting.ts";

interface Choice {
  readonly name: string;
  readonly value: string;
}

/** What a person is offered for a parameter. */
async function offered(
  { fake }: DiscordHouse,
  person: string,
  text: string,
  focused: string,
  values: Readonly<Record<string, string>> = {},
  channel = "general",
): Promise<readonly Choice[]> {
  const given = await fake.world.autocomplete({
    person,
    channel,
    text,
    focused,
    values: { [focused]: "", ...values },
  }).answer;
  if (given.type !== "choices") throw new Error(`It is answered by ${given.type}`);
  return given.choices as unknown as readonly Choice[];
}

const namesOf = (choices: readonly Choice[]) => choices.map(({ name }) => name.replace(/^\w{10} /u, ""));

async function remember(
  { fake }: DiscordHouse,
  person: string,
  channel: string,
  values: Readonly<Record<string, string>>,
) {
  await fake.world.command({ person, channel, text: "remember", values }).answer;
}

/** A house that remembers something for everybody who may remember something. */
async function openRemembering(): Promise<DiscordHouse> {
  const house = await openInteracting();
  await house.fake.world.command({
    person: "ana",
    channel: "general",
    text: "set",
    values: { key: "guest-role", value: "Guest" },
  }).answer;
  await remember(house, "ana", "general", { for: "for the team:", text: "The team likes tea." });
  await remember(house, "ana", "core-team", { for: "for the channel:", text: "The core likes cake." });
  for (const person of ["ana", "ben", "dora", "cleo"])
    await remember(house, person, "general", {
      text: `${person} likes ${person === "ben" ? "pie" : "plums"}.`,
    });
  return house;
}

describe("the id of a memory", () => {
  it("is offered with its words, one's own first, and only of what one may see", async () => {
    const house = await openRemembering();
    for (const words of ["forget", "history", "undo"]) {
      expect(namesOf(await offered(house, "ana", words, "id", {}, "core-team"))).toEqual([
        "ana likes plums.",
        "The core likes cake.",
        "The team likes tea.",
      ]);
      expect(namesOf(await offered(house, "dora", words, "id"))).toEqual([
        "dora likes plums.",
        "The team likes tea.",
      ]);
      // Guests see nothing of the team's.
      expect(namesOf(await offered(house, "cleo", words, "id"))).toEqual(["cleo likes plums."]);
      expect(namesOf(await offered(house, "ben", words, "id", {}, "dm-ben"))).toEqual([
        "ben likes pie.",
        "The team likes tea.",
      ]);
    }
  });

  it("is found by a part of its words or by itself, and works as it was offered", async () => {
    const house = await openRemembering();
    const [tea, ...more] = await offered(house, "dora", "history", "id", { id: "LIKES TEA" });
    expect(more).toEqual([]);
    expect(await offered(house, "dora", "history", "id", { id: tea?.value.slice(2, 8) ?? "" })).toEqual([
      tea,
    ]);
    expect(await offered(house, "dora", "history", "id", { id: "nothing of the kind" })).toEqual([]);
    await house.fake.world.command({
      person: "dora",
      channel: "general",
      text: "history",
      values: { id: tea?.value ?? "" },
    }).answer;
    expect(told(house, "dora").at(-1)).toContain("The team likes tea.");
  });

  it("of what is forgotten is offered for looking and for bringing back, and not for forgetting", async () => {
    const house = await openRemembering();
    const [plums] = await offered(house, "dora", "forget", "id", { id: "plums" });
    await house.fake.world.command({
      person: "dora",
      channel: "general",
      text: "forget",
      values: { id: plums?.value ?? "" },
    }).answer;
    expect(namesOf(await offered(house, "dora", "forget", "id"))).toEqual(["The team likes tea."]);
    for (const words of ["history", "undo"])
      expect(namesOf(await offered(house, "dora", words, "id"))).toContain("(forgotten) dora likes plums.");
    await house.fake.world.command({
      person: "dora",
      channel: "general",
      text: "undo",
      values: { id: plums?.value ?? "" },
    }).answer;
    expect(namesOf(await offered(house, "dora", "forget", "id"))).toContain("dora likes plums.");
  });

  it("is offered within Discord's limits, however many and long they are", async () => {
    const house = await openInteracting();
    for (let index = 0; index < 30; index += 1)
      await remember(house, "dora", "general", {
        text: `${index * 7919} is ${"🍐".repeat(index === 3 ? 200 : 3)} a number.`,
      });
    const choices = await offered(house, "dora", "forget", "id");
    expect(choices).toHaveLength(25);
    for (const { name, value } of choices) {
      expect(name.length).toBeLessThanOrEqual(100);
      expect(value).toMatch(/^[0-9a-z]{10}$/u);
    }
  });
});

describe("a setting", () => {
  it("is offered by its key, with what it means", async () => {
    const house = await openInteracting();
    expect((await offered(house, "ana", "set", "key")).map(({ value }) => value)).toEqual(
      settingKeys.slice(0, 25),
    );
    // What begins so comes first, then where it stands in the explanation.
    const found = await offered(house, "ana", "set", "key", { key: "LISTEN" });
    expect(found.map(({ value }) => value)).toEqual(["listen", "exclude-channels"]);
    const model = await offered(house, "ana", "set", "key", { key: "model" });
    expect(model[0]?.value).toBe("model");
  });

  it("has values to choose from, each of which it takes", async () => {
    const house = await openInteracting();
    const valuesOf = async (key: string) =>
      (await offered(house, "ana", "set", "value", { key })).map(({ value }) => value);
    for (const key of settingKeys) {
      const values = await valuesOf(key);
      expect(values.length, key).toBeGreaterThan(0);
      for (const value of values)
        expect(settingDefinitions[key].accept(value), `${key} ${value}`).toBeDefined();
    }
    expect(await valuesOf("mode")).toEqual(["supervised", "autonomous"]);
    expect(await valuesOf("listen")).toEqual(["mentions", "all"]);
    expect(await valuesOf("approvers")).toEqual(["admins", "members"]);
    expect(await valuesOf("guest-role")).toEqual(["Admins", "Guest", "none"]);
    expect(await valuesOf("constructor")).toEqual([]);
    expect(
      (await offered(house, "ana", "set", "value", { key: "timezone", value: "lisb" })).map(
        ({ value }) => value,
      ),
    ).toEqual(["Europe/Lisbon"]);
  });

  it("names no channel to somebody who is not in it", async () => {
    const house = await openInteracting();
    for (const key of ["review-channel", "exclude-channels"]) {
      const toAna = (await offered(house, "ana", "set", "value", { key })).map(({ value }) => value);
      const toDora = (await offered(house, "dora", "set", "value", { key })).map(({ value }) => value);
      expect(toAna).toContain("#core-team");
      expect(toDora).toContain("#general");
      expect(toDora).not.toContain("#core-team");
    }
  });
});

describe("E12: a completion that takes too long", () => {
  it("is empty in time, and so is one that fails", async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
    const house = await openInteracting({ clock });
    const { faults, world } = house.fake;
    const route = "GET /guilds/:guild/members/:user";
    faults.failNext({ route, as: { type: "slow", delayMs: 60_000 } });
    const before = world.records.calls.length;
    const { answer } = world.autocomplete({
      person: "dora",
      channel: "general",
      text: "forget",
      focused: "id",
    });
    await house.until(
      () => world.records.calls.slice(before).some(({ status }) => status === null),
      "the question",
    );
    await clock.advance(2600);
    expect(await answer).toEqual({ type: "choices", choices: [] });
    await clock.advance(60_000);
    faults.failNext({ route, as: { type: "error", code: 50001 } });
    expect(await offered(house, "ben", "forget", "id")).toEqual([]);
  });
});
