import { actionId, type Card, type CardAction, type Form, type PrivateAnswer } from "../../core/card.ts";
import type { WorldMessage } from "./world.ts";

/** A message as the HTTP interface gives it. Times are ISO 8601 in UTC. */
export function messageJson(message: WorldMessage) {
  const { id, channel, thread, author, text, note, card, actions, files } = message;
  const { saidAt, editedAt, isStreaming } = message;
  return {
    id,
    channel,
    ...(thread === null ? {} : { thread }),
    author,
    text,
    ...(note === "" ? {} : { note }),
    ...(card === null ? {} : { card: cardJson(card) }),
    ...(actions.length === 0 ? {} : { actions: actions.map(actionJson) }),
    ...(files.length === 0 ? {} : { files }),
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
  return { id: actionId(verb), verb, label, description, style, value };
}

function formJson({ verb, value, title, submit, fields }: Form) {
  return { action: actionId(verb), value, title, submit, fields };
}

/** A private answer: only what it has. */
export function answerJson({ text, card, form }: PrivateAnswer) {
  return {
    ...(text === null ? {} : { text }),
    ...(card === null ? {} : { card: cardJson(card) }),
    ...(form === null ? {} : { form: formJson(form) }),
  };
}
