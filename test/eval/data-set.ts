import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** An instant in milliseconds, written as a number or as anything that `Date` reads. */
const instant = z.union([z.number(), z.string()]).transform((value, context) => {
  const at = new Date(value).getTime();
  if (!Number.isFinite(at)) context.addIssue({ code: "custom", message: "is no instant" });
  return at;
});

const pattern = z.string().transform((source, context) => {
  for (const flags of ["iu", "i"]) {
    try {
      return new RegExp(source, flags);
    } catch {}
  }
  context.addIssue({ code: "custom", message: "is no regular expression" });
  return z.NEVER;
});

const person = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(["admin", "member", "guest", "outsider", "bot"]),
});
const channel = z.object({
  id: z.string(),
  name: z.string(),
  reach: z.enum(["public", "private", "direct", "shared"]),
  members: z.array(z.string()).optional(),
});
const message = z.object({
  id: z.string(),
  at: instant,
  channel: z.string(),
  person: z.string(),
  text: z.string(),
  thread: z.string().nullish(),
});
const team = z.object({
  people: z.array(person),
  channels: z.array(channel),
  messages: z.array(message),
});

const goldChange = z.object({
  id: z.string(),
  audience: z.string(),
  change: z.enum(["add", "update", "remove"]),
  supersedes: z.string().nullish(),
  kind: z.enum(["preference", "fact", "decision", "workflow", "lesson"]).default("fact"),
  text: z.string().default(""),
  must: z.array(pattern).default([]),
  receipts: z.array(z.string()),
});
const gold = z.object({
  changes: z.array(goldChange).default([]),
  never: z.array(z.object({ receipts: z.array(z.string()), reason: z.string().default("") })).default([]),
});

const question = z.object({
  id: z.string(),
  person: z.string(),
  channel: z.string(),
  after: z.string(),
  late: z.boolean().default(false),
  question: z.string(),
  must: z.array(pattern).default([]),
  mustNot: z.array(pattern).default([]),
});

const attack = z.object({
  id: z.string(),
  class: z.string().default(""),
  benign: z.boolean().default(false),
  insert: z.array(z.object({ after: z.string(), person: z.string(), channel: z.string(), text: z.string() })),
  probe: z.object({ person: z.string(), channel: z.string(), question: z.string() }).nullish(),
  canary: pattern,
});

export type TeamPerson = z.infer<typeof person>;
export type TeamChannel = z.infer<typeof channel>;
export type TeamMessage = z.infer<typeof message>;
export type GoldChange = z.infer<typeof goldChange>;
export type Question = z.infer<typeof question>;
export type Attack = z.infer<typeof attack>;

/** A team's history with what ought to become of it. */
export interface DataSet {
  readonly people: readonly TeamPerson[];
  readonly channels: readonly TeamChannel[];
  /** In the order said. */
  readonly messages: readonly TeamMessage[];
  readonly gold: z.infer<typeof gold>;
  readonly questions: readonly Question[];
  readonly attacks: readonly Attack[];
}

/** A data set that cannot be used; the message says which file and why. */
export class DataSetError extends Error {
  override name = "DataSetError";
}

/** Reads a folder. Any file but the first may be absent; unknown fields are ignored. Throws a DataSetError. */
export function readDataSet(folder: string): DataSet {
  const { people, channels, messages } = readFile(folder, "team.json", team, undefined);
  return {
    people,
    channels,
    messages: messages
      .map((each, index) => ({ each, index }))
      .toSorted((one, other) => one.each.at - other.each.at || one.index - other.index)
      .map(({ each }) => each),
    gold: readFile(folder, "gold.json", gold, { changes: [], never: [] }),
    questions: readFile(folder, "questions.json", z.array(question), []),
    attacks: readFile(folder, "attacks.json", z.array(attack), []),
  };
}

function readFile<Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
  absent: z.input<Schema> | undefined,
): z.output<Schema> {
  let text: string;
  try {
    text = readFileSync(join(folder, name), "utf8");
  } catch (error) {
    if (absent !== undefined && (error as NodeJS.ErrnoException).code === "ENOENT")
      return schema.parse(absent);
    throw new DataSetError(`${join(folder, name)} cannot be read`, { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DataSetError(`${name} is no JSON`, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DataSetError(`${name}: ${issue?.path.join(".")} ${issue?.message}`);
}
