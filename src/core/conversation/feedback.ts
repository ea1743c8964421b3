import { z } from "zod";
import { asId, type MessageId, type PersonId, type WorkspaceId } from "../ids.ts";
import type { AnswerRecord, Channel, Feedback, Person, RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import type { JobHandler } from "../ports/jobs.ts";
import { isOptedOut } from "../privacy.ts";
import { isExcluded, readSettings } from "../settings/settings.ts";
import { findAnswer } from "./answer-parts.ts";

/** What somebody thinks of the answer that a message is or is a part of; null takes back what they said before. */
export interface GivenFeedback {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly message: MessageId;
  readonly isGood: boolean | null;
}

/** What becomes of feedback. An answer that somebody may not see is not there for them. */
export type FeedbackOutcome = "kept" | "nothing-there" | "outsider" | "opted-out";

const feedbackJob = z.object({
  workspace: z.string(),
  answer: z.string(),
  edition: z.string(),
  person: z.string(),
  isGood: z.boolean().nullable(),
  at: z.number(),
});

/**
 * Has feedback kept on its answer, where whoever gives it can see the answer (law 8) and lets their acts be
 * kept. Durable once it resolves. Safe to repeat.
 */
export async function keepFeedback(parts: Parts, given: GivenFeedback): Promise<FeedbackOutcome> {
  const { workspace, person, isGood } = given;
  const answer = await findAnswer(parts, workspace, given.message);
  if (!answer?.answer) return "nothing-there";
  const refusal = await refuse(parts, person, answer);
  if (refusal) return refusal;
  const { id, channel } = answer;
  const edition = editionOf(answer.answer);
  const at = parts.clock.now();
  await parts.jobs.enqueue({
    id: `feedback ${workspace} ${id} ${person} ${isGood} ${at}`,
    kind: "feedback",
    key: `feedback ${workspace} ${id}`,
    lane: `${workspace} ${channel}`,
    at,
    data: { workspace, answer: id, edition, person, isGood, at },
  });
  return "kept";
}

async function refuse(
  parts: Parts,
  personId: PersonId,
  { workspace, channel: channelId }: RecordedMessage,
): Promise<Exclude<FeedbackOutcome, "kept"> | undefined> {
  const directory = directoryOf(parts, workspace);
  const [person, channel, theirs, settings] = await Promise.all([
    directory.person(workspace, personId),
    directory.channel(workspace, channelId),
    directory.channelsOf(workspace, personId),
    readSettings(parts, workspace, channelId),
  ]);
  if (!person || !channel || !canSee(person, channel, theirs.includes(channelId))) return "nothing-there";
  if (isExcluded(channel, settings.excludedChannels)) return "nothing-there";
  if (person.role === "outsider") return "outsider";
  return (await isOptedOut(parts, workspace, person.id)) ? "opted-out" : undefined;
}

function canSee({ role }: Person, { reach }: Channel, isInChannel: boolean): boolean {
  if (role === "bot") return false;
  return isInChannel || (reach === "public" && (role === "admin" || role === "member"));
}

/** The job that writes feedback down. */
export function feedbackJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    feedback: async ({ job }) => {
      const { workspace, answer, edition, person, isGood, at } = feedbackJob.parse(job.data);
      const given = { person: asId<PersonId>(person), isGood, at };
      // Again, where something else was written to the answer meanwhile, until that is taken in.
      while (!(await writeFeedback(parts, asId(workspace), asId(answer), edition, given)));
    },
  };
}

/** False where the answer changed between reading and writing. */
async function writeFeedback(
  parts: Parts,
  workspace: WorkspaceId,
  id: MessageId,
  edition: string,
  given: Parameters<typeof withFeedback>[1],
): Promise<boolean> {
  const [stored] = await parts.history.get(workspace, [id]);
  // Gone, or written anew since: what was said of the old answer says nothing of this one.
  if (!stored?.answer || editionOf(stored.answer) !== edition) return true;
  const feedback = withFeedback(stored.answer.feedback, given);
  if (feedback === stored.answer.feedback) return true;
  const { sequence: _, ...message } = stored;
  // A new version has a new sequence number, by which the next dream sees it.
  return parts.history.record({
    ...message,
    version: message.version + 1,
    answer: { ...stored.answer, feedback },
  });
}

/** Tells an answer from the one that takes its place when a question was edited. */
function editionOf({ answers }: AnswerRecord): string {
  return answers.map(({ message, version }) => `${message} ${version}`).join(" ");
}

/**
 * The feedback of an answer with what one person now says of it: at most one a person, the newest, and none
 * where it is null. The very same list where that changes nothing.
 */
export function withFeedback(
  kept: readonly Feedback[],
  { person, isGood, at }: Omit<Feedback, "isGood"> & { readonly isGood: boolean | null },
): readonly Feedback[] {
  const before = kept.find((each) => each.person === person);
  if ((before?.isGood ?? null) === isGood || (before && before.at > at)) return kept;
  const others = kept.filter((each) => each.person !== person);
  return isGood === null ? others : [...others, { person, isGood, at }];
}
