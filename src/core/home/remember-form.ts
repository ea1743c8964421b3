import { z } from "zod";
import type { Form } from "../card.ts";
import type { Reader } from "../memory/remember-wish.ts";
import { memoryTextLimit } from "../memory.ts";
import type { Channel, Reach, Role } from "../message.ts";
import type { FieldValues } from "../ports/platform.ts";
import { placeToCut } from "../text/place-to-cut.ts";

/** Who may ask that a chosen message be remembered. */
export function mayChoose(role: Role | undefined): boolean {
  return role === "admin" || role === "member" || role === "guest";
}

/**
 * For whom what was said in a place may be remembered: never wider than the place (law 3), and for the team
 * only by those who see the team's memory.
 */
export function readersOf(reach: Reach, role: Role): Reader[] {
  const readers: Reader[] = ["me"];
  if (reach !== "direct") readers.push("channel");
  if (reach === "public" && (role === "admin" || role === "member")) readers.push("team");
  return readers;
}

/** The start of a message that fits into one memory. */
export function cutToMemory(text: string): string {
  return text.slice(0, placeToCut(text, memoryTextLimit)).trim();
}

/** What somebody fills in to have a message remembered. */
export interface RememberFields {
  readonly text: string;
  readonly for: Reader;
}

/** The form behind "Remember this". `value` is the opaque id under which the choice is kept. */
export function rememberForm(
  value: string,
  { name }: Pick<Channel, "name">,
  readers: readonly Reader[],
  filled: RememberFields,
): Form {
  const labels: Readonly<Record<Reader, string>> = {
    me: "Only me",
    channel: `This channel (#${name})`,
    team: "The team",
  };
  return {
    verb: "remember",
    value,
    title: "Remember this",
    submit: "Remember",
    fields: [
      {
        type: "text",
        id: "text",
        label: "What to remember, in one sentence",
        value: cutToMemory(filled.text),
        maxLength: memoryTextLimit,
        multiline: true,
      },
      {
        type: "select",
        id: "for",
        label: "For",
        value: readers.includes(filled.for) ? filled.for : "me",
        options: readers.map((reader) => ({ value: reader, label: labels[reader] })),
      },
    ],
  };
}

const rememberFields = z.object({
  text: z.string().max(100_000),
  for: z.enum(["me", "channel", "team"]),
});

/** Reads the form as it came back; undefined where it is not what the form asks for. */
export function readRememberFields(fields: FieldValues | null): RememberFields | undefined {
  const parsed = rememberFields.safeParse(fields);
  return parsed.success ? parsed.data : undefined;
}
