import type { Card } from "../core/card.ts";
import { asId, type MessageId, type WorkspaceId } from "../core/ids.ts";
import { withdrawAnswers } from "../core/memory/withdraw-answers.ts";
import type { Parts } from "../core/parts.ts";
import { deliveryOf } from "../core/platforms.ts";
import { plainContent } from "../core/ports/delivery.ts";
import { drawCard, keepSaid, ownVoice, type WorkPlace, workPlace } from "./conversation-place.ts";
import type { Gated } from "./gates.ts";
import { postEnd } from "./post-end.ts";
import type { Records } from "./records.ts";

/** Work that stands on a card. */
export interface Shown extends Gated {
  readonly askedAt: number;
}

/** Work and where it is kept. */
export interface Kept<Work extends Shown> {
  readonly records: Pick<Records<Work>, "read" | "move">;
  readonly work: Work;
  /** Begins the keys of what is posted. */
  readonly kind: string;
}

const gone = "(What this was about is gone.)";

/**
 * Draws the card of work, and notes where it stands and what was asked for. Work that was erased meanwhile keeps no word there.
 * Gives the place of the card, or undefined where the work is gone. Safe to repeat.
 */
export async function showCard<Work extends Shown>(
  parts: Parts,
  { records, work, kind }: Kept<Work>,
  card: Card,
  said: string,
): Promise<WorkPlace | undefined> {
  const { id, channel, askedAt } = work;
  const workspace: WorkspaceId = asId(work.workspace);
  const content = { ...plainContent(""), card };
  const message = await drawCard(parts, { workspace, channel: asId(channel) }, content, `${kind} ${id} card`);
  const place = workPlace({ ...work, card: message });
  if (work.card === null) {
    await keepSaid(parts, place, { messages: [message], by: ownVoice, text: said, at: askedAt, work: id });
    await records.move(parts, workspace, id, (now) =>
      now.card === null ? { ...now, card: message } : undefined,
    );
  }
  if (!(await records.read(parts, workspace, id))) {
    await withdrawAnswers(parts, workspace, [asId<MessageId>(id)]);
    await deliveryOf(parts, workspace).update(
      { workspace, channel: place.channel, message },
      plainContent(gone),
    );
    return undefined;
  }
  return place;
}

/** Says below the card how work ended, and keeps it. Work that was erased meanwhile keeps no word there. Safe to repeat. */
export async function sayEnd<Work extends Shown>(
  parts: Parts,
  { records, work, kind }: Kept<Work>,
  card: string,
  end: { readonly result: string; readonly report: string; readonly kept: string },
): Promise<void> {
  const { id, person, askedAt } = work;
  const workspace: WorkspaceId = asId(work.workspace);
  const place = workPlace({ ...work, card });
  const { result, report, kept } = end;
  const key = `${kind} ${id}`;
  const messages = await postEnd(parts, place, { key, person: asId(person), result, report });
  await keepSaid(parts, place, { messages, by: ownVoice, text: kept, at: askedAt + 1, work: id });
  if (!(await records.read(parts, workspace, id)))
    await withdrawAnswers(parts, workspace, [asId<MessageId>(id)]);
}
