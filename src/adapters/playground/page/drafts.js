import { keep, recall } from "./remembered.js";

const key = "reverie.drafts";

/** What a person has begun to type in a channel. */
export function draftOf(person, channel) {
  return recall(key, {})[`${person}/${channel}`] ?? "";
}

/** Keeps what a person has begun to type in a channel. */
export function keepDraft(person, channel, text) {
  keep(key, { ...recall(key, {}), [`${person}/${channel}`]: text });
}
