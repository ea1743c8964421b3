import { personAudience } from "../audience.ts";
import type { MessageId } from "../ids.ts";
import { isNarrowed } from "../memory/fits-audience.ts";
import { readMarks } from "../memory/marks.ts";
import { namesOf } from "../memory/named-people.ts";
import { type LiveMemory, liveMemories, placesOf } from "../memory.ts";
import type { RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { queryTerms } from "../terms.ts";
import { rank } from "../text/ranking.ts";
import { shorten, withinTokens } from "../text/tokens.ts";
import { quotedUnits } from "./quoted-units.ts";
import type { Setting } from "./surroundings.ts";

/** The most tokens of memories, of search hits and of single quoted messages in a prompt. */
const memoryTokens = 1500;
const foundTokens = 1500;

/** The most hits that a search gives to a prompt. */
const foundAtMost = 8;

/** The most terms of a question that are searched for. */
const searchTerms = 12;

/**
 * The memories that may enter the prompt: the asker's preferences always, then those that are pinned, then those that
 * fit the question best, then, while the budget lasts, the newest of the rest.
 */
export async function recallMemories(parts: Parts, setting: Setting, asked: string): Promise<LiveMemory[]> {
  const { workspace, scope, optedOut } = setting;
  const { own, audiences } = scope;
  const read = own.which === "none" ? audiences : [personAudience(own.person), ...audiences];
  const [books, marks] = await Promise.all([
    Promise.all(read.map((audience) => parts.ledger.book(workspace, audience))),
    Promise.all(read.map((audience) => readMarks(parts, workspace, audience))),
  ]);
  const isPinned = ({ id }: LiveMemory) => marks.some(({ pinned }) => pinned.has(id));
  const usable = books
    .flatMap(liveMemories)
    .filter((memory) => isOpen(memory, setting) && namesOf(memory.text, optedOut.names) !== "certainly");
  const isPreference = ({ kind, audience }: LiveMemory) =>
    kind === "preference" && audience.type === "person";
  const others = usable.filter((memory) => !isPreference(memory));
  const newestFirst = others.toSorted((one, other) => other.at - one.at);
  const ranked = rank(newestFirst, queryTerms(asked, searchTerms), ({ text }) => text).map(
    ({ item }) => item,
  );
  const first = [...usable.filter(isPreference), ...others.filter(isPinned)];
  const rest = ranked.filter((memory) => !isPinned(memory));
  return withinTokens([...first, ...rest], memoryTokens, ({ text }) => text);
}

/**
 * Whether everybody in this place may see it: what was said in a channel that was made private since reaches no further
 * than that channel, and the asker's own memory goes where they let it, with no words of others' from narrower places.
 */
function isOpen({ audience, travels, sources }: LiveMemory, { scope, asker, reachOf }: Setting): boolean {
  if (audience.type !== "person") return !isNarrowed(sources, audience, reachOf);
  if (scope.own.which === "all") return true;
  const ofOthers = sources.filter((receipt) => receipt.type !== "quote" || receipt.author !== asker.id);
  return travels && placesOf(ofOthers).every((place) => (reachOf(place) ?? "public") === "public");
}

/** The messages in scope that fit the question best, the best first. */
export async function findMessages(
  parts: Parts,
  { workspace, scope, optedOut }: Setting,
  question: string,
  known: ReadonlySet<MessageId>,
): Promise<RecordedMessage[]> {
  const query = queryTerms(question, searchTerms);
  if (query.length === 0) return [];
  const hits = await parts.history.search(workspace, scope.channels, query);
  const others = hits.filter(({ id, author }) => !known.has(id) && !optedOut.has(author));
  const best = rank(others, query, ({ text }) => text)
    .slice(0, foundAtMost)
    .map(({ item }) => item);
  const fitting = withinTokens(best, foundTokens, ({ text }) => shorten(text, quotedUnits));
  const whole = await parts.history.get(
    workspace,
    fitting.map(({ id }) => id),
  );
  return fitting.flatMap(({ id }) => whole.find((message) => message.id === id) ?? []);
}
