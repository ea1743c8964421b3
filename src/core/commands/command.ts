import type { PrivateAnswer } from "../card.ts";
import type { ChannelId, MessageId, PersonId, WorkspaceId } from "../ids.ts";
import type { AttachedFile } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { CommandDescription } from "../ports/platform.ts";

/** A command as somebody gave it. `rest` is what stands after the command's own words, trimmed. */
export interface CommandCall {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly channel: ChannelId;
  /** The thread in which it was given, where the platform tells. */
  readonly thread: MessageId | null;
  /** The message that held it, or null for a slash command, which nobody else saw. */
  readonly message: MessageId | null;
  /** The id of the job that runs it; null for a slash command, which runs at once. */
  readonly job: string | null;
  /** What is attached to that message. */
  readonly files: readonly AttachedFile[];
  /** When it was given, in milliseconds: the same at every try. */
  readonly givenAt: number;
  readonly rest: string;
}

/** One command. A new one is a file of its own or an entry in a family, and a line in the tree. */
export interface Command extends Omit<CommandDescription, "usage"> {
  /**
   * Whether the rest parses whole: after a mention only what does is a command. Given as a slash command, what
   * does not gets the usage, or, where it is `to-explain`, the command's own word on what is wrong.
   */
  readonly accepts: (rest: string) => boolean | "to-explain";
  /** Whether the answer may stand where everyone in the place reads it, when it was given after a mention. */
  readonly isOpen: boolean;
  readonly run: (parts: Parts, call: CommandCall) => Promise<PrivateAnswer>;
}

/** For commands after which nothing may stand. */
export const nothing = (rest: string): boolean => rest === "";

/** For commands after which an id stands: as long as ids are, so that "forget that" is no command. */
export const oneId = (rest: string): boolean => /^\[?[0-9a-z]{10}\]?$/iu.test(rest);
