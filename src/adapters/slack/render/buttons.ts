import type { ActionsBlock, Button, ContextActionsBlock } from "@slack/types";
import { actionId, type CardAction } from "../../../core/card.ts";
import { ReverieError } from "../../../core/errors.ts";
import { plainElement } from "./plain-elements.ts";

// Limits in UTF-16 units and in elements (Button, ConfirmationDialog and ActionsBlock of @slack/types).
const labelLimit = 75;
const valueLimit = 2_000;
const actionIdLimit = 255;
const confirmTextLimit = 300;
const confirmLabelLimit = 30;
const rowLimit = 25;

/** The id under which the two buttons that judge an answer come back. */
const feedbackVerb = "feedback";
const judgements = ["good", "bad"];

/**
 * Rows of buttons. `name` begins the ids of the rows, which are unique in a message as long as names are.
 * Throws a ReverieError for an id that Slack does not take.
 */
export function buttonRows(actions: readonly CardAction[], name: string): ActionsBlock[] {
  const rows: CardAction[][] = [];
  for (const action of actions) {
    // An action id may stand only once in a row.
    const row = rows.find((row) => row.length < rowLimit && row.every(({ verb }) => verb !== action.verb));
    if (row) row.push(action);
    else rows.push([action]);
  }
  return rows.map((row, index) => ({
    type: "actions",
    block_id: `${name}-${index}`,
    elements: row.map(buttonOf),
  }));
}

function buttonOf({ verb, label, description, style, value }: CardAction): Button {
  const text = plainElement(label, labelLimit, verb);
  const button: Button = {
    type: "button",
    action_id: checkedId(actionId(verb), actionIdLimit),
    text,
    value: checkedId(value, valueLimit),
    accessibility_label: plainElement(description, labelLimit, text.text).text,
  };
  if (style === "plain") return button;
  if (style === "primary") return { ...button, style };
  return {
    ...button,
    style,
    confirm: {
      title: plainElement("Are you sure?", confirmLabelLimit, "…"),
      text: plainElement(description, confirmTextLimit, text.text),
      confirm: plainElement(label, confirmLabelLimit, "Yes"),
      deny: plainElement("Cancel", confirmLabelLimit, "…"),
      style,
    },
  };
}

function checkedId(id: string, limit: number): string {
  if (id.length > limit) throw new ReverieError(`A button has an id of more than ${limit} characters`);
  return id;
}

/** The quiet buttons below a message: what judges it as Slack's own pair, the others in rows. */
export function messageButtons(actions: readonly CardAction[]): (ContextActionsBlock | ActionsBlock)[] {
  const others = actions.filter(({ verb }) => !judgements.includes(verb));
  return [...feedbackPair(actions), ...buttonRows(others, "message-actions")];
}

function feedbackPair(actions: readonly CardAction[]): ContextActionsBlock[] {
  const judging = actions.filter(({ verb }) => judgements.includes(verb));
  const [first] = judging;
  if (!first) return [];
  const side = (verb: string) => {
    const { value, label, description } = judging.find((action) => action.verb === verb) ?? {
      ...first,
      label: "",
      description: "",
    };
    const name = verb === "good" ? "Good answer" : "Bad answer";
    return {
      text: plainElement(label, labelLimit, name),
      accessibility_label: plainElement(description, labelLimit, name).text,
      value: checkedId(`${verb}:${value}`, valueLimit),
    };
  };
  return [
    {
      type: "context_actions",
      block_id: "message-feedback",
      elements: [
        {
          type: "feedback_buttons",
          action_id: actionId(feedbackVerb),
          positive_button: side("good"),
          negative_button: side("bad"),
        },
      ],
    },
  ];
}
