import { describe, expect, it } from "vitest";
import { team } from "../../../../src/core/audience.ts";
import type { WorkspaceId } from "../../../../src/core/ids.ts";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import type { DiscordHouse, DiscordHouseOptions } from "../discord-house.ts";
import { postButton } from "./forged-buttons.ts";
import {
  aboutOf,
  buttonIn,
  example,
  openInteracting,
  other,
  press,
  rest,
  type SeenButton,
  siblingOf,
  standing,
  statusOf,
  told,
  wordsOf,
} from "./interacting.ts";

/** The servers with the place in which all talk, and somebody in each who decides nothing. */
const servers = [
  { guild: "Example", workspace: example, channel: "general", asker: "dora", canary: "amber lighthouse" },
  { guild: "Other", workspace: other, channel: "lobby", asker: "erin", canary: "violet submarine" },
] as const;
type Server = (typeof servers)[number];

const sentenceOf = ({ canary }: Server) => `The code word is ${canary}.`;

/** Reverie in two servers, in both of which Ben decides for the team. */
async function openBoth(options: DiscordHouseOptions = {}): Promise<DiscordHouse> {
  const house = await openInteracting({ ...options, settings: { guilds: ["Example", "Other"] } });
  house.fake.world.changePerson({ person: "ben", roles: ["Admins"] });
  house.fake.world.changeGuild({ guild: "Other", owner: "ben" });
  return house;
}

/** Somebody of a server proposes its code word; gives Ben's button to approve. */
async function proposeIn(
  house: DiscordHouse,
  server: Server,
  words = sentenceOf(server),
): Promise<SeenButton> {
  const { guild, channel, asker: person } = server;
  const values = { for: "for the team:", text: words };
  await house.fake.world.command({ person, channel, guild, text: "remember", values }).answer;
  await house.until(() => standing(house, "dm-ben").includes(words), "the card");
  // Right after it stands it is noted what it is about.
  await rest(house);
  const cards = house.fake.world
    .direct({ person: "ben" })
    .filter((message) => wordsOf(message).includes(words));
  return buttonIn(cards, "approve");
}

/** Ben says in his direct conversation which server it is about. */
async function chooseServer(house: DiscordHouse, { guild }: Server, text = "hello?"): Promise<SeenButton> {
  const { world } = house.fake;
  const id = world.ids().guilds?.[guild] ?? "";
  const before = world.direct({ person: "ben" }).length;
  world.say({ person: "ben", channel: "dm-ben", text });
  const asked = () => world.direct({ person: "ben" }).slice(before);
  await house.until(
    () => asked().some((message) => wordsOf(message).includes("reverie:server:")),
    "the question",
  );
  const button = buttonIn(asked().toReversed(), "server", id);
  await press(house, "ben", button).answer;
  return button;
}

const approvals = async (house: DiscordHouse, workspace: WorkspaceId) =>
  (await house.parts.ledger.book(workspace, team)).memories.length;

describe("B10, F1: an id of one server in the hands of somebody of both", () => {
  it("is nothing in the other, for every verb and place, all pairs", async () => {
    const house = await openBoth();
    const cards = await Promise.all(servers.map((server) => proposeIn(house, server)));
    const pairs = servers.flatMap((here, at) =>
      cards.filter((_, of) => of !== at).map((card) => ({ here, card })),
    );
    for (const { here, card } of pairs) {
      for (const verb of ["approve", "edit", "reject", "undo", "reject-wrong", "forget"]) {
        const place = house.fake.world.ids().channels?.[here.channel] ?? "";
        await press(house, "ben", await postButton(house, place, verb, aboutOf(card))).answer;
        expect(told(house, "ben").at(-1)).toContain("There is nothing by that id here. Nothing changed.");
      }
    }
    expect(told(house, "ben").join()).not.toContain("The code word");
    for (const [index, { workspace }] of servers.entries()) {
      expect(await statusOf(house, cards[index] as SeenButton, workspace)).toBe("pending");
      expect(await approvals(house, workspace)).toBe(0);
    }
  });

  it("is told in no command, completion or page of the other", async () => {
    const house = await openBoth();
    const { world } = house.fake;
    for (const server of servers) {
      const { guild, workspace, channel } = server;
      await press(house, "ben", await proposeIn(house, server)).answer;
      const values = { text: `My own word is ${server.canary}.` };
      await world.command({ person: "ben", channel, guild, text: "remember", values }).answer;
      expect(await approvals(house, workspace)).toBe(1);
    }
    for (const here of servers) {
      const before = told(house, "ben").length;
      const place = { person: "ben", channel: here.channel, guild: here.guild };
      for (const text of [
        "memory team",
        "memory mine",
        "memory channel",
        "review",
        "home",
        "audit show",
        "privacy export",
        "dream why",
        "settings",
      ])
        await world.command({ ...place, text }).answer;
      const completed = world.autocomplete({ ...place, text: "history", focused: "id" });
      const said = `${told(house, "ben").slice(before).join("\n")}\n${JSON.stringify(await completed.answer)}`;
      for (const there of servers) {
        const isOwn = there === here;
        expect(said.includes(there.canary), `${there.canary} in ${here.guild}`).toBe(isOwn);
        expect(said.includes(there.workspace.split(":")[1] ?? "")).toBe(false);
      }
    }
  });
});

describe("a card in a direct conversation", () => {
  it("belongs to its own server, whichever one was chosen for the talk", async () => {
    const house = await openBoth();
    const [ours, theirs] = await Promise.all(servers.map((server) => proposeIn(house, server)));
    await chooseServer(house, servers[0]);
    await press(house, "ben", theirs as SeenButton).answer;
    expect(await statusOf(house, theirs as SeenButton, other)).toBe("approved");
    await press(house, "ben", ours as SeenButton).answer;
    expect(await statusOf(house, ours as SeenButton, example)).toBe("approved");
  });

  it("takes its form and its question why along, though the talk is about another server", async () => {
    const house = await openBoth();
    const { world } = house.fake;
    const [, there] = servers;
    const { guild, channel } = there;
    const values = { key: "sensitive-topics", value: "salary" };
    await world.command({ person: "ben", guild, channel, text: "set", values }).answer;
    await chooseServer(house, servers[0]);
    const card = await proposeIn(house, there);
    await press(house, "ben", siblingOf(house, card, "edit")).answer;
    // The gates send it back, and the form that follows is opened by a button that only Ben sees.
    await world.submit({ person: "ben", fields: { text: "The salary is a submarine." } }).answer;
    const open = buttonIn(world.privateAnswers({ person: "ben" }).slice(-1), "form");
    expect((await press(house, "ben", open).answer).type).toBe("modal");
    await world.submit({ person: "ben", fields: { text: "The code word is green submarine." } }).answer;
    expect(told(house, "ben").at(-1)).toContain("Approved with your edits");
    expect(await statusOf(house, card, other)).toBe("approved");

    const second = await proposeIn(house, there, "The boat is red.");
    await press(house, "ben", siblingOf(house, second, "reject")).answer;
    const why = buttonIn(world.privateAnswers({ person: "ben" }).slice(-1), "reject-wrong");
    await press(house, "ben", why).answer;
    expect(told(house, "ben").at(-1)).toContain("Noted. The next dream knows why.");
    expect(await approvals(house, example)).toBe(0);
  });

  it("that only the person sees stays with the server in which they asked for it", async () => {
    const house = await openBoth();
    const { world } = house.fake;
    const [here, there] = servers;
    const again = await chooseServer(house, there);
    const card = await proposeIn(house, there);
    await world.command({ person: "ben", channel: "dm-ben", text: "review" }).answer;
    const review = buttonIn(world.privateAnswers({ person: "ben" }).slice(-1), "approve", aboutOf(card));
    const id = world.ids().guilds?.[here.guild] ?? "";
    await press(house, "ben", { ...again, customId: `reverie:server:${id}:-` }).answer;
    await press(house, "ben", review).answer;
    expect(told(house, "ben").at(-1)).toContain("Approved: remembered for the team");
    expect(await statusOf(house, card, other)).toBe("approved");
  });

  it("of a server that the person has left does nothing there", async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
    const house = await openBoth({ clock });
    const [here, there] = servers;
    const card = await proposeIn(house, there);
    await chooseServer(house, here);
    house.fake.world.changeGuild({ guild: "Other", owner: "erin" });
    house.fake.world.changePerson({ guild: "Other", person: "ben", isIn: false });
    await press(house, "ben", card).answer;
    await clock.advance(60_001);
    await press(house, "ben", card).answer;
    for (const text of told(house, "ben")) expect(text).toContain("There is nothing by that id here");
    expect(await statusOf(house, card, other)).toBe("pending");
  });
});

describe("F1: the server of a direct conversation", () => {
  it("is asked for by a command as well, before anything is read or kept", async () => {
    const house = await openBoth();
    const { world } = house.fake;
    const values = { text: "I like amber." };
    await world.command({ person: "ben", channel: "dm-ben", text: "remember", values }).answer;
    expect(told(house, "ben").at(-1)).toContain("Which one is this conversation about?");
    for (const { workspace } of servers) {
      const book = await house.parts.ledger.book(workspace, {
        type: "person",
        person: "210000000000000003" as never,
      });
      expect(book.memories).toEqual([]);
    }
    const button = buttonIn(world.privateAnswers({ person: "ben" }), "server", world.ids().guilds?.Other);
    await press(house, "ben", button).answer;
    expect(told(house, "ben")[0]).toContain("This conversation is about **Other** from here on.");
  });

  it("takes what waited for the choice, and nothing that was said to the other one since", async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
    const house = await openBoth({ clock });
    const { world } = house.fake;
    const [here, there] = servers;
    world.say({ person: "ben", channel: "dm-ben", text: "First question?" });
    await house.until(
      () => standing(house, "dm-ben").includes("reverie:server:"),
      "the first time it is asked",
    );
    const first = world.direct({ person: "ben" }).filter(({ isByBot }) => isByBot);
    await clock.advance(61_000);
    const saidIn = async (workspace: WorkspaceId) =>
      (await house.parts.history.saidBy(workspace, ben)).map(({ text }) => text);
    const heard = (workspace: WorkspaceId, text: string) =>
      house.until(async () => (await saidIn(workspace)).includes(text), text);
    await chooseServer(house, here, "Second question?");
    await heard(example, "Second question?");
    const secret = `Between us: ${here.canary}.`;
    world.say({ person: "ben", channel: "dm-ben", text: secret });
    await heard(example, secret);
    await rest(house);
    // The older question still stands there, with buttons that were never pressed.
    await clock.advance(1000);
    await press(house, "ben", buttonIn(first, "server", world.ids().guilds?.[there.guild])).answer;
    const answers = () => world.direct({ person: "ben" }).filter(({ isByBot }) => isByBot).length;
    const before = answers();
    world.say({ person: "ben", channel: "dm-ben", text: "And now?" });
    await heard(other, "And now?");
    await house.until(() => answers() > before, "an answer");
    await rest(house);
    expect(await saidIn(other)).toEqual(["And now?"]);
    expect(await saidIn(example)).not.toContain("And now?");
  });
});

const ben = "210000000000000003" as never;
