import { channelAudience, personAudience, team } from "../../core/audience.ts";
import type { Channel, RecordedMessage } from "../../core/message.ts";
import type { Parts } from "../../core/parts.ts";
import type { OptedOut } from "../../core/privacy.ts";
import type { Settings } from "../../core/settings/settings.ts";
import { expectTalk } from "../gather.ts";
import { expectationOf } from "../plan.ts";
import type { Reader } from "../readers.ts";

/** What dreaming over a channel's past would take. */
export interface Figures {
  readonly messages: number;
  readonly people: number;
  /** How many of the messages the channel's own reflection would be shown. */
  readonly linesShown: number;
  readonly model: string;
  readonly tokens: number;
  readonly dollars: number;
}

/** Estimates it from messages that are not stored, oldest first, as the plan of a dream would. */
export function figuresOf(
  { prices, model }: Pick<Parts, "prices" | "model">,
  place: Channel,
  messages: readonly RecordedMessage[],
  optedOut: OptedOut,
  settings: Settings,
): Figures {
  const expected = readersOf(place, messages).map((reader) =>
    expectTalk(reader, messages, optedOut, settings),
  );
  const dreamModel = settings.dreamModel ?? model.defaults.dreams;
  const { estimatedTokens, estimatedDollars } = expectationOf(
    expected.flatMap(({ tokensAtMost }) => (tokensAtMost > 0 ? [tokensAtMost] : [])),
    { prices, model: dreamModel, priceShare: 1 },
  );
  return {
    messages: messages.length,
    people: new Set(messages.map(({ author }) => author)).size,
    linesShown: expected[0]?.lines ?? 0,
    model: dreamModel,
    tokens: estimatedTokens,
    dollars: estimatedDollars,
  };
}

/** Whose reflections read what was said in the channel: its own first, the team's where all may read it, each speaker's. */
function readersOf({ id, reach }: Channel, messages: readonly RecordedMessage[]): Reader[] {
  const isOpen = reach === "public";
  const speakers = new Set(
    messages.filter(({ authorRole }) => authorRole !== "outsider").map(({ author }) => author),
  );
  const audiences = [channelAudience(id), ...(isOpen ? [team] : []), ...[...speakers].map(personAudience)];
  return audiences.map((audience) => ({
    audience,
    channels: [id],
    isContext: () => isOpen || audience.type !== "person",
  }));
}
