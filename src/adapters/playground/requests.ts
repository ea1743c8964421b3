import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { asId, type PersonId } from "../../core/ids.ts";
import { type Person, reverie } from "../../core/message.ts";
import { findChannelOf, findPerson, people } from "./cast.ts";
import type { Playground } from "./playground-platform.ts";
import type { WorldMessage } from "./world.ts";

/** The longest text that a person can say, in UTF-16 units, and the largest body, in bytes. */
export const textUnits = 100_000;
export const bodyBytes = 8 * 1024 * 1024;

/** What a person says. */
export const saidText = z
  .string()
  .max(textUnits, `A message has at most ${textUnits} characters.`)
  // What no chat service would carry: a character that ends strings, and halves of characters.
  .transform((said) => said.replaceAll("\0", "").toWellFormed())
  .refine((said) => said.trim() !== "", "A message says something.");
/** An id of any kind. */
export const anyId = z.string().min(1).max(200);

export function refuse(status: 400 | 403 | 404, message: string): HTTPException {
  return new HTTPException(status, { message });
}

export async function readBody<Body>(
  request: { json(): Promise<unknown> },
  schema: z.ZodType<Body>,
): Promise<Body> {
  const raw = await request.json().catch(() => {
    throw refuse(400, "The body is not JSON.");
  });
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".");
  const reason = issue?.message.replace(/\.$/u, "");
  throw refuse(400, field ? `${field}: ${reason}.` : "The body does not have the agreed form.");
}

export function knownPerson(id: string): Person {
  const person = findPerson(id);
  if (!person)
    throw refuse(404, `There is no such person here. Try ${people.map((each) => each.id).join(", ")}.`);
  return person;
}

export function knownChannel({ id: person, name }: Person, id: string) {
  const channel = findChannelOf(person, id);
  if (!channel) throw refuse(404, `${name} is in no such channel.`);
  return channel;
}

export function visibleMessage({ world }: Playground, person: Person, id: string): WorldMessage {
  const message = world.find(id);
  if (!message || !isVisibleTo(person.id)(message)) throw refuse(404, "There is no such message here.");
  return message;
}

export function ownMessage(playground: Playground, person: Person, id: string): WorldMessage {
  const message = visibleMessage(playground, person, id);
  if (message.author === reverie || message.author !== person.id)
    throw refuse(403, "Only its author can change a message.");
  return message;
}

export function isVisibleTo(person: PersonId) {
  return ({ channel }: Pick<WorldMessage, "channel">) => findChannelOf(asId(person), channel) !== undefined;
}
