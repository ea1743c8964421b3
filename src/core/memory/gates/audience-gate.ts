import type { QuoteReceipt } from "../../memory.ts";
import type { Reach } from "../../message.ts";
import type { Gate, GateFacts } from "./gate.ts";

/**
 * A memory never reaches wider than its narrowest source (law 3): every quote is readable by the whole
 * audience. The model never saw another source; this holds where a candidate names one all the same.
 */
export const audienceGate: Gate = (candidate, facts) => {
  const narrower = candidate.receipts.some(
    (receipt) => receipt.type === "quote" && !isReadable(receipt, facts),
  );
  return narrower ? { stop: "It comes from a place that this audience cannot read." } : candidate;
};

function isReadable(receipt: QuoteReceipt, { audience, messages, reachOf }: GateFacts): boolean {
  const message = messages.get(receipt.message);
  if (!message) return false;
  const { channel, author } = message;
  const reach = reachOf(channel);
  switch (audience.type) {
    case "team":
      return reach === "public";
    case "channel":
      return channel === audience.channel || (reach === "public" && isOfTheTeam(reachOf(audience.channel)));
    case "person":
      return author === audience.person || reach === "public";
  }
}

/** Whether a channel is known to have nobody in it who cannot read the public channels. */
function isOfTheTeam(reach: Reach | undefined): boolean {
  return reach === "public" || reach === "private";
}
