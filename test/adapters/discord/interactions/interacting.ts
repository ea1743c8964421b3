import { expect, onTestFinished } from "vitest";
import { workspaceOf } from "../../../../src/adapters/discord/identity.ts";
import { asId, type ProposalId, type WorkspaceId } from "../../../../src/core/ids.ts";
import type { Proposal } from "../../../../src/core/proposal.ts";
import type { ShownMessage } from "../../../fakes/discord/world/shown-message.ts";
import { isObject, type JsonObject } from "../../../fakes/messages-server/json-value.ts";
import { type DiscordHouse, type DiscordHouseOptions, openDiscordHouse } from "../discord-house.ts";

/** The servers of the fake as workspaces. */
export const example = workspaceOf("100000000000000001");
export const other = workspaceOf("100000000000000002");

/** A button on something that people see. */
export interface SeenButton {
  readonly channel: string;
  readonly message: string;
  readonly customId: string;
  readonly label: string;
}

/** What a message is like for whoever looks for buttons. */
interface Shown {
  readonly id: string;
  readonly channel: string;
  readonly components: readonly JsonObject[];
}

/**
 * A house that runs, with a Discord that tells of members, so that all administrators are known. When the test is
 * over it closes, and nothing that anybody did has failed or was answered for all to see.
 */
export async function openInteracting(options: DiscordHouseOptions = {}): Promise<DiscordHouse> {
  const settings = { serverMembers: true, ...options.settings };
  const house = await openDiscordHouse({ ...options, settings });
  onTestFinished(async () => {
    await house.close();
    expectDiscretion(house);
  });
  await house.bot.start();
  return house;
}

/** Nothing that anybody did has failed, and every answer was seen by that person alone. */
export function expectDiscretion({ fake }: Pick<DiscordHouse, "fake">): void {
  const { failedInteractions, interactionAnswers, appFaults, ownFaults } = fake.world.records;
  expect({ failedInteractions, appFaults, ownFaults }).toEqual({
    failedInteractions: [],
    appFaults: [],
    ownFaults: [],
  });
  // A press may be taken without a word (6), and a message that is private already may change (7).
  const open = interactionAnswers.filter(({ isPrivate, response }) => !isPrivate && response !== 6);
  expect(open.filter(({ response }) => response !== 7 && response !== "edit")).toEqual([]);
}

/** All buttons of messages, in their order. */
export function buttonsOf(...messages: readonly Shown[]): SeenButton[] {
  return messages.flatMap(({ id, channel, components }) =>
    allButtons(components).map((button) => ({
      channel,
      message: id,
      customId: String(button.custom_id),
      label: String(button.label),
    })),
  );
}

function allButtons(components: unknown): JsonObject[] {
  if (!Array.isArray(components)) return [];
  return components
    .filter(isObject)
    .flatMap((component) => [
      ...(component.type === 2 ? [component] : []),
      ...allButtons(component.components),
      ...allButtons([component.accessory]),
    ]);
}

/** The one button of a verb, and where given of a value, on what somebody sees. Throws on none. */
export function buttonIn(messages: readonly Shown[], verb: string, value = ""): SeenButton {
  const found = buttonsOf(...messages).find(({ customId }) =>
    customId.startsWith(`reverie:${verb}:${value}`),
  );
  if (!found) throw new Error(`There is no button ${verb} ${value}`);
  return found;
}

/** The value of a button: what its verb is about. */
export function aboutOf({ customId }: SeenButton): string {
  return customId.split(":").slice(2).join(":");
}

/** Somebody presses a button that they see. */
export function press({ fake }: Pick<DiscordHouse, "fake">, person: string, button: SeenButton) {
  const { channel, message, customId } = button;
  return fake.world.press({ person, channel, message, customId });
}

/** What a person was told in private, as one text each, all words and ids in it. */
export function told({ fake }: Pick<DiscordHouse, "fake">, person: string): string[] {
  return fake.world.privateAnswers({ person }).map(wordsOf);
}

/**
 * All words of a message and the ids of its buttons, one a line, as people read them: a backslash before a sign
 * takes its meaning away and is not seen.
 */
export function wordsOf({ content, components }: Pick<ShownMessage, "content" | "components">): string {
  return [content, ...wordsIn(components)].join("\n").replaceAll(/\\([!-/:-@[-`{-~])/gu, "$1");
}

function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (!isObject(value)) return [];
  const own = [value.content, value.label, value.custom_id].filter((each) => typeof each === "string");
  return [...own, ...wordsIn(value.components), ...wordsIn(value.accessory)];
}

/** What stands in a place, as one text. */
export function standing({ fake }: Pick<DiscordHouse, "fake">, channel: string, guild?: string): string {
  const place = { channel, ...(guild === undefined ? {} : { guild }) };
  return fake.world.messages(place).map(wordsOf).join("\n");
}

/** Ben asks that the team remember a sentence, and it comes to the administrators. Gives one's button to approve. */
export async function propose(
  house: DiscordHouse,
  sentence: string,
  to = "ana",
  where: { readonly channel?: string; readonly guild?: string } = {},
): Promise<SeenButton> {
  const { fake } = house;
  const { channel = "general", guild = "Example" } = where;
  const values = { for: "for the team:", text: sentence };
  await fake.world.command({ person: "ben", channel, guild, text: "remember", values }).answer;
  await house.until(() => standing(house, `dm-${to}`).includes(sentence), "the proposal");
  const card = fake.world.direct({ person: to }).filter((message) => wordsOf(message).includes(sentence));
  return buttonIn(card, "approve");
}

/** The copy of a button that somebody else has. */
export function copyOf({ fake }: DiscordHouse, person: string, button: SeenButton): SeenButton {
  const [, verb = ""] = button.customId.split(":");
  return buttonIn(fake.world.direct({ person }), verb, aboutOf(button));
}

/** The same button's sibling of another verb, on the same card. */
export function siblingOf({ fake }: DiscordHouse, button: SeenButton, verb: string): SeenButton {
  const messages = fake.world.messages({ channel: button.channel });
  return buttonIn(messages, verb, aboutOf(button));
}

/** A proposal as the store has it. */
export function proposalOf(
  { parts }: DiscordHouse,
  button: SeenButton,
  workspace: WorkspaceId = example,
): Promise<Proposal | undefined> {
  return parts.ledger.proposal(workspace, asId<ProposalId>(aboutOf(button)));
}

/** How a proposal stands. */
export async function statusOf(house: DiscordHouse, button: SeenButton, workspace?: WorkspaceId) {
  return (await proposalOf(house, button, workspace))?.status;
}

/** Nothing is left to do. */
export function rest(house: DiscordHouse): Promise<void> {
  return house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
}
