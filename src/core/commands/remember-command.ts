import { type Audience, channelAudience, personAudience, team } from "../audience.ts";
import { type PrivateAnswer, say } from "../card.ts";
import type { ChannelId, PersonId } from "../ids.ts";
import { approving } from "../memory/approving.ts";
import { draftProposal, earlierProposal } from "../memory/draft-proposal.ts";
import { gatherGateFacts } from "../memory/gate-facts.ts";
import { passGates } from "../memory/gates/gates.ts";
import { announce, proposalsCard, redraw } from "../memory/proposal-cards.ts";
import { decide, propose } from "../memory/remember.ts";
import { decidersOf, mayDecide, maySee, readStanding } from "../memory/rights.ts";
import { type MemoryKind, type Receipt, signalOf } from "../memory.ts";
import type { Reach } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import type { Proposal } from "../proposal.ts";
import { readSettings } from "../settings/settings.ts";
import type { Command, CommandCall } from "./command.ts";

type Reader = "me" | "channel" | "team";

/** What somebody wants remembered and for whom. */
export interface RememberWish {
  readonly for: Reader;
  readonly text: string;
}

const readerBefore =
  /^(?:for )?(?:(me)|(?:the |this )?(channel)|(?:the )?(team)) ?: ?|^for (?:(me)|(?:the |this )?(channel)|(?:the )?(team))(?![\w-]) ?[:,]? ?/iu;
const readerAfter = /[ ,]+for (?:(me)|(?:the |this )?(channel)|(?:the )?(team)) ?[.!]?$/iu;
/** Longer than any words that name a reader at the end. */
const longestTail = 40;

/** Reads `[for me|channel|the team:] <text> [for me|channel|team]`; undefined where no text is left. */
export function parseRememberWish(rest: string): RememberWish | undefined {
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
  usage: "[for me:|for the channel:|for the team:] <text>",
  summary: "remember one sentence, for you unless you say for whom",
  accepts: (rest) => parseRememberWish(rest) !== undefined,
  isOpen: false,
  run: remember,
};

async function remember(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const wish = parseRememberWish(call.rest);
  if (!wish) return say("Tell me what to remember, for example `/reverie remember I prefer short answers`.");
  const { workspace, person: id } = call;
  const reach = (await directoryOf(parts, workspace).channel(workspace, call.channel))?.reach;
  const audience = audienceOf(wish.for, id, call.channel, reach);
  if (!audience)
    return say(
      "A direct conversation has no channel memory. Say `for me` or `for the team`. Nothing changed.",
    );
  const standing = await readStanding(parts, workspace, id, audience);
  if (!standing.person || !maySee(audience, standing)) {
    return say("You cannot remember things for that audience here. Nothing changed.");
  }
  const proposal = await proposeWish(parts, call, wish, audience, reach, standing.person.name);
  if (typeof proposal === "string") return say(`Not remembered. ${proposal}`);
  const { approvers } = await readSettings(parts, workspace, null);
  if (!mayDecide(audience, standing, approvers)) return handOver(parts, proposal);
  const verdict = await approving(parts, workspace, audience, null);
  const decided = await decide(parts, workspace, proposal.id, verdict, standing.person);
  if (decided.type === "counted") return handOver(parts, decided.proposal);
  if (decided.type === "unknown") return say("Not remembered. Please try again.");
  await redraw(parts, decided.proposal);
  const card = await proposalsCard(parts, workspace, "Remembered", whereUsed(decided.proposal), [
    decided.proposal,
  ]);
  return { text: null, card: { ...card, footer: "" }, form: null };
}

/** The proposal of the wish, or why there is none. A command that is tried again goes on with the one it made. */
async function proposeWish(
  parts: Parts,
  call: CommandCall,
  wish: RememberWish,
  audience: Audience,
  reach: Reach | undefined,
  name: string,
): Promise<Proposal | string> {
  const { workspace } = call;
  const seed = call.message ? `remember ${call.message} ${call.givenAt}` : null;
  const earlier = await earlierProposal(parts, workspace, seed);
  if (earlier) return earlier;
  const receipt = await receiptOf(parts, call, audience, reach);
  const facts = await gatherGateFacts(
    parts,
    workspace,
    audience,
    receipt.type === "quote" ? [receipt.message] : [],
  );
  const outcome = passGates(
    {
      change: "add",
      memory: null,
      kind: kindOf(wish.text),
      text: wish.text,
      why: `${name} asked for it.`,
      receipts: [receipt],
      travels: reach === "public",
    },
    facts,
  );
  if (!outcome.passed) return outcome.reason;
  const origin = { source: "remember" as const, dream: null, seed };
  const proposal = await draftProposal(parts, workspace, audience, outcome.candidate, origin);
  await propose(parts, { workspace, proposals: [proposal], dream: null, cursor: null });
  return proposal;
}

async function handOver(parts: Parts, proposal: Proposal): Promise<PrivateAnswer> {
  const { workspace } = proposal;
  const announcement = {
    workspace,
    title: "Somebody asks to remember this",
    body: "",
    proposals: [proposal],
  };
  await announce(parts, announcement, parts.clock.now());
  const { approvers } = await readSettings(parts, workspace, null);
  return say(`It waits for ${decidersOf(proposal.audience, approvers)}. Until then nothing is remembered.`);
}

function whereUsed({ audience, change }: Proposal): string {
  if (audience.type === "team") return "For the team.";
  if (audience.type === "channel") return "For this channel.";
  return change.travels ? "For you, wherever you ask." : "For you, only in our direct messages.";
}

function audienceOf(
  reader: Reader,
  person: PersonId,
  channel: ChannelId,
  reach: Reach | undefined,
): Audience | undefined {
  if (reader === "me") return personAudience(person);
  if (reader === "team") return team;
  return reach === "direct" ? undefined : channelAudience(channel);
}

/**
 * The evidence: the message that held the command, so that its deletion reaches the memory; or the command
 * itself, where nobody else saw it or where its place is narrower than the audience that its owner chose.
 */
async function receiptOf(
  parts: Parts,
  { workspace, person, message, channel }: CommandCall,
  audience: Audience,
  reach: Reach | undefined,
): Promise<Receipt> {
  const [said] = message ? await parts.history.get(workspace, [message]) : [];
  const isNarrower = audience.type === "team" && reach !== "public";
  if (!said || isNarrower) {
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

/** The kind of a sentence by its first words; a fact where nothing tells. */
function kindOf(text: string): MemoryKind {
  if (
    /\b(?:i|he|she|they) (?:prefer|like|want|hate|love)s?\b|\bplease (?:always|never)\b|\b(?:always|never) (?:answer|reply|write|use|call|address)\b/iu.test(
      text,
    )
  )
    return "preference";
  if (/\b(?:we|the team) (?:have )?(?:decided|agreed|chose|settled)\b/iu.test(text)) return "decision";
  if (/\b(?:before|after|when(?:ever)?|first|then|always|never)\b/iu.test(text)) return "workflow";
  return "fact";
}
