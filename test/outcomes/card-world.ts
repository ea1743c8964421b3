import type { CardSection } from "../../src/core/card.ts";
import type { MessageId } from "../../src/core/ids.ts";
import type { Model } from "../../src/core/ports/model.ts";
import type { FieldValues } from "../../src/core/ports/platform.ts";
import { openSmallWorld, type SmallWorld } from "../laws/small-world.ts";

/** A small world with work on a card of its own. */
export interface CardWorld {
  readonly world: SmallWorld;
  press(verb: string, person?: string, fields?: FieldValues): Promise<string>;
  /** The message of the card. */
  card(): MessageId;
  /** The title of the card; empty where there is none. */
  title(): string;
  sections(): readonly CardSection[];
  /** The words of a section of the card. */
  section(title: string): string;
  /** The tasks of a team as the card shows them, a line each. */
  tasks(): string;
  /** What its buttons say. */
  labels(): string[];
  /** The id of the work on it. */
  id(): string;
  /** What the button of a verb carries now; empty where there is none. */
  carried(verb: string): string;
  /** What the button that says yes carries now. */
  yes(): string;
}

/** Opens a world whose cards of a kind begin with a title, and whose buttons begin with a verb. */
export async function openCardWorld(
  model: Model,
  kind: { readonly title: string; readonly verb: string },
): Promise<CardWorld> {
  const world = await openSmallWorld({ model });
  let lastId = "";
  const card = () => world.cards().findLast((each) => each.card.title.startsWith(kind.title))?.card;
  const sections = () => card()?.sections ?? [];
  const actions = () => sections().flatMap((section) => section.actions);
  const id = () => {
    // A card that is over has no button any more.
    lastId = actions()[0]?.value.split(" ")[0] ?? lastId;
    return lastId;
  };
  const carriedBy = (verb: string) =>
    actions().find((action) => action.verb === `${kind.verb}-${verb}`)?.value ?? "";
  return {
    world,
    id,
    carried: carriedBy,
    yes: () => carriedBy("approve"),
    tasks: () =>
      sections()
        .flatMap(({ title, text }) => (title.includes(" Task ") ? [`${title}: ${text}`] : []))
        .join("\n"),
    labels: () => actions().map(({ label }) => label),
    async press(verb, person = "ben", fields) {
      const name = `${kind.verb}-${verb}`;
      const known = id();
      const value = actions().find((action) => action.verb === name)?.value ?? known;
      const answer = fields
        ? await world.fill(person, name, value, fields)
        : await world.press(person, name, value);
      await world.settle(2);
      return answer.text ?? (answer.form ? `form ${answer.form.title}` : "");
    },
    card() {
      const found = [...world.standingById()].find(([, { content }]) =>
        content.card?.title.startsWith(kind.title),
      );
      if (!found) throw new Error(`There is no card ${kind.title}`);
      return found[0];
    },
    title: () => card()?.title ?? "",
    sections,
    section: (title) => sections().find((each) => each.title === title)?.text ?? "",
  };
}
