import { z } from "zod";
import { type Audience, channelAudience, personAudience, team } from "../audience.ts";
import type { MessageId } from "../ids.ts";
import { draftProposal, earlierProposal } from "../memory/draft-proposal.ts";
import { gatherGateFacts } from "../memory/gate-facts.ts";
import { passGates } from "../memory/gates/gates.ts";
import { announce } from "../memory/proposal-cards.ts";
import { propose } from "../memory/remember.ts";
import { memoryKinds, type QuoteReceipt } from "../memory.ts";
import type { RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { Material, ToolCall, ToolDescription } from "../ports/model.ts";
import type { Proposal } from "../proposal.ts";
import { buildHits } from "./prompt.ts";
import { findMessages } from "./recall.ts";
import type { Setting } from "./surroundings.ts";

/** What a tool may use: the place with its scope, and the messages that asked. */
export interface ToolSetting extends Setting {
  readonly asked: readonly RecordedMessage[];
  /** The number that the next piece of quoted material gets. */
  readonly nextNumber: number;
  /** How often this answer has called the same tool before. */
  readonly earlierCalls: number;
}

/** What a tool gave: text for the model, and the messages that its numbers stand for. */
export interface ToolResult {
  readonly text: string;
  readonly failed: boolean;
  readonly material: readonly Material[];
  readonly sources: ReadonlyMap<number, MessageId>;
}

interface Tool {
  readonly description: ToolDescription;
  readonly run: (parts: Parts, setting: ToolSetting, input: unknown) => Promise<ToolResult>;
}

const plain = (text: string, failed = false): ToolResult => ({
  text,
  failed,
  material: [],
  sources: new Map(),
});

const searchInput = z.object({ query: z.string().min(1).max(400) });

/** Searches what may be read in the place; it changes nothing. */
export const searchHistory: Tool = {
  description: {
    name: "search_history",
    description:
      "Searches what was said in the places that everyone who will see this answer may read. Give a few words that the messages are likely to contain.",
    parameters: {
      type: "object",
      properties: { query: { type: "string", description: "A few words to look for." } },
      required: ["query"],
      additionalProperties: false,
    },
  },
  async run(parts, setting, input) {
    const parsed = searchInput.safeParse(input);
    if (!parsed.success) return plain("The search needs a query of one to 400 characters.", true);
    const known = new Set(setting.asked.map(({ id }) => id));
    const found = await findMessages(parts, setting, parsed.data.query, known);
    return { ...buildHits(found, setting.settings.timezone, setting.nextNumber), failed: false };
  },
};

/** The most proposals in one answer. */
const proposalsAtMost = 2;

const proposalInput = z.object({
  for: z.enum(["me", "channel", "team"]),
  kind: z.enum(memoryKinds),
  text: z.string().min(1).max(2000),
  quote: z.string().min(1).max(2000),
});

const proposeMemory: Tool = {
  description: {
    name: "propose_memory",
    description:
      "Proposes one short sentence to be remembered. People decide on it; nothing is stored by this call. The quote is what the asker said, word for word.",
    parameters: {
      type: "object",
      properties: {
        for: { type: "string", enum: ["me", "channel", "team"], description: "me: the asker alone." },
        kind: { type: "string", enum: [...memoryKinds] },
        text: { type: "string", description: "One short sentence in the third person, with absolute dates." },
        quote: { type: "string", description: "Words of the asker's message, verbatim." },
      },
      required: ["for", "kind", "text", "quote"],
      additionalProperties: false,
    },
  },
  async run(parts, setting, input) {
    if (setting.earlierCalls >= proposalsAtMost) return plain("Enough was proposed in this answer.", true);
    const parsed = proposalInput.safeParse(input);
    if (!parsed.success) return plain("The proposal needs for, kind, text and quote.", true);
    const { kind, text, quote } = parsed.data;
    const { workspace, asker, channel, asked } = setting;
    const seed = `propose ${asked[0]?.id} ${asked[0]?.version} ${setting.earlierCalls}`;
    const earlier = await earlierProposal(parts, workspace, seed);
    if (earlier) return present(parts, earlier);
    const audience = audienceOf(parsed.data.for, setting);
    const message = asked.find((each) => each.text.includes(quote)) ?? asked[0];
    if (!message) return plain("There is no message to quote.", true);
    const receipt: QuoteReceipt = {
      type: "quote",
      message: message.id,
      channel: message.channel,
      author: message.author,
      quote,
      saidAt: message.saidAt,
      gone: false,
    };
    const facts = await gatherGateFacts(parts, workspace, audience, [message.id]);
    const travels = channel.reach === "public";
    const outcome = await passGates(
      {
        change: "add",
        memory: null,
        kind,
        text,
        why: `Said by ${asker.name} when asking Reverie.`,
        receipts: [receipt],
        travels,
        warnings: [],
      },
      facts,
    );
    if (!outcome.passed) return plain(`Not proposed. ${outcome.reason}`, true);
    const origin = { source: "model" as const, dream: null, seed };
    const proposal = await draftProposal(parts, workspace, audience, outcome.candidate, origin);
    await propose(parts, { workspace, proposals: [proposal], dream: null, cursor: null });
    return present(parts, proposal);
  },
};

/** Puts it before those who decide; a turn that is run again finds what it proposed before. */
async function present(parts: Parts, proposal: Proposal): Promise<ToolResult> {
  const { workspace } = proposal;
  const announcement = {
    workspace,
    title: "Shall I remember this?",
    body: "",
    proposals: [proposal],
    rest: 0,
  };
  await announce(parts, announcement, parts.clock.now());
  return plain("Proposed. It waits for approval; until then nothing is remembered.");
}

function audienceOf(choice: "me" | "channel" | "team", { asker, channel }: Setting): Audience {
  if (choice === "me" || channel.reach === "direct") return personAudience(asker.id);
  return choice === "channel" ? channelAudience(channel.id) : team;
}

/** The tools of answers. None of them applies a change to memory (law 1). */
const tools: readonly Tool[] = [searchHistory, proposeMemory];

export const toolDescriptions: readonly ToolDescription[] = tools.map(({ description }) => description);

/** Runs one call of the model's. What the model got wrong is said back to it. */
export async function runTool(parts: Parts, setting: ToolSetting, call: ToolCall): Promise<ToolResult> {
  const tool = tools.find(({ description }) => description.name === call.name);
  return tool ? tool.run(parts, setting, call.input) : plain("There is no tool of that name.", true);
}
