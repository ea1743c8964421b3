import type { MessageId, PersonId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";
import { deliveryOf } from "../core/platforms.ts";
import { plainContent } from "../core/ports/delivery.ts";
import { below, type WorkPlace } from "./conversation-place.ts";

/** The longest result that is posted as text, in UTF-16 units; what is longer comes as a file. */
const postedUnits = 20_000;

/** How work ended. */
export interface End {
  /** Begins the keys of what is posted: the same for each try. */
  readonly key: string;
  readonly person: PersonId;
  /** Empty for none. */
  readonly result: string;
  readonly report: string;
}

/**
 * Says below the card how it ended, with the whole result as text or, where it is long, as a file, and gives the messages in
 * order, the file last. Safe to repeat.
 */
export async function postEnd(
  parts: Parts,
  place: WorkPlace,
  { key, person, result, report }: End,
): Promise<readonly MessageId[]> {
  const delivery = deliveryOf(parts, place.workspace);
  const isLong = result.length > postedUnits;
  const text = result === "" || isLong ? report : `${result}\n\n---\n${report}`;
  const stream = delivery.stream(below(place), `${key} end`, { person, message: place.card });
  const messages = await stream.finish({ ...plainContent(text), note: parts.model.label });
  if (!isLong) return messages;
  const file = { name: "result.md", mediaType: "text/markdown", text: result };
  return [...messages, await delivery.attach(below(place), file, "The whole result.", `${key} result`)];
}
