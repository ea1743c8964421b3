import { actionId, verbOf } from "../../../core/card.ts";
import { ReverieError } from "../../../core/errors.ts";

/** The longest custom_id, in UTF-16 units (Discord's component reference). */
const customIdLimit = 100;

/** What a button or a form asks for, and what about. */
export interface CustomId {
  readonly verb: string;
  readonly value: string;
}

/**
 * The custom_id under which Discord carries a verb and its opaque value: `reverie:<verb>:<value>`, at most 100
 * UTF-16 units. Throws a ReverieError where it would be longer, or where the verb holds a colon.
 */
export function customIdOf(verb: string, value: string): string {
  if (verb.includes(":")) throw new ReverieError("A verb holds a colon, and nobody could read it again");
  return checkedId(`${actionId(verb)}:${value}`);
}

/** The id as it is, if Discord takes it: 1 to 100 UTF-16 units. Throws a ReverieError otherwise. */
export function checkedId(id: string): string {
  if (id === "" || id.length > customIdLimit) {
    throw new ReverieError(`An id has ${id.length} characters, and Discord takes 1 to ${customIdLimit}`);
  }
  return id;
}

/** What a custom_id says, or undefined where it is none of Reverie's. */
export function readCustomId(id: string): CustomId | undefined {
  const rest = verbOf(id);
  const colon = rest?.indexOf(":") ?? -1;
  if (rest === undefined || colon < 1) return undefined;
  return { verb: rest.slice(0, colon), value: rest.slice(colon + 1) };
}
