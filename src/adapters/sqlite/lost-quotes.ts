import type { MessageId } from "../../core/ids.ts";
import type { Receipt } from "../../core/memory.ts";
import type { LostQuote } from "../../core/ports/ledger.ts";
import type { DreamRecord } from "../../core/record.ts";

/** Says whether these words of a message are gone. */
export type IsLost = (message: MessageId, quote: string) => boolean;

/** Makes the question from the answer: every quote of a message is lost where one entry names no quote. */
export function lostQuotes(lost: readonly LostQuote[]): IsLost {
  const whole = new Set(lost.filter(({ quote }) => quote === null).map(({ message }) => message));
  const single = new Set(lost.map(({ message, quote }) => JSON.stringify([message, quote])));
  return (message, quote) => whole.has(message) || single.has(JSON.stringify([message, quote]));
}

/** The receipts with the lost quotes emptied; the very same list where none is lost. */
export function markLost(receipts: readonly Receipt[], isLost: IsLost): readonly Receipt[] {
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
