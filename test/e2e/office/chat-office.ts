import type { FieldValues } from "../../../src/core/ports/platform.ts";
import type { Program } from "../program.ts";

/** A button as people see it. */
export interface SeenButton {
  /** `reverie:<verb>` on every platform. */
  readonly action: string;
  readonly label: string;
  readonly value: string;
}

/** One thing on a card, or a whole message: its words in the order in which they are read, and its buttons. */
export interface SeenPart {
  readonly words: string;
  readonly buttons: readonly SeenButton[];
}

/** A message as people see it. */
export interface SeenMessage extends SeenPart {
  readonly id: string;
  /** As it is named in the office, such as `general` or `dm-ana`. */
  readonly channel: string;
  readonly isReveries: boolean;
  /** Whether it is still being written. */
  readonly isDraft: boolean;
  /** The parts of its card; empty where it has none. */
  readonly sections: readonly SeenPart[];
  /** The names of the files that are attached. */
  readonly files: readonly string[];
}

/** Something that somebody said. */
export interface Said {
  readonly id: string;
  readonly channel: string;
  /** The thread in which it was said. */
  readonly thread?: string | undefined;
}

/** A file that is attached. */
export interface OfficeFile {
  readonly name: string;
  readonly mediaType: string;
  readonly base64: string;
}

/** What somebody says. `@reverie` in the text mentions it. */
export interface Saying {
  readonly person: string;
  readonly channel: string;
  readonly text: string;
  readonly files?: readonly OfficeFile[];
}

/** The answer that only the person sees who acted. */
export interface PrivateReply extends SeenPart {
  /** The labels and words of the form that opened; null where none did. */
  readonly form: string | null;
}

/** Somebody, with what they do and what they alone are shown for it. One act at a time. */
export interface OfficePerson {
  command(channel: string, text: string): Promise<PrivateReply>;
  press(message: Pick<SeenMessage, "id" | "channel">, button: SeenButton): Promise<PrivateReply>;
  /** What the platform offers while `set` and the beginning of a setting's name is typed. */
  completeSetting(typed: string): Promise<readonly string[]>;
  /** A double click: both presses, before anything of the first is seen. */
  pressTwice(
    message: Pick<SeenMessage, "id" | "channel">,
    button: SeenButton,
  ): Promise<readonly PrivateReply[]>;
  /**
   * Claims to have pressed a button of a message that they do not see; gives the words of the answer. Undefined
   * where the platform itself lets nobody claim that.
   */
  claim(message: Pick<SeenMessage, "id" | "channel">, button: SeenButton): Promise<string | undefined>;
  /** Presses a button that stands in a private answer. */
  pressPrivately(reply: PrivateReply, button: SeenButton): Promise<PrivateReply>;
  /** Submits the form that is open. */
  submit(fields: FieldValues): Promise<PrivateReply>;
  /** "Remember this", on a message. */
  remember(said: Said): Promise<PrivateReply>;
  /** A thumb on an answer, by its own button. */
  judge(answer: SeenMessage, isGood: boolean): Promise<PrivateReply>;
  /** A thumb as a reaction. */
  react(message: SeenMessage, isGood: boolean): Promise<void>;
  /** Stops the answer that is being written to a question. */
  stop(question: Said): Promise<void>;
  /** Their own page, once it says so. */
  page(words: RegExp): Promise<SeenPart>;
  /** Presses a button of their own page. */
  pressPage(button: SeenButton): Promise<PrivateReply>;
}

/**
 * A workspace on a platform's loopback fake, or the playground, with the program that serves it: the same people
 * and channels everywhere. People are `owen` and `ana`, who administer it, `ben` and `dora`, `cleo`, a guest, and
 * `robo`, a bot; channels are `general`, `engineering`, `core-team` and `dm-<person>`.
 */
export interface ChatOffice {
  /** The folder of the program's data. */
  readonly dataDir: string;
  /** Starts the program, or starts it again on the same data. */
  start(): Promise<Program>;
  /** Resolves once something is found; rejects when it is not within the patience. */
  until<Found>(what: string, look: () => Found | undefined | Promise<Found | undefined>): Promise<Found>;
  say(saying: Saying): Promise<Said>;
  /** Goes on in the conversation of a question, without a mention. */
  follow(question: Said, person: string, text: string): Promise<Said>;
  /** A thread of people below something that was said. */
  thread(root: Said, person: string, text: string): Promise<Said>;
  /** Says something in the thread of something. */
  sayIn(thread: Said, person: string, text: string): Promise<Said>;
  edit(said: Said, text: string): Promise<void>;
  remove(said: Said): Promise<void>;
  messages(channel: string): Promise<readonly SeenMessage[]>;
  /** What Reverie said in answer to it, also while it is written. */
  answersTo(said: Said): Promise<readonly SeenMessage[]>;
  person(name: string): OfficePerson;
  /** The person's id as the program knows it. */
  personId(name: string): string;
  /** A link to what was said, as an answer cites it. */
  linkTo(said: Said): string;
  /** Reverie is taken into a place in which it introduces itself; gives the place. */
  welcome(): Promise<string>;
  /** Resolves once the program has taken what was said, and kept it. */
  heard(said: Said): Promise<void>;
  /** What went wrong between the program and the platform; all lists are empty, or the program is wrong. */
  troubles(): Readonly<Record<string, readonly unknown[]>>;
  close(): Promise<void>;
}

/** The platform has no such thing. */
export class NotThere extends Error {
  override name = "NotThere";
}

/** The button by its verb in a part. Throws where there is none. */
export function buttonOf({ buttons, words }: SeenPart, verb: string): SeenButton {
  const found = buttons.find(({ action }) => action === `reverie:${verb}`);
  if (!found) throw new Error(`There is no ${verb} beside: ${words}`);
  return found;
}

/** The first part of a card that fits. Throws where there is none. */
export function sectionOf({ sections, words }: SeenMessage, text: RegExp): SeenPart {
  const found = sections.find((section) => text.test(section.words));
  if (!found) throw new Error(`There is nothing like ${text} in: ${words}`);
  return found;
}

/** What somebody fills in, with each toggle as the platform names its two choices. */
export function filledIn(
  fields: FieldValues,
  toggled: { readonly yes: string; readonly no: readonly string[] | string },
): Readonly<Record<string, string | readonly string[]>> {
  return Object.fromEntries(
    Object.entries(fields).map(([id, value]) => [
      id,
      typeof value === "boolean" ? (value ? toggled.yes : toggled.no) : value,
    ]),
  );
}
