import type { Audience } from "../audience.ts";
import { type PrivateAnswer, say } from "../card.ts";
import { audienceFor, type Reader, rememberWish } from "../memory/remember-wish.ts";
import { type Receipt, signalOf } from "../memory.ts";
import type { Channel } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import type { Command, CommandCall } from "./command.ts";

/** What somebody said is to be remembered, and for whom. */
export interface SpokenWish {
  readonly for: Reader;
  readonly text: string;
}

const readerBefore =
  /^(?:for )?(?:(me)|(?:the |this )?(channel)|(?:the )?(team)) ?: ?|^for (?:(me)|(?:the |this )?(channel)|(?:the )?(team))(?![\w-]) ?[:,]? ?/iu;
const readerAfter = /[ ,]+for (?:(me)|(?:the |this )?(channel)|(?:the )?(team)) ?[.!]?$/iu;
/** Longer than any words that name a reader at the end. */
const longestTail = 40;

/** Reads `[for me|channel|the team:] <text> [for me|channel|team]`; undefined where no text is left. */
export function parseRememberWish(rest: string): SpokenWish | undefined {
  // White space first becomes single, so that no run of it costs more than its length.
  const words = rest.replace(/\s+/gu, " ").trim();
  const before = readerBefore.exec(words);
  const tail = words.slice(-longestTail);
  const after = before ? null : readerAfter.exec(tail);
  const match = before ?? after;
  const end = words.length - tail.length + (after?.index ?? 0);
  const text = before ? words.slice(before[0].length) : after ? words.slice(0, end) : words;
  const said = text.replace(/^that\s+/iu, "").trim();
  if (said === "") return undefined;
  return { for: readerOf(match), text: said };
}

function readerOf(match: RegExpExecArray | null): Reader {
  const [, , channel, team, , otherChannel, otherTeam] = match ?? [];
  if (channel ?? otherChannel) return "channel";
  return (team ?? otherTeam) ? "team" : "me";
}

/** `remember`: the owner's own verdict, because our parser read it, not the model (law 1). */
export const rememberCommand: Command = {
  words: "remember",
  parameters: [
    {
      name: "for",
      summary: "for whom: for you unless you say",
      isRequired: false,
      takes: { type: "choice", values: ["for me:", "for the channel:", "for the team:"] },
    },
    { name: "text", summary: "one sentence", isRequired: true, takes: { type: "text" } },
  ],
  summary: "remember one sentence, for you unless you say for whom",
  accepts: (rest) => parseRememberWish(rest) !== undefined,
  isOpen: false,
  run: remember,
};

async function remember(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const spoken = parseRememberWish(call.rest);
  if (!spoken)
    return say("Tell me what to remember, for example `/reverie remember I prefer short answers`.");
  const { workspace, person, message, givenAt } = call;
  const place = await directoryOf(parts, workspace).channel(workspace, call.channel);
  if (spoken.for === "channel" && place?.reach === "direct")
    return say(
      "A direct conversation has no channel memory. Say `for me` or `for the team`. Nothing changed.",
    );
  const audience = audienceFor(spoken.for, person, call.channel);
  const outcome = await rememberWish(parts, {
    workspace,
    person,
    audience,
    text: spoken.text,
    receipts: [await receiptOf(parts, call, audience, place)],
    travels: place?.reach === "public",
    seed: message ? `remember ${message} ${givenAt}` : null,
    source: "remember",
  });
  return "refusal" in outcome ? say(`Not remembered. ${outcome.refusal}`) : outcome.answer;
}

/**
 * The evidence: the message that held the command, so that its deletion reaches the memory; or the command
 * itself, where nobody else saw it, where nobody would tell of its deletion, or where its place is narrower
 * than the audience that its owner chose.
 */
async function receiptOf(
  parts: Parts,
  { workspace, person, message, channel }: CommandCall,
  audience: Audience,
  place: Channel | undefined,
): Promise<Receipt> {
  const [said] = message ? await parts.history.get(workspace, [message]) : [];
  const isNarrower = audience.type === "team" && place?.reach !== "public";
  if (!said || isNarrower || place?.isFollowed === false) {
    return signalOf("command", person, parts.clock.now());
  }
  return {
    type: "quote",
    message: said.id,
    channel,
    author: person,
    quote: said.text,
    saidAt: said.saidAt,
    gone: false,
  };
}
