import type { MessageId } from "../ids.ts";
import { type Change, hasReceipt, type Receipt } from "../memory.ts";
import type { LostQuote } from "../ports/ledger.ts";
import type { Proposal } from "../proposal.ts";
import type { DreamRecord } from "../record.ts";

/** Says whether these words of a message are gone. */
export type IsLost = (message: MessageId, quote: string) => boolean;

/** Makes the question from the answer: every quote of a message is lost where one entry names no quote. */
export function lostQuotes(lost: readonly LostQuote[]): IsLost {
  const whole = new Set(lost.filter(({ quote }) => quote === null).map(({ message }) => message));
  const single = new Set(lost.map(({ message, quote }) => JSON.stringify([message, quote])));
  return (message, quote) => whole.has(message) || single.has(JSON.stringify([message, quote]));
}

/** The receipts with the lost quotes emptied; the very same list where none is lost. */
function markLost(receipts: readonly Receipt[], isLost: IsLost): readonly Receipt[] {
  const marked = receipts.map((receipt) =>
    receipt.type === "quote" && !receipt.gone && isLost(receipt.message, receipt.quote)
      ? { ...receipt, quote: "", gone: true }
      : receipt,
  );
  return marked.some((receipt, index) => receipt !== receipts[index]) ? marked : receipts;
}

/** The dream without the lost words that it wanted to see again, and without what was made of gone messages. */
export function loseInDream(dream: DreamRecord, isLost: IsLost, gone: ReadonlySet<MessageId>): DreamRecord {
  return {
    ...dream,
    reflections: dream.reflections.map((reflection) => ({
      ...reflection,
      watch: reflection.watch.filter(({ message, quote }) => !isLost(message, quote)),
      dropped: reflection.dropped.map((each) =>
        each.messages.some((message) => gone.has(message)) ? { ...each, text: "" } : each,
      ),
    })),
  };
}

/** A proposal after a loss: whether it lost all its words, and with them those of its tombstone. */
export interface LostProposal {
  readonly proposal: Proposal;
  readonly isWordless: boolean;
}

/** The proposal without the lost quotes, at the next version; undefined where it loses nothing. */
export function loseInProposal(proposal: Proposal, isLost: IsLost): LostProposal | undefined {
  const receipts = markLost(proposal.change.receipts, isLost);
  if (receipts === proposal.change.receipts) return undefined;
  // What was approved stands in the memory's stack; anything else goes with the words that it was made of.
  const isWordless = proposal.applied === null && !hasReceipt(receipts);
  const words = isWordless ? { text: "", why: "" } : {};
  const next = {
    ...proposal,
    // A new version, so that whoever read the old one does not write the words back.
    version: proposal.version + 1,
    change: { ...proposal.change, ...words, receipts },
  };
  return { proposal: next, isWordless };
}

/** The change without the lost quotes; undefined where it loses nothing. */
export function loseInChange(change: Change, isLost: IsLost): Change | undefined {
  const receipts = markLost(change.receipts, isLost);
  return receipts === change.receipts ? undefined : { ...change, receipts };
}

/** Whether words of one of these messages were lost here, now or before. */
export function hasLost(receipts: readonly Receipt[], messages: ReadonlySet<MessageId>): boolean {
  return receipts.some(
    (receipt) => receipt.type === "quote" && receipt.gone && messages.has(receipt.message),
  );
}

/** The words of one message that these records hold, each once. */
export function quotesHeld(
  receipts: readonly Receipt[],
  dreams: readonly DreamRecord[],
  message: MessageId,
): string[] {
  const quoted = receipts.flatMap((receipt) =>
    receipt.type === "quote" && receipt.message === message && !receipt.gone ? [receipt.quote] : [],
  );
  const watched = dreams.flatMap(({ reflections }) =>
    reflections.flatMap(({ watch }) => watch.filter((each) => each.message === message)),
  );
  return [...new Set([...quoted, ...watched.map(({ quote }) => quote)])];
}
