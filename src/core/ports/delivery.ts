import type { Card, CardAction } from "../card.ts";
import type { ChannelId, MessageId, PersonId, WorkspaceId } from "../ids.ts";

/** Where something is said. */
export interface Place {
  readonly workspace: WorkspaceId;
  readonly channel: ChannelId;
  readonly thread: MessageId | null;
}

/** A message that stands on a platform. */
export interface MessageRef {
  readonly workspace: WorkspaceId;
  readonly channel: ChannelId;
  readonly message: MessageId;
}

/** What is said: Markdown, a card or both, with a small note and quiet buttons below. */
export interface Content {
  readonly text: string;
  readonly card: Card | null;
  /** Plain text in small print: the model that speaks, what was not read. Empty for none. */
  readonly note: string;
  /** Small buttons below, apart from those of the card. */
  readonly actions: readonly CardAction[];
  /** True while more is to follow: a platform may mark it as being written. */
  readonly isDraft: boolean;
}

/** A text and nothing else. */
export function plainContent(text: string): Content {
  return { text, card: null, note: "", actions: [], isDraft: false };
}

/** Who asked, and with which message. */
export interface Asker {
  readonly person: PersonId;
  readonly message: MessageId;
}

/** A text that Reverie made for somebody to keep. */
export interface OutgoingFile {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/** An answer that appears while it is written. */
export interface AnswerStream {
  /** Shows the text so far. Never waits and never fails: the platform draws it when its pace allows. */
  show(text: string): void;
  /**
   * Posts the whole, split where the platform's limit asks for it, and resolves to the messages in
   * order. Called once, last. The same key gives the same messages again, with the new text.
   */
  finish(content: Content): Promise<readonly MessageId[]>;
  /** There is no answer to finish in this run: nothing more is shown. Harmless after `finish`. */
  abandon(): void;
}

/**
 * Says things on a platform. Nothing that it says pings anyone or makes a link preview. Rejects with a
 * PlatformError.
 */
export interface Delivery {
  /**
   * Posts once for each key: called again with the same key, it gives the message that stands there,
   * with the new content. Where a platform cannot promise that, its adapter states the window.
   */
  post(place: Place, content: Content, key: string): Promise<MessageId>;
  /** Replaces what a message of Reverie's says. A message that is gone is not an error. */
  update(message: MessageRef, content: Content): Promise<void>;
  /** Takes a message of Reverie's away. A message that is gone is not an error. */
  remove(message: MessageRef): Promise<void>;
  /**
   * Opens an answer to what somebody asked: from here on the platform may show that Reverie is at work. Some
   * platforms stream to one reader only, some show which message is answered.
   */
  stream(place: Place, key: string, asker: Asker): AnswerStream;
  /**
   * Tells somebody a sentence about what they asked, for now: to them alone where the platform can, pinging nobody.
   * The one thing to be said that needs no store; asked for again, it may be told again.
   */
  tellBriefly(place: Place, asker: Asker, text: string): Promise<void>;
  /**
   * Posts a file with a sentence of Reverie's own, once for each key: called again with the same key, it posts nothing. Gives
   * what `remove` takes it away by. Where a platform cannot promise that, its adapter states the window.
   */
  attach(place: Place, file: OutgoingFile, caption: string, key: string): Promise<MessageId>;
  /** A link to the message, or null where the platform has none. */
  permalink(message: MessageRef): string | null;
}
