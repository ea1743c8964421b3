import type { DreamId, WorkspaceId } from "../core/ids.ts";
import { draftProposal } from "../core/memory/draft-proposal.ts";
import { gatherGateFacts } from "../core/memory/gate-facts.ts";
import { passGates } from "../core/memory/gates/gates.ts";
import { quotedMessages } from "../core/memory.ts";
import type { Parts } from "../core/parts.ts";
import { directoryOf } from "../core/platforms.ts";
import type { ReflectionOutcome } from "../core/ports/model.ts";
import { dollarsOf } from "../core/prices.ts";
import type { Proposal } from "../core/proposal.ts";
import type { Dropped, ReflectionRecord } from "../core/record.ts";
import { readSettings } from "../core/settings/settings.ts";
import { recordSpent } from "../core/spending.ts";
import { isQuoteOf } from "../core/text/quotes.ts";
import type { Gathered } from "./gather.ts";
import { drop, readReflection, reflectionSchema } from "./reflection-output.ts";

/** The longest answer of a reflection, in tokens. */
const reflectionTokens = 16_000;

/** Asks the model for one reflection an audience; the outcomes come in the same order. */
export async function reflectAll(
  parts: Parts,
  workspace: WorkspaceId,
  model: string,
  gathered: readonly Gathered[],
  signal: AbortSignal,
): Promise<readonly ReflectionOutcome[]> {
  if (gathered.length === 0) return [];
  const { language } = await readSettings(parts, workspace, null);
  const requests = gathered.map(({ reader, transcript, prompt }) => ({
    model,
    audience: reader.audience,
    system: language === "" ? prompt : `${prompt}\n\nWrite in ${language}.`,
    content: transcript.content,
    schema: reflectionSchema,
    maxTokens: reflectionTokens,
  }));
  const outcomes = await parts.model.reflect(requests, signal);
  for (const { usage } of outcomes) await recordSpent(parts, workspace, null, "dreams", model, usage);
  return outcomes;
}

/** A reflection's answer after the gates: proposals to store, and the record of what was considered and dropped. */
export interface Judged {
  readonly proposals: readonly Proposal[];
  readonly record: ReflectionRecord;
}

/** Takes what a model answered through the gates. */
export async function judge(
  parts: Parts,
  workspace: WorkspaceId,
  dream: DreamId,
  model: string,
  gathered: Gathered,
  outcome: ReflectionOutcome,
): Promise<Judged> {
  const { reader, transcript, linesRead, linesThere } = gathered;
  const { audience } = reader;
  const { usage } = outcome;
  const record: ReflectionRecord = {
    audience,
    outcome: "failed",
    linesRead,
    linesThere,
    inputTokens: usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
    outputTokens: usage.outputTokens,
    dollars: dollarsOf(model, usage),
    considered: 0,
    proposed: 0,
    dropped: [],
    watch: [],
  };
  if (outcome.type === "failed") {
    const dropped = [drop("answer", `The model gave no usable answer (${outcome.failure}).`, "", [])];
    return { proposals: [], record: { ...record, dropped } };
  }

  const publicChannels = await readPublicChannels(parts, workspace);
  const read = readReflection(
    outcome.output,
    transcript.lines,
    ({ channel }) => publicChannels.has(channel),
    parts.clock.now(),
  );
  const quoted = [
    ...read.candidates.flatMap(({ receipts }) => quotedMessages(receipts)),
    ...read.dropped.flatMap(({ messages }) => messages),
    ...read.watch.map(({ message }) => message),
  ];
  const facts = await gatherGateFacts(parts, workspace, audience, quoted);
  const proposals: Proposal[] = [];
  const dropped: Dropped[] = [...read.dropped];
  for (const candidate of read.candidates) {
    // Each judged candidate joins the pending ones, so that an answer cannot propose the same twice.
    const passed = await passGates(candidate, { ...facts, pending: [...facts.pending, ...proposals] });
    if (passed.passed) {
      proposals.push(
        await draftProposal(parts, workspace, audience, passed.candidate, {
          source: "dream",
          dream,
          seed: null,
        }),
      );
    } else {
      dropped.push(
        drop(passed.gate, passed.reason, passed.isSecret ? "" : candidate.text, candidate.receipts),
      );
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
