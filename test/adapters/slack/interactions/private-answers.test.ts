import { describe, expect, it, onTestFinished } from "vitest";
import { rememberShortcut } from "../../../../src/adapters/slack/manifest/names.ts";
import { isObject, type JsonObject } from "../../../fakes/messages-server/json-value.ts";
import { addresses, mentions } from "../render/hostile-markdown.ts";
import { openSlackHouse, type SlackHouse } from "../slack-house.ts";
import { buttonsOf, proposeToAna, told } from "./press.ts";

async function openHouse(): Promise<SlackHouse> {
  const house = await openSlackHouse();
  onTestFinished(() => house.close());
  await house.bot.start();
  return house;
}

const blocksOf = (view: JsonObject | null): JsonObject[] =>
  Array.isArray(view?.blocks) ? view.blocks.filter(isObject) : [];

async function openHome(house: SlackHouse, person: string): Promise<() => string> {
  const shown = () => JSON.stringify(house.fake.world.home({ person }));
  house.fake.world.openHome({ person, tab: "home" });
  await house.until(() => shown() !== "null", "the page");
  return shown;
}

const homeButton = ({ fake }: SlackHouse, person: string, verb: string) => {
  const found = buttonsOf("", blocksOf(fake.world.home({ person }))).find(
    ({ action }) => action === `reverie:${verb}`,
  );
  if (!found) throw new Error(`The page has no ${verb}`);
  return found;
};

const pressHome = (house: SlackHouse, person: string, verb: string) => {
  const { action, value } = homeButton(house, person, verb);
  return house.fake.world.pressInView({ person, in: "home", action, value }).answer;
};

async function chooseToRemember(house: SlackHouse, text: string): Promise<void> {
  const { ts } = house.fake.world.say({ person: "ana", channel: "general", text });
  await house.fake.outbox.settled();
  await house.fake.world.shortcut({ person: "ana", channel: "general", ts, callback: rememberShortcut })
    .answer;
  await house.until(() => house.fake.world.modal({ person: "ana" }) !== null, "the form");
}

describe("a private answer", () => {
  it("to a press in a thread stands in the thread, for that person alone", async () => {
    const house = await openHouse();
    const { fake } = house;
    const { ts } = fake.world.say({ person: "ana", channel: "general", text: "<@U0REVERIE> what is up?" });
    const answer = () =>
      fake.world.messages({ channel: "general", thread: ts }).find(({ isByBot }) => isByBot);
    await house.until(() => answer() !== undefined, "the answer");
    await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
    await fake.world.press({
      person: "ana",
      channel: "general",
      ts: answer()?.ts ?? "",
      action: "reverie:feedback",
      value: feedbackValue(answer()?.blocks ?? []),
    }).answer;
    await house.until(() => fake.world.ephemerals({ person: "ana" }).length === 1, "the private answer");
    expect(fake.world.ephemerals({ person: "ana" })[0]).toMatchObject({ threadTs: ts, channel: "C0GENERAL" });
    expect(fake.world.messages({ channel: "general", thread: ts })).toHaveLength(2);
  });

  it("E4, E5: calls nobody and has nothing fetched, whatever is remembered", async () => {
    const house = await openHouse();
    const { fake } = house;
    const said = [...mentions.slice(0, 6), ...addresses.slice(0, 6)];
    for (const text of said) {
      // As Slack hands it over: what people type is escaped.
      const typed = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      await fake.world.command({ person: "ana", channel: "general", text: `remember I like ${typed}` })
        .answer;
    }
    await fake.world.command({ person: "ana", channel: "general", text: "memory mine" }).answer;
    await house.until(() => told(house, "ana").length > said.length, "the answers");
    await openHome(house, "ana");
    expect([...fake.world.records.pings, ...fake.world.records.fetches]).toEqual([]);
    expect(told(house, "ana").join("")).toContain("I like");
    expect(fake.world.records.calls.filter(({ outcome }) => outcome?.startsWith("invalid"))).toEqual([]);
  });
});

function feedbackValue(blocks: readonly JsonObject[]): string {
  const found = /"value":"(good:[^"]+)"/u.exec(JSON.stringify(blocks))?.[1];
  if (!found) throw new Error("The answer has no feedback");
  return found;
}

describe("on the page of one's own", () => {
  it("what was pressed is done, said and drawn: forget and its undo", async () => {
    const house = await openHouse();
    const { fake } = house;
    await fake.world.command({ person: "ana", channel: "general", text: "remember I like tea" }).answer;
    await house.until(() => told(house, "ana").length === 1, "the memory");
    const shown = await openHome(house, "ana");
    expect(shown()).toContain("I like tea");
    await pressHome(house, "ana", "forget");
    await house.until(() => !shown().includes("I like tea"), "the page drawn again");
    await house.until(() => fake.world.modal({ person: "ana" }) !== null, "the answer as a dialogue");
    const modal = fake.world.modal({ person: "ana" });
    expect(JSON.stringify(modal)).toContain("Forgotten");
    const undo = buttonsOf("", blocksOf(modal)).find(({ action }) => action === "reverie:undo");
    if (!undo) throw new Error("The answer has no undo");
    await fake.world.pressInView({ person: "ana", in: "modal", action: undo.action, value: undo.value })
      .answer;
    house.fake.world.openHome({ person: "ana", tab: "home" });
    await house.until(() => shown().includes("I like tea"), "the memory again");
    expect(fake.world.messages({ channel: "dm-ana" })).toEqual([]);
  });

  it("a verdict is given, and the page shows it", async () => {
    const house = await openHouse();
    await proposeToAna(house, "Lunch is at noon.");
    const shown = await openHome(house, "ana");
    expect(shown()).toContain("One proposal waits");
    await pressHome(house, "ana", "approve");
    await house.until(() => shown().includes("Nothing waits for your decision"), "the page drawn again");
    await house.until(
      () => JSON.stringify(house.fake.world.modal({ person: "ana" })).includes("remembered for the team"),
      "the answer",
    );
  });

  it("a form opens, and its outcome takes the form's place", async () => {
    const house = await openHouse();
    const { fake } = house;
    await proposeToAna(house, "Lunch is at noon.");
    const shown = await openHome(house, "ana");
    await pressHome(house, "ana", "edit");
    await house.until(() => fake.world.modal({ person: "ana" }) !== null, "the form");
    await fake.world.submit({ person: "ana", fields: { text: "Lunch is at one." } }).answer;
    await house.until(
      () => JSON.stringify(fake.world.modal({ person: "ana" })).includes("Approved with your edits"),
      "the outcome",
    );
    await house.until(() => shown().includes("Lunch is at one."), "the page drawn again");
  });

  it("E4, E5: nothing that is remembered calls anybody or is fetched", async () => {
    const house = await openHouse();
    const { fake } = house;
    for (const text of ["&lt;!channel&gt; likes tea", "https://evil.example/?secret=1 is read by me"]) {
      await fake.world.command({ person: "ana", channel: "general", text: `remember ${text}` }).answer;
    }
    await house.until(() => told(house, "ana").length === 2, "the answers");
    const shown = await openHome(house, "ana");
    expect(shown()).toContain("evil.example");
    expect([...fake.world.records.pings, ...fake.world.records.fetches]).toEqual([]);
  });

  it("is drawn for nobody where Slack refuses it, and harms nothing", async () => {
    const house = await openHouse();
    const { fake, log } = house;
    const error = "view_too_large";
    fake.faults.failNext({ method: "views.publish", as: { type: "error", error }, times: null });
    fake.world.openHome({ person: "ana", tab: "home" });
    await house.until(() => log.entries.some(({ event }) => event === "home-not-drawn"), "the refusal");
    expect(fake.world.records.calls.filter(({ method }) => method === "views.publish")).toHaveLength(1);
    fake.faults.heal();
    await openHome(house, "ana");
  });
});

describe("a form", () => {
  it("comes again with the reason on top and the words as they were, until they can be taken", async () => {
    const house = await openHouse();
    const { fake } = house;
    await chooseToRemember(house, "Our office moves to Lisbon in spring.");
    const bad = "My salary rises in spring.";
    await fake.world.command({ person: "ana", channel: "general", text: "set sensitive-topics salary" })
      .answer;
    await house.until(() => told(house, "ana").length === 1, "the setting");
    await fake.world.submit({ person: "ana", fields: { text: bad } }).answer;
    const modal = () => JSON.stringify(fake.world.modal({ person: "ana" }));
    expect(modal()).toContain("Not remembered.");
    expect(modal()).toContain(bad);
    await fake.world.submit({ person: "ana", fields: { text: "I like Lisbon." } }).answer;
    await house.until(() => told(house, "ana").length === 2, "the answer");
    expect(told(house, "ana")[1]).toContain("I like Lisbon.");
    expect(fake.world.modal({ person: "ana" })).toBeNull();
    expect(JSON.stringify(house.log.entries)).not.toContain("salary");
  });

  it("that is submitted twice is done once", async () => {
    const house = await openHouse();
    const { fake } = house;
    await chooseToRemember(house, "Our office moves to Lisbon in spring.");
    await Promise.all([
      fake.world.submit({ person: "ana", fields: { text: "I like Lisbon." } }).answer,
      fake.world.submit({ person: "ana", fields: { text: "I like Lisbon." } }).answer,
    ]);
    await house.until(() => told(house, "ana").length === 2, "both answers");
    await fake.world.command({ person: "ana", channel: "general", text: "memory mine" }).answer;
    await house.until(() => told(house, "ana").length === 3, "the memories");
    expect(told(house, "ana")[2]?.match(/"text":"I like Lisbon\."/gu)).toHaveLength(1);
  });

  it("of a person in a place that they left meanwhile is refused", async () => {
    const house = await openHouse();
    const { fake } = house;
    await chooseToRemember(house, "Our office moves to Lisbon in spring.");
    fake.world.leave({ person: "ana", channel: "general" });
    await fake.outbox.settled();
    await fake.world.submit({ person: "ana", fields: { text: "I like Lisbon." } }).answer;
    const direct = () => JSON.stringify(fake.world.messages({ channel: "dm-ana" }));
    await house.until(() => direct().includes("where you and I both are"), "the refusal");
  });
});
