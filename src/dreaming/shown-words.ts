import type { MessageId } from "../core/ids.ts";
import { namesOf } from "../core/memory/named-people.ts";
import type { RecordedMessage } from "../core/message.ts";
import { withoutSecrets } from "../core/text/secrets.ts";
import { shorten } from "../core/text/tokens.ts";
import { touchesTopic } from "../core/text/whole-words.ts";

/** What keeps words away from a dream before any model sees them. */
export interface KeptOut {
  readonly topics: readonly string[];
  /** Ids and names of those who opted out. */
  readonly optedOut: readonly string[];
}

/** What a dream may read: without what touches a topic that is kept out, or names somebody who opted out. */
export function readable<Text extends { readonly text: string }>(
  texts: readonly Text[],
  { topics, optedOut }: KeptOut,
): Text[] {
  return texts.filter(({ text }) => !touchesTopic(text, topics) && namesOf(text, optedOut) !== "certainly");
}

/** As much of a message as is ever shown, in UTF-16 units. */
export const shownUnits = 2000;

/** So much more is looked through than shown: of a secret that is cut in two nobody could tell that it is one. */
const longestSecret = 4000;

/** The words of each message, a little longer than a dream shows them: with a mark in the place of every secret. */
export async function shownWords(
  messages: readonly RecordedMessage[],
): Promise<(message: RecordedMessage) => string> {
  const words = await withoutSecrets(messages.map(({ text }) => shorten(text, shownUnits + longestSecret)));
  const byId = new Map<MessageId, string>(messages.map(({ id }, index) => [id, words[index] ?? ""]));
  return ({ id }) => byId.get(id) ?? "";
}
