import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
} from "discord.js";
import type { CardAction } from "../../../core/card.ts";
import { isBlank } from "../../../core/text/is-blank.ts";
import { shorten } from "../../../core/text/tokens.ts";
import { customIdOf } from "./custom-id.ts";
import { oneLine } from "./verbatim.ts";

// Limits in UTF-16 units and in buttons (Discord's component reference).
const labelLimit = 80;
const rowLimit = 5;

/** A row of buttons. */
export type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>;

const styles = {
  primary: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;

function buttonOf({ verb, label, style, value }: CardAction): APIButtonComponentWithCustomId {
  return buttonWith(customIdOf(verb, value), isBlank(label) ? verb : label, styles[style]);
}

/** A button with an id as Discord has it. A label that is too long is shortened. */
export function buttonWith(
  customId: string,
  label: string,
  style: APIButtonComponentWithCustomId["style"],
): APIButtonComponentWithCustomId {
  const words = isBlank(label) ? "…" : shorten(oneLine(label), labelLimit);
  return { type: ComponentType.Button, custom_id: customId, label: words, style };
}

/**
 * Rows of up to five buttons. An id may stand once in a message: those in `used` are left out, and those that
 * are shown are added to it. Throws a ReverieError for an id that Discord does not take.
 */
export function buttonRows(actions: readonly CardAction[], used: Set<string>): ButtonRow[] {
  const buttons = actions.map(buttonOf).filter(({ custom_id }) => {
    const isNew = !used.has(custom_id);
    used.add(custom_id);
    return isNew;
  });
  const rows: ButtonRow[] = [];
  for (let start = 0; start < buttons.length; start += rowLimit) {
    rows.push(rowOf(buttons.slice(start, start + rowLimit)));
  }
  return rows;
}

/** A row of these buttons, 1 to 5. */
export function rowOf(components: APIButtonComponentWithCustomId[]): ButtonRow {
  return { type: ComponentType.ActionRow, components };
}
