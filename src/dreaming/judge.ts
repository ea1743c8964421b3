import type { DreamId, WorkspaceId } from "../core/ids.ts";
import { draftProposal } from "../core/memory/draft-proposal.ts";
import { gatherGateFacts } from "../core/memory/gate-facts.ts";
import { mayBeRead, passGates } from "../core/memory/gates/gates.ts";
import { quotedMessages } from "../core/memory.ts";
import type { RecordedMessage } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import { directoryOf } from "../core/platforms.ts";
import type { ReflectionOutcome } from "../core/ports/model.ts";
import { dollarsOf } from "../core/prices.ts";
import type { Proposal } from "../core/proposal.ts";
import type { Dropped, ReflectionRecord } from "../core/record.ts";
import { isQuoteOf } from "../core/text/quotes.ts";
import { emptyRecord } from "./plan.ts";
import type { Reader } from "./readers.ts";
import { drop, readReflection } from "./reflection-output.ts";

/** A reflection that was asked for: what it was shown, and how far that reaches. */
export interface Asked {
  readonly reader: Reader;
  /** The message behind each number of its transcript, as it stands now; without those that are gone. */
  readonly lines: ReadonlyMap<number, RecordedMessage>;
  readonly linesRead: number;
  readonly linesThere: number;
  /** The sequence numbers from which and up to which it read. */
  readonly from: number;
  readonly to: number;
}

/** A reflection's answer after the gates: proposals to store, and the record of what was considered and dropped. */
export interface Judged {
  readonly proposals: readonly Proposal[];
  readonly record: ReflectionRecord;
}

/** Which dream a judgement belongs to, and what its reflections cost. */
export interface Judging {
  readonly workspace: WorkspaceId;
  readonly dream: DreamId;
  readonly model: string;
  readonly priceShare: number;
  /** The team's proposals that wait beside those that are stored. */
  readonly ofTeam: readonly Proposal[];
}

/** The failure of a reflection whose lines were edited, deleted or closed off while the model thought. */
export const changedMeanwhile = "changed meanwhile";

function failureSentence(failure: string): string {
  return failure === changedMeanwhile
    ? "A message that it was shown was edited, deleted or closed off meanwhile."
    : `The model gave no usable answer (${failure}).`;
}

/** Takes what a model answered through the gates. Stores nothing. */
export async function judge(
  parts: Parts,
  judging: Judging,
  asked: Asked,
  outcome: ReflectionOutcome,
): Promise<Judged> {
  const { usage } = outcome;
  const record: ReflectionRecord = {
    ...emptyRecord(asked, "failed"),
    linesRead: asked.linesRead,
    inputTokens: usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
    outputTokens: usage.outputTokens,
    dollars: judging.priceShare * dollarsOf(parts.prices, judging.model, usage),
  };
  if (outcome.type === "output") return judgeOutput(parts, judging, asked, record, outcome.output);
  const dropped = [drop("answer", failureSentence(outcome.failure), "", [])];
  return { proposals: [], record: { ...record, dropped } };
}

async function judgeOutput(
  parts: Parts,
  { workspace, dream, ofTeam }: Judging,
  { reader: { audience }, lines }: Asked,
  record: ReflectionRecord,
  output: unknown,
): Promise<Judged> {
  const publicChannels = await readPublicChannels(parts, workspace);
  const isPublic = ({ channel }: RecordedMessage) => publicChannels.has(channel);
  const read = readReflection(output, lines, isPublic, parts.clock.now());
  const quoted = [
    ...read.candidates.flatMap(({ receipts }) => quotedMessages(receipts)),
    ...read.dropped.flatMap(({ messages }) => messages),
    ...read.watch.map(({ message }) => message),
  ];
  const facts = await gatherGateFacts(parts, workspace, audience, quoted);
  const proposals: Proposal[] = [];
  const dropped: Dropped[] = await Promise.all(
    read.dropped.map(async (each) => ((await mayBeRead(each.text, facts)) ? each : { ...each, text: "" })),
  );
  for (const candidate of read.candidates) {
    // Each judged candidate joins the pending ones, so that an answer cannot propose the same twice.
    const passed = await passGates(candidate, {
      ...facts,
      pending: [...facts.pending, ...ofTeam, ...proposals],
    });
    if (passed.passed) {
      const origin = { source: "dream" as const, dream, seed: null };
      proposals.push(await draftProposal(parts, workspace, audience, passed.candidate, origin));
    } else {
      const words = passed.isSecret ? "" : candidate.text;
      dropped.push(drop(passed.gate, passed.reason, words, candidate.receipts));
    }
  }
  return {
    proposals,
    record: {
      ...record,
      outcome: "proposed",
      considered: read.candidates.length + read.dropped.length,
      proposed: proposals.length,
      dropped: dropped.map((each) =>
        each.messages.every((id) => facts.messages.has(id)) ? each : { ...each, text: "" },
      ),
      watch: read.watch.filter(({ message, quote }) =>
        isQuoteOf(facts.messages.get(message)?.text ?? "", quote),
      ),
    },
  };
}

async function readPublicChannels(parts: Parts, workspace: WorkspaceId) {
  const channels = await directoryOf(parts, workspace).channels(workspace);
  return new Set(channels.filter(({ reach }) => reach === "public").map(({ id }) => id));
}
