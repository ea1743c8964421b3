import type { JsonObject } from "../../../fakes/messages-server/json-value.ts";
import { isObject } from "../../../fakes/messages-server/json-value.ts";
import type { SlackHouse } from "../slack-house.ts";

/** A button on something that people see. */
export interface SeenButton {
  readonly ts: string;
  readonly action: string;
  readonly value: string;
}

/** The first button of a verb in a conversation or thread. */
export function findButton({ fake }: SlackHouse, channel: string, verb: string): SeenButton | undefined {
  return fake.world
    .messages({ channel })
    .flatMap(({ ts, blocks }) => buttonsOf(ts, blocks))
    .find(({ action }) => action === `reverie:${verb}`);
}

/** The buttons of blocks. */
export function buttonsOf(ts: string, blocks: readonly JsonObject[]): SeenButton[] {
  return blocks
    .flatMap(({ elements }) => (Array.isArray(elements) ? elements : []))
    .flatMap((element: unknown) =>
      isObject(element) && element.type === "button"
        ? [{ ts, action: String(element.action_id), value: String(element.value) }]
        : [],
    );
}

/** Ben asks that the team remember a sentence, and the proposal comes to Ana. Gives its button to approve. */
export async function proposeToAna(house: SlackHouse, sentence: string): Promise<SeenButton> {
  const { fake } = house;
  const seen = new Set(approvals(house));
  const asked = fake.world.command({
    person: "ben",
    channel: "dm-ben",
    text: `remember for the team: ${sentence}`,
  });
  await asked.answer;
  await house.until(() => told(house, "ben").length > 0, "the answer to Ben");
  await house.until(() => approvals(house).some((button) => !seen.has(button)), "the proposal");
  const found = fake.world
    .messages({ channel: "dm-ana" })
    .filter(({ blocks }) => JSON.stringify(blocks).includes(sentence))
    .flatMap(({ ts, blocks }) => buttonsOf(ts, blocks))
    .find(({ action }) => action === "reverie:approve");
  if (!found) throw new Error("There is nothing to approve");
  return found;
}

function approvals({ fake }: SlackHouse): string[] {
  return fake.world
    .messages({ channel: "dm-ana" })
    .flatMap(({ ts, blocks }) => buttonsOf(ts, blocks))
    .filter(({ action }) => action === "reverie:approve")
    .map(({ ts, value }) => `${ts} ${value}`);
}

/** What a person was told in private, as one text each. */
export function told({ fake }: SlackHouse, person: string): string[] {
  return fake.world.ephemerals({ person }).map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`);
}
