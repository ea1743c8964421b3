import type { Card, PrivateAnswer } from "../card.ts";
import type { DreamFigures } from "../dream-figures.ts";
import type { DreamReport } from "../dream-reports.ts";
import type { ChannelId, MessageId, PersonId, WorkspaceId } from "../ids.ts";
import type { Library } from "../library/library.ts";
import type { AttachedFile } from "../message.ts";
import type { Delivery, Place } from "./delivery.ts";
import type { Directory } from "./directory.ts";

/** A message as a platform tells it. */
export interface IncomingMessage {
  readonly id: MessageId;
  readonly channel: ChannelId;
  readonly thread: MessageId | null;
  /** The message that it was said in reply to, or that its thread hangs on, where the platform tells. */
  readonly repliesTo: MessageId | null;
  readonly author: PersonId;
  /** Verbatim. */
  readonly text: string;
  /** The same without the mention of Reverie at its start. */
  readonly asked: string;
  readonly mentionsReverie: boolean;
  /** Whether somebody other than Reverie is mentioned. */
  readonly mentionsOthers: boolean;
  readonly files: readonly AttachedFile[];
  readonly saidAt: number;
  /** The instant of the last edit in milliseconds, or `saidAt`. */
  readonly version: number;
}

/** A place in which something may have been said unheard. Instants are in milliseconds. */
export interface MissedPlace {
  readonly channel: ChannelId;
  readonly thread: MessageId | null;
  /** When the newest was said there. */
  readonly newestAt: number;
  /** What was said there before belongs to another workspace; 0 where nothing does. */
  readonly notBefore: number;
}

/** What a platform tells without waiting for an answer. */
export type PlatformEvent =
  | {
      readonly type: "message-said" | "message-edited";
      readonly workspace: WorkspaceId;
      readonly message: IncomingMessage;
    }
  | { readonly type: "message-deleted"; readonly workspace: WorkspaceId; readonly message: MessageId }
  | {
      readonly type: "stop-pressed";
      readonly workspace: WorkspaceId;
      readonly person: PersonId;
      readonly channel: ChannelId;
      readonly thread: MessageId | null;
    }
  /** What somebody thinks of an answer of Reverie's; null takes back what they said before. */
  | {
      readonly type: "feedback-given";
      readonly workspace: WorkspaceId;
      readonly person: PersonId;
      readonly message: MessageId;
      readonly isGood: boolean | null;
    }
  /** Reverie itself was taken into a channel. */
  | { readonly type: "channel-joined"; readonly workspace: WorkspaceId; readonly channel: ChannelId }
  /**
   * Something may have been said unheard, because nobody was connected: the places in which something newer
   * stands than the instants (in milliseconds) given.
   */
  | {
      readonly type: "talk-missed";
      readonly workspace: WorkspaceId;
      readonly places: readonly MissedPlace[];
    }
  /** Reverie was removed from a workspace for good: not an outage, and not a token that is being renewed. */
  | { readonly type: "workspace-left"; readonly workspace: WorkspaceId };

interface Act {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly channel: ChannelId;
}

/** The content of a form's fields, by their ids: a text or the value of an option, a toggle's state, or the values of choices. */
export type FieldValues = Readonly<Record<string, string | boolean | readonly string[]>>;

/** What a person does and waits for. A click is a claim: nothing in it is trusted but who made it (law 8). */
export type Interaction =
  | (Act & {
      readonly type: "command-run";
      readonly text: string;
      /** The thread in which it was given; null where it was in none, or where the platform does not tell. */
      readonly thread: MessageId | null;
    })
  | (Act & {
      readonly type: "button-pressed";
      readonly verb: string;
      readonly value: string;
      /** The message that the button stands on; null where it stands on none. */
      readonly message: MessageId | null;
    })
  | (Act & {
      readonly type: "form-submitted";
      readonly verb: string;
      readonly value: string;
      readonly fields: FieldValues;
    })
  /** "Remember this", chosen on a message: the message as the platform tells it. */
  | (Act & { readonly type: "message-chosen"; readonly message: IncomingMessage });

/** What may follow the words of a command. Joined by spaces in their order, the values are its text. */
export interface CommandParameter {
  readonly name: string;
  readonly summary: string;
  readonly isRequired: boolean;
  readonly takes:
    | { readonly type: "text" | "memory" | "setting" | "setting-value" }
    /** One of these, as they stand in the text. */
    | { readonly type: "choice"; readonly values: readonly string[] };
}

/** A command as a platform can offer it for completion. */
export interface CommandDescription {
  /** Its words, such as `dream now`. */
  readonly words: string;
  readonly parameters: readonly CommandParameter[];
  /** What may follow in one line; empty for nothing. */
  readonly usage: string;
  readonly summary: string;
}

/** A parameter that somebody is about to fill in. */
export interface CompletionQuestion extends Act {
  readonly words: string;
  readonly parameter: string;
  /** What was typed of it so far. */
  readonly typed: string;
  /** The command's other parameters as they stand, by name. */
  readonly given: Readonly<Record<string, string>>;
}

/** What a parameter may be filled in with. */
export interface Completion {
  readonly value: string;
  readonly label: string;
}

/** What a platform hands everything to. */
export interface PlatformHandler {
  readonly commands: readonly CommandDescription[];
  /** Resolves once the event is durable: only then may it be acknowledged. Safe to repeat. */
  receive(event: PlatformEvent): Promise<void>;
  /** Gives the private answer. Rejects only when the store fails. */
  answer(interaction: Interaction): Promise<PrivateAnswer>;
  /** What may be filled in, the likeliest first, at most 25. Rejects when the store or the platform fails. */
  complete(question: CompletionQuestion): Promise<readonly Completion[]>;
  /** The newest dreams in numbers as far as the person may see them, oldest first, where a platform can draw them. */
  dreams(workspace: WorkspaceId, person: PersonId): Promise<readonly DreamFigures[]>;
  /** All of memory that the person may see, where a platform has room for it. Rejects when the store or the platform fails. */
  library(workspace: WorkspaceId, person: PersonId): Promise<Library>;
  /** What the newest dreams read, proposed and dropped as far as the person may see it, newest first: each a page to read. */
  dreamReports(workspace: WorkspaceId, person: PersonId): Promise<readonly DreamReport[]>;
  /** What a person finds on a page of their own, where the platform has one. Rejects when the store fails. */
  home(workspace: WorkspaceId, person: PersonId): Promise<Card>;
}

/** A stretch of time, in milliseconds since the epoch: from the first instant on, and before the second. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** One page of what was said in a place. */
export interface PastPage {
  /** What people said, each as it would have been told of then: oldest first. Empty pages may come before full ones. */
  readonly messages: readonly IncomingMessage[];
  /** Threads that hang on this page, each a place of its own. */
  readonly threads: readonly MessageId[];
  /** The message before which the next page ends; null where nothing of the period is left. */
  readonly before: MessageId | null;
}

/** Reads what a platform still has of the past. */
export interface Archive {
  /**
   * What people said in the place within the period, page by page from the newest: up to the end of the period, or
   * before the message. Of a channel that is what stands at its top, with the threads that hang there; threads that
   * hang on what was said before the period are not found. Rejects with a PlatformError, for good where the place
   * cannot be read.
   */
  past(place: Place, period: Period, before: MessageId | null): Promise<PastPage>;
  /** What was said in the place before the message, or up to now where it is null: oldest first, at most `limit`. */
  earlier(place: Place, before: MessageId | null, limit: number): Promise<readonly IncomingMessage[]>;
  /**
   * The message as it stands on the platform now, "gone" where it was deleted there, and "unknown" where the platform
   * does not tell.
   */
  reread(place: Place, message: MessageId): Promise<IncomingMessage | "gone" | "unknown">;
  /** What is in an attached file. Rejects with a PlatformError, also where it is larger than was said. */
  fetchFile(workspace: WorkspaceId, file: AttachedFile): Promise<Uint8Array>;
}

/** How a part is. `detail` is one plain sentence. */
export interface PartState {
  readonly state: "ok" | "degraded" | "down";
  readonly detail: string;
}

/** One chat platform with all that it can do. */
export interface Platform {
  /** The first part of the ids of its workspaces, up to the colon. */
  readonly name: string;
  readonly delivery: Delivery;
  readonly directory: Directory;
  readonly archive: Archive;
  /** Connects and begins to tell what comes in. Rejects with a StartError. */
  start(handler: PlatformHandler): Promise<void>;
  /** Takes nothing more in. What was handed over goes on. */
  stop(): Promise<void>;
  state(): PartState;
}
