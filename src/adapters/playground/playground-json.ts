import { actionId, type Card, type CardAction, type Form, type PrivateAnswer } from "../../core/card.ts";
import type { DreamReport } from "../../core/dream-reports.ts";
import type { Library } from "../../core/library/library.ts";
import type { LibraryMemory } from "../../core/library/library-memory.ts";
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

/** The library of a person. Times are ISO 8601 in UTC. */
export function libraryJson({ audiences, memories, waiting, refused, spend }: Library) {
  return {
    audiences,
    memories: memories.map(memoryJson),
    waiting: { toDecide: cardJson(waiting.toDecide), toSee: cardJson(waiting.toSee) },
    refused: refused.map(withIsoTime),
    spend,
  };
}

function memoryJson(memory: LibraryMemory) {
  return {
    ...withIsoTime(memory),
    actions: memory.actions.map(actionJson),
    stack: memory.stack.map((change) => ({
      ...withIsoTime(change),
      undone: change.undone && withIsoTime(change.undone),
      disputed: change.disputed && withIsoTime(change.disputed),
      actions: change.actions.map(actionJson),
    })),
  };
}

/** What a dream did. Times are ISO 8601 in UTC. */
export function dreamReportJson({ startedAt, finishedAt, ...report }: DreamReport) {
  return {
    ...report,
    at: new Date(startedAt).toISOString(),
    endedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
  };
}

/** Anything with its instant as text. */
export function withIsoTime<Dated extends { readonly at: number }>(dated: Dated) {
  return { ...dated, at: new Date(dated.at).toISOString() };
}
