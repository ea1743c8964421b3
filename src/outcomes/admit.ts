import type { CommandCall } from "../core/commands/command.ts";
import { idFrom, newId } from "../core/ids.ts";
import type { Reach } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import { directoryOf } from "../core/platforms.ts";
import { isOptedOut } from "../core/privacy.ts";
import { readSettings } from "../core/settings/settings.ts";
import { isOffline, needsModel } from "./is-offline.ts";
import { hindranceOf } from "./standing.ts";

/** The fewest words that say what is wanted, and the most UTF-16 units. */
const fewestWords = 3;
const taskUnits = 2000;

/** What somebody wants done, and how people speak of it. */
export interface Wanted {
  readonly text: string;
  /** Such as `Goals are`. */
  readonly subject: string;
  /** Such as `a goal`. */
  readonly noun: string;
  /** What to say where too little was said. */
  readonly advice: string;
}

/** What is known of work that may begin. Instants are in milliseconds. */
export interface Admitted {
  readonly start: {
    readonly id: string;
    readonly workspace: string;
    readonly person: string;
    readonly personName: string;
    readonly channel: string;
    /** How far the place reaches. */
    readonly reach: Reach;
    readonly text: string;
    /** The message in which it was asked for; null for a slash command. */
    readonly message: string | null;
    readonly askedAt: number;
  };
}

/** Whether somebody may give work here, and with what it begins; otherwise one sentence that says why not. */
export async function admit(
  parts: Parts,
  { workspace, person, channel, message, givenAt }: CommandCall,
  { text, subject, noun, advice }: Wanted,
): Promise<Admitted | { readonly refusal: string }> {
  if (isOffline(parts.model)) return { refusal: needsModel };
  if (text.split(/\s+/u).length < fewestWords) return { refusal: advice };
  if (text.length > taskUnits)
    return { refusal: `That is longer than ${taskUnits} characters. Say it shorter. Nothing was begun.` };
  const [asker, place, settings, isOut] = await Promise.all([
    directoryOf(parts, workspace).person(workspace, person),
    directoryOf(parts, workspace).channel(workspace, channel),
    readSettings(parts, workspace, channel),
    isOptedOut(parts, workspace, person),
  ]);
  const hindrance = hindranceOf({ asker, place, settings, isOut });
  if (!asker || hindrance === "stranger")
    return { refusal: `${subject} for people of this workspace. Nothing was begun.` };
  if (!place || hindrance === "left out")
    return {
      refusal: "I do not work here: this channel is left out, or I am not in it. Nothing was begun.",
    };
  if (hindrance === "opted out")
    return {
      refusal: `You asked me to keep nothing of you, and ${noun} is kept while it is worked on. \`/reverie privacy on\` allows it.`,
    };
  const start = {
    // Not of its version: words that are changed afterwards do not begin it again.
    id: message ? idFrom<never>(`${noun} ${workspace} ${message}`) : newId<never>(),
    workspace,
    person,
    personName: asker.name,
    channel,
    reach: place.reach,
    text,
    message,
    askedAt: givenAt,
  };
  return { start };
}
