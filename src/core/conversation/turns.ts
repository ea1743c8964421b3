import { ModelError, PlatformError, ReverieError } from "../errors.ts";
import { asId, type MessageId, type WorkspaceId } from "../ids.ts";
import { withdrawAnswers } from "../memory/withdraw-answers.ts";
import { type Message, type RecordedMessage, reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf } from "../platforms.ts";
import type { AnswerStream, Asker, Place } from "../ports/delivery.ts";
import type { JobHandler, JobRun } from "../ports/jobs.ts";
import { type Ending, failedEnding, type Making, makeAnswer } from "./answer.ts";
import { answerContent } from "./answer-content.ts";
import { keepAnswerParts } from "./answer-parts.ts";
import { carry, readCarried } from "./carried-message.ts";
import { failureSentence } from "./failure-sentence.ts";
import { waitingIn } from "./kept-waiting.ts";
import type { OutageNotice } from "./outage-notice.ts";
import { type RunningTurns, TurnStopped } from "./running-turns.ts";
import { tellUndeliverable } from "./undeliverable.ts";
import { findWaiting, type Waiting } from "./waiting.ts";

/** Has a question answered, once for each version of its text. Safe to repeat. */
export async function enqueueTurn(parts: Parts, message: Message, mayKeep: boolean): Promise<void> {
  const { workspace, id, version, conversation, channel } = message;
  await parts.jobs.enqueue({
    id: `turn ${workspace} ${id} ${version}`,
    kind: "turn",
    key: `turn ${workspace} ${conversation}`,
    lane: `${workspace} ${channel}`,
    at: parts.clock.now(),
    data: carry(message, mayKeep),
  });
}

/** The job that answers what was asked. */
export function turnJobs(
  parts: Parts,
  running: RunningTurns,
  outages: OutageNotice,
): Readonly<Record<string, JobHandler>> {
  return {
    turn: async (run) => {
      const { message: question, isFleeting } = await readCarried(parts, run.job.data);
      if (!question && run.attempt === 1)
        throw new ReverieError("The question is not stored yet, or was deleted");
      if (!question || question.asked === null) return;
      const waiting = await findWaiting(parts, question);
      if (!waiting || waiting.asked.length === 0) return;
      await takeTurn(parts, { running, outages }, run, waiting, isFleeting);
    },
  };
}

/** Where the answer goes, and to whom. */
function placeOf({ asked }: Waiting): {
  readonly first: RecordedMessage;
  readonly place: Place;
  readonly asker: Asker;
} {
  const first = asked[0] as RecordedMessage;
  const { workspace, conversation, channel } = first;
  const inDirect = conversation === asId(channel);
  return {
    first,
    place: { workspace, channel, thread: first.thread ?? (inDirect ? null : first.id) },
    asker: { person: first.author, message: asked.at(-1)?.id ?? first.id },
  };
}

async function takeTurn(
  parts: Parts,
  { running, outages }: { readonly running: RunningTurns; readonly outages: OutageNotice },
  run: JobRun,
  waiting: Waiting,
  isFleeting: boolean,
): Promise<void> {
  const { first, place, asker } = placeOf(waiting);
  const { workspace, conversation } = first;
  // The key is that of the first answer, so that an answer to an edited question takes its place.
  const origin = waiting.previous?.answer?.answers[0]?.message ?? first.id;
  const key = `answer ${workspace} ${origin}`;
  const stream = deliveryOf(parts, workspace).stream(place, key, asker);
  const startedAt = parts.clock.now();
  const owed: (() => Promise<void>)[] = [];
  /** Together with what the answer itself writes, so that one wait for the disk is enough. */
  const settle = () => Promise.all(owed.splice(0).map((work) => work()));
  try {
    // What fails once the answer stands leaves nobody without one.
    const ending = await outages.around(
      () => waitingIn(parts, place, asker),
      () =>
        running.run(workspace, conversation, place.thread, run.signal, (signal) =>
          answerOrExplain(parts, run, waiting.asked, stream, {
            signal,
            afterwards: (work) => owed.push(work),
          }),
        ),
    );
    const messages = await deliver(parts, first, () =>
      stream.finish(answerContent(ending, key, !isFleeting)),
    );
    if (!messages) return;
    await Promise.all([
      isFleeting ? undefined : recordAnswer(parts, waiting, place, messages, ending),
      settle(),
    ]);
    const durationMs = parts.clock.now() - startedAt;
    const questions = waiting.asked.length;
    parts.log.info("turn-finished", { workspace, questions, ending: ending.record.ending, durationMs });
  } finally {
    stream.abandon();
    // Also of an answer that came to nothing: what was used up was used up.
    await settle();
  }
}

/** Puts the answer where it was asked for; undefined where the platform lets nothing be said there. */
async function deliver(
  parts: Parts,
  question: RecordedMessage,
  finish: () => Promise<readonly MessageId[]>,
): Promise<readonly MessageId[] | undefined> {
  try {
    return await finish();
  } catch (error) {
    if (!(error instanceof PlatformError && error.permanent)) throw error;
    await tellUndeliverable(parts, question, error);
    return undefined;
  }
}

/** The answer, or the sentence that says why there is none. Rejects where another run may do better. */
async function answerOrExplain(
  parts: Parts,
  run: JobRun,
  asked: readonly RecordedMessage[],
  stream: AnswerStream,
  { signal, afterwards }: Omit<Making, "show">,
): Promise<Ending> {
  let shown = "";
  const show = (text: string) => {
    shown = text;
    stream.show(text);
  };
  try {
    return await makeAnswer(parts, asked, { show, signal, afterwards });
  } catch (error) {
    if (run.signal.aborted) throw error;
    const reason: unknown = signal.aborted ? signal.reason : error;
    if (reason instanceof TurnStopped) return stopped(parts, shown, reason);
    // A model's failure was retried by the model itself; anything else gets the job's own retries first.
    if (!(reason instanceof ModelError) && !run.last) throw error;
    parts.log.warn("turn-failed", { workspace: run.job.lane, attempt: run.attempt }, reason);
    return failedEnding(parts, failureSentence(reason));
  }
}

function stopped(parts: Parts, shown: string, { by }: TurnStopped): Ending {
  const mark = by === "person" ? "(stopped)" : "(stopped: this took longer than five minutes)";
  const record = { memories: [], sources: [], model: parts.model.label, ending: "stopped" as const };
  return { text: shown === "" ? mark : `${shown}\n\n${mark}`, note: parts.model.label, record };
}

/** Keeps the answer with what it answers and was given: from then on the questions count as answered. */
async function recordAnswer(
  parts: Parts,
  { asked, previous }: Waiting,
  place: Place,
  messages: readonly MessageId[],
  ending: Ending,
): Promise<void> {
  const [first] = asked;
  const [id] = messages;
  if (!first || !id) throw new ReverieError("An answer without a question or without a message");
  const { workspace, channel, conversation } = first;
  for (const message of previous?.answer?.parts ?? []) {
    if (!messages.includes(message))
      await deliveryOf(parts, workspace).remove({ workspace, channel, message });
  }
  await keepAnswerParts(parts, workspace, messages);
  const now = parts.clock.now();
  // What people said of the previous answer has made newer versions of it.
  const [standing] = previous ? await parts.history.get(workspace, [previous.id]) : [];
  await parts.history.record({
    workspace,
    id,
    channel,
    thread: place.thread,
    conversation,
    author: reverie,
    authorName: "Reverie",
    authorRole: "bot",
    text: ending.text,
    files: [],
    saidAt: previous?.saidAt ?? now,
    version: standing ? Math.max(now, standing.version + 1) : now,
    asked: null,
    answer: {
      answers: asked.map(({ id, version }) => ({ message: id, version })),
      parts: messages,
      ...ending.record,
      feedback: [],
    },
  });
  await withdrawIfGone(parts, workspace, [...asked.map((question) => question.id), ...ending.record.sources]);
}

/** What was deleted while the answer was being written takes the answer along. */
async function withdrawIfGone(
  parts: Parts,
  workspace: WorkspaceId,
  messages: readonly MessageId[],
): Promise<void> {
  const standing = new Set((await parts.history.get(workspace, messages)).map(({ id }) => id));
  await withdrawAnswers(
    parts,
    workspace,
    messages.filter((id) => !standing.has(id)),
  );
}
