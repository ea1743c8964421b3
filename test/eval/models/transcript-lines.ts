import { quotedData } from "../../../src/core/text/quoted-data.ts";
import { shorten } from "../../../src/core/text/tokens.ts";
import type { TeamMessage } from "../data-set.ts";

/** A line of a reflection's transcript, with the message that it shows. */
export interface ShownLine {
  readonly number: number;
  readonly text: string;
  /** Undefined where the line shows no message of the data set, such as an answer of Reverie's. */
  readonly message: TeamMessage | undefined;
}

/** A memory that a reflection is shown. */
export interface ShownMemory {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
}

/** What a reflection is shown, as far as a model that knows the data set can recognise it. */
export interface ShownTranscript {
  readonly lines: readonly ShownLine[];
  readonly memories: readonly ShownMemory[];
  /** All lines as they were sent, for counting. */
  readonly rows: readonly string[];
}

const row = /^\[(\d+)\] (\d{2}:\d{2}) ([^:]+): (.*)$/u;

/** Makes the eyes of a model that knows every message of the data set. */
export function createEyes(messages: readonly TeamMessage[]): (content: string) => ShownTranscript {
  const byKey = Map.groupBy(messages, ({ at, text }) =>
    keyOf(dayOf(at), timeOf(at), quotedData(shorten(text, 2000))),
  );
  return (content) => {
    const start = content.indexOf("\nTranscript:");
    const seen = new Map<string, number>();
    const lines: ShownLine[] = [];
    const rows: string[] = [];
    let day = "";
    for (const line of content.slice(start).split("\n")) {
      const heading = /^## (\d{4}-\d{2}-\d{2})/u.exec(line);
      if (heading) day = heading[1] ?? "";
      const match = row.exec(line);
      if (!match) continue;
      const [, number = "", time = "", , text = ""] = match;
      const key = keyOf(day, time, text);
      const nth = seen.get(key) ?? 0;
      seen.set(key, nth + 1);
      lines.push({ number: Number(number), text, message: byKey.get(key)?.[nth] });
      rows.push(line);
    }
    return { lines, memories: memoriesOf(content.slice(0, start)), rows };
  };
}

function memoriesOf(head: string): ShownMemory[] {
  return [...head.matchAll(/^\[([^\]]+)\] \((\w+)\) (.*)$/gmu)].map(([, id = "", kind = "", text = ""]) => ({
    id,
    kind,
    text,
  }));
}

function keyOf(day: string, time: string, text: string): string {
  return `${day} ${time} ${text}`;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}
