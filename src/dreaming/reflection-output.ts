import { z } from "zod";
import { asId, type MemoryId } from "../core/ids.ts";
import type { Candidate } from "../core/memory/candidate.ts";
import { memoryKinds, type QuoteReceipt, quotedMessages, type Receipt } from "../core/memory.ts";
import type { RecordedMessage } from "../core/message.ts";
import type { Json } from "../core/ports/documents.ts";
import type { Dropped, Watched } from "../core/record.ts";

const receipt = z.object({ message: z.number().int(), quote: z.string() });

const change = z.object({
  change: z.enum(["add", "update", "remove"]),
  memory: z.string().nullable(),
  kind: z.enum(memoryKinds),
  text: z.string(),
  why: z.string(),
  receipts: z.array(receipt),
});

/** The most lines that a reflection may hand on, and how many changes of one answer are looked at. */
const watchAtMost = 40;
const changesAtMost = 200;

const output = z.object({ changes: z.array(z.unknown()), watch: z.array(z.unknown()).default([]) });

/** The schema that the model's answer is asked to fit. Endpoints refuse ranges, so that zod's are left out. */
export const reflectionSchema: Json = z.toJSONSchema(
  z.object({ changes: z.array(change), watch: z.array(receipt) }),
  {
    override: ({ jsonSchema }) => {
      delete jsonSchema.minimum;
      delete jsonSchema.maximum;
      delete jsonSchema.$schema;
    },
  },
) as Json;

/** A model's answer, as far as it holds: candidates, lines to see again, and what was dropped for its form. */
export interface ReadReflection {
  readonly candidates: readonly Candidate[];
  readonly watch: readonly Watched[];
  readonly dropped: readonly Dropped[];
}

/** Reads whatever a model answered. Nothing in it is trusted: what does not fit is dropped and counted. */
export function readReflection(
  answer: unknown,
  lines: ReadonlyMap<number, RecordedMessage>,
  travelsFrom: (message: RecordedMessage) => boolean,
  now: number,
): ReadReflection {
  const parsed = output.safeParse(answer);
  if (!parsed.success) {
    return {
      candidates: [],
      watch: [],
      dropped: [drop("schema", "The answer does not have the agreed form.", "", [])],
    };
  }
  const dropped: Dropped[] = [];
  const candidates: Candidate[] = [];
  for (const item of parsed.data.changes.slice(0, changesAtMost)) {
    const read = readChange(item, lines, travelsFrom);
    if ("gate" in read) dropped.push(read);
    else candidates.push(read);
  }
  const excess = parsed.data.changes.length - changesAtMost;
  if (excess > 0) dropped.push(drop("schema", `The answer holds ${excess} changes too many.`, "", []));
  return { candidates, watch: readWatch(parsed.data.watch, lines, now), dropped };
}

/** What a gate dropped, for `dream why`. */
export function drop(gate: string, reason: string, text: string, receipts: readonly Receipt[]): Dropped {
  const messages = quotedMessages(receipts);
  // Words that no message answers for could not be taken away with it, so they are not kept.
  return { gate, reason, text: messages.length === 0 ? "" : text.slice(0, 500).toWellFormed(), messages };
}

function readChange(
  item: unknown,
  lines: ReadonlyMap<number, RecordedMessage>,
  travelsFrom: (message: RecordedMessage) => boolean,
): Candidate | Dropped {
  const parsed = change.safeParse(item);
  if (!parsed.success) return drop("schema", "The change does not have the agreed form.", "", []);
  const { receipts, memory, ...rest } = parsed.data;
  const messages = receipts.map(({ message }) => lines.get(message));
  const known = messages.filter((message) => message !== undefined);
  const quotes = receipts.flatMap(({ message, quote }) => {
    const line = lines.get(message);
    return line ? [quoteOf(line, quote)] : [];
  });
  if (known.length < messages.length) {
    return drop("receipts", "It names a line that was not shown.", rest.text, quotes);
  }
  return {
    ...rest,
    memory: memory === null ? null : asId<MemoryId>(memory),
    receipts: quotes,
    travels: known.length > 0 && known.every(travelsFrom),
    warnings: [],
  };
}

function quoteOf(line: RecordedMessage, quote: string): QuoteReceipt {
  return {
    type: "quote",
    message: line.id,
    channel: line.channel,
    author: line.author,
    quote,
    saidAt: line.saidAt,
    gone: false,
  };
}

function readWatch(
  items: readonly unknown[],
  lines: ReadonlyMap<number, RecordedMessage>,
  now: number,
): Watched[] {
  return items.slice(0, watchAtMost).flatMap((item) => {
    const parsed = receipt.safeParse(item);
    const line = parsed.success ? lines.get(parsed.data.message) : undefined;
    return line && parsed.success
      ? [{ message: line.id, quote: parsed.data.quote.slice(0, 500).toWellFormed(), since: now }]
      : [];
  });
}
