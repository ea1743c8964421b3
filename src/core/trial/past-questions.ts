import type { Audience } from "../audience.ts";
import type { ChannelId, PersonId, WorkspaceId } from "../ids.ts";
import { type RecordedMessage, reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { readOptedOut } from "../privacy.ts";
import type { Proposal } from "../proposal.ts";
import { isExcluded, readSettings } from "../settings/settings.ts";
import { queryTerms } from "../terms.ts";
import { rank } from "../text/ranking.ts";

/** The most questions that one trial asks again. */
const questionsAtMost = 3;

/** How many terms of a sentence are looked for. */
const searchTerms = 12;

/**
 * The real questions of the past that a change would touch most, the best first: asked in the places that its audience reads,
 * and by the person alone where it is for a person.
 */
export async function findPastQuestions(
  parts: Parts,
  { workspace, audience, change, before }: Pick<Proposal, "workspace" | "audience" | "change" | "before">,
  person: PersonId,
): Promise<RecordedMessage[]> {
  const query = queryTerms(`${change.text} ${before ?? ""}`, searchTerms);
  const channels = await readableChannels(parts, workspace, audience, person);
  if (query.length === 0 || channels.length === 0) return [];
  const [hits, optedOut] = await Promise.all([
    parts.history.search(workspace, channels, query),
    readOptedOut(parts, workspace),
  ]);
  const messages = await parts.history.get(
    workspace,
    hits.map(({ id }) => id),
  );
  const newestFirst = messages.toSorted((one, other) => other.saidAt - one.saidAt);
  const questions = newestFirst.filter(
    ({ asked, author, files }) =>
      asked !== null &&
      asked.trim() !== "" &&
      files.length === 0 &&
      author !== reverie &&
      !optedOut.has(author) &&
      (audience.type !== "person" || author === audience.person),
  );
  const ranked = rank(questions, query, ({ asked }) => asked ?? "").filter(({ score }) => score > 0);
  return distinct(ranked.map(({ item }) => item)).slice(0, questionsAtMost);
}

/** Where the audience may have asked, and whoever tries it may read. */
async function readableChannels(
  parts: Parts,
  workspace: WorkspaceId,
  audience: Audience,
  person: PersonId,
): Promise<ChannelId[]> {
  const directory = directoryOf(parts, workspace);
  const [all, own, settings] = await Promise.all([
    directory.channels(workspace),
    directory.channelsOf(workspace, person),
    readSettings(parts, workspace, null),
  ]);
  const open = all.filter((channel) => !isExcluded(channel, settings.excludedChannels));
  if (audience.type === "channel")
    return open.some(({ id }) => id === audience.channel) ? [audience.channel] : [];
  if (audience.type === "team") return open.filter(({ reach }) => reach === "public").map(({ id }) => id);
  return [...own];
}

function distinct(questions: readonly RecordedMessage[]): RecordedMessage[] {
  const seen = new Set<string>();
  return questions.filter(({ asked }) => {
    const words = (asked ?? "").trim().toLowerCase();
    const isNew = !seen.has(words);
    seen.add(words);
    return isNew;
  });
}
