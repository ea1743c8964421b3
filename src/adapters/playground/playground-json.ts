import type { Card, CardAction, Form, PrivateAnswer } from "../../core/card.ts";
import type { WorldMessage } from "./world.ts";

/** The prefix of a button's id on every platform. */
const actionPrefix = "reverie:";

/** The verb of an action id, or undefined where the id is not Reverie's. */
export function verbOf(action: string): string | undefined {
  return action.startsWith(actionPrefix) ? action.slice(actionPrefix.length) : undefined;
}

/** A message as the HTTP interface gives it. Times are ISO 8601 in UTC. */
export function messageJson(message: WorldMessage) {
  const { id, channel, thread, author, text, note, card, saidAt, editedAt, isStreaming } = message;
  return {
    id,
    channel,
    ...(thread === null ? {} : { thread }),
    author,
    text,
    ...(note === "" ? {} : { note }),
    ...(card === null ? {} : { card: cardJson(card) }),
    at: new Date(saidAt).toISOString(),
    ...(editedAt === null ? {} : { edited: true }),
    ...(isStreaming ? { streaming: true } : {}),
  };
}

/** A card with the actions of its sections also as one list. */
function cardJson(card: Card) {
  const sections = card.sections.map((section) => ({ ...section, actions: section.actions.map(actionJson) }));
  return { ...card, sections, actions: sections.flatMap(({ actions }) => actions) };
}

function actionJson({ verb, label, description, style, value }: CardAction) {
  return { id: `${actionPrefix}${verb}`, verb, label, description, style, value };
}

function formJson({ verb, value, title, submit, fields }: Form) {
  return { action: `${actionPrefix}${verb}`, value, title, submit, fields };
}

/** A private answer: only what it has. */
export function answerJson({ text, card, form }: PrivateAnswer) {
  return {
    ...(text === null ? {} : { text }),
    ...(card === null ? {} : { card: cardJson(card) }),
    ...(form === null ? {} : { form: formJson(form) }),
  };
}
