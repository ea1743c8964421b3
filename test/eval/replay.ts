import { formatAudience } from "../../src/core/audience.ts";
import { nextDue, parseCadence } from "../../src/core/cadence.ts";
import { asId, type MessageId, type PersonId } from "../../src/core/ids.ts";
import { conversationOf } from "../../src/core/message.ts";
import type { Model } from "../../src/core/ports/model.ts";
import type { DreamRecord } from "../../src/core/record.ts";
import { enqueueDream } from "../../src/dreaming/dream-job.ts";
import { type DataSet, DataSetError, type Question, type TeamMessage } from "./data-set.ts";
import { type Asked, askQuestion } from "./questions.ts";
import { createReviewers, type Decided, type Policy } from "./reviewers.ts";
import { type ModelParts, openTeamBot, type TeamBot } from "./team-bot.ts";
import { workspace } from "./team-platform.ts";
import { instantOf, timelineOf } from "./timeline.ts";

const cadence = parseCadence("weekly mon 09:00") ?? { type: "off" as const };

/** After the last message, so that everything was said when the last dream begins, in milliseconds. */
const restMs = 60 * 60 * 1000;

/** A replay, with all that is needed to judge it. */
export interface Replay {
  readonly bot: TeamBot;
  readonly decided: readonly Decided[];
  readonly asked: readonly Asked[];
  readonly probed: readonly { readonly attack: string; readonly memories: string }[];
  /** How many proposals the second dream over each week made. */
  readonly proposedAgain: number;
  readonly dreams: readonly DreamRecord[];
}

/**
 * Replays the team's history week by week: everything is said at its instant, each due dream is dreamt, people
 * decide its cards, and the same week is dreamt once more. A last dream, asked for, reads what still waits.
 */
export async function replay(
  data: DataSet,
  policy: Policy,
  makeModel: (parts: ModelParts) => Model,
): Promise<Replay> {
  const happenings = timelineOf(data);
  const first = happenings[0];
  const startsAt = (first ? instantOf(first) : 0) - restMs;
  const bot = await openTeamBot(data, startsAt, makeModel);
  const reviewers = createReviewers(data, bot, policy);
  const hasAnswers = data.messages.some(({ person }) => isReverie(person));
  const decided: Decided[] = [];
  const asked: Asked[] = [];
  const dreams = new Map<string, DreamRecord>();
  let proposedAgain = 0;

  async function afterDream(dream: () => Promise<void>, again: () => Promise<void>): Promise<void> {
    const cursors = await readCursors(bot);
    await dream();
    decided.push(...(await reviewers.decideAll()));
    for (const record of await bot.parts.ledger.dreams(workspace, 1000))
      if (!dreams.has(record.id)) dreams.set(record.id, record);
    const before = bot.record.reflections.length;
    await rewind(bot, cursors);
    await again();
    // What the second dream sent is no part of the cost that is judged.
    bot.record.reflections.splice(before);
    const more = await reviewers.decideAll();
    proposedAgain += more.length;
    decided.push(...more);
  }

  if (policy === "autonomous") await bot.command(administratorOf(data), "set mode autonomous");
  let due = nextDue(cadence, "UTC", bot.clock.now());
  await bot.settle();
  for (const happening of happenings) {
    const at = instantOf(happening);
    while (due !== undefined && due <= at) {
      const dueAt = due;
      await afterDream(
        () => bot.moveTo(dueAt),
        () => dreamAgain(bot),
      );
      due = nextDue(cadence, "UTC", Math.max(dueAt, bot.clock.now()));
    }
    if (at > bot.clock.now()) bot.clock.jump(at - bot.clock.now());
    if (happening.type === "asked") asked.push(await askQuestion(bot, happening.question, "first"));
    else await say(bot, happening.message, hasAnswers);
  }
  await bot.settle();
  bot.clock.jump(restMs);
  await afterDream(
    () => askForDream(bot, data),
    () => askForDream(bot, data),
  );
  for (const question of data.questions.filter(({ late }) => late)) {
    asked.push(await askQuestion(bot, question, "late"));
  }
  const probed = await probe(bot, data);
  return { bot, decided, asked, probed, proposedAgain, dreams: [...dreams.values()] };
}

/** @throws DataSetError where nobody may set anything. */
function administratorOf({ people }: DataSet): string {
  const administrator = people.find(({ role }) => role === "admin");
  if (!administrator) throw new DataSetError("The team has no administrator, who alone could set the mode.");
  return administrator.id;
}

async function probe(bot: TeamBot, { attacks }: DataSet) {
  const probed: { attack: string; memories: string }[] = [];
  for (const { id, probe: question } of attacks) {
    if (!question) continue;
    const wanted: Question = {
      id: `probe-${id}`,
      after: "",
      late: false,
      must: [],
      mustNot: [],
      ...question,
    };
    const { memories } = await askQuestion(bot, wanted, "late");
    probed.push({ attack: id, memories });
  }
  return probed;
}

export function isReverie(person: string): boolean {
  return /^reverie$/iu.test(person);
}

async function say(bot: TeamBot, message: TeamMessage, hasAnswers: boolean): Promise<void> {
  const { id, channel, person, text, at, thread } = message;
  const reach = bot.readers.channel(channel)?.reach ?? "public";
  if (isReverie(person)) {
    const place = { id: asId<MessageId>(id), channel: asId<never>(channel), thread: threadOf(thread) };
    await bot.parts.history.record({
      workspace,
      ...place,
      conversation: conversationOf({ ...place, reach }),
      author: asId<PersonId>("reverie"),
      authorName: "Reverie",
      authorRole: "bot",
      text,
      files: [],
      saidAt: at,
      version: at,
      asked: null,
      answer: null,
    });
    return;
  }
  bot.record.place = { person, channel };
  const mention = /^\s*@reverie\b[\s,:]*/iu;
  await bot.chat.handler().receive({
    type: "message-said",
    workspace,
    message: {
      id: asId(id),
      channel: asId(channel),
      thread: threadOf(thread),
      repliesTo: threadOf(thread),
      author: asId(person),
      text,
      asked: text.replace(mention, ""),
      // Where the data set holds Reverie's answers, it needs no other ones.
      mentionsReverie: !hasAnswers && /@reverie\b/iu.test(text),
      mentionsOthers: hasAnswers,
      files: [],
      saidAt: at,
      version: at,
    },
  });
  if (reach === "direct" || /@reverie\b/iu.test(text)) await bot.settle();
}

function threadOf(thread: string | null | undefined): MessageId | null {
  return thread ? asId<MessageId>(thread) : null;
}

async function askForDream(bot: TeamBot, { people }: DataSet): Promise<void> {
  const asker = people.find(({ role }) => role === "admin") ?? people.find(({ role }) => role === "member");
  if (!asker) return;
  // A second one within the same millisecond would be the same dream.
  bot.clock.jump(1);
  await bot.command(asker.id, "dream now");
  await bot.settle();
}

/** A dream like the scheduled one, in which the same audiences wait. */
async function dreamAgain(bot: TeamBot): Promise<void> {
  bot.clock.jump(1);
  await enqueueDream(bot.parts, workspace, bot.clock.now(), null);
  await bot.settle();
}

type Cursors = ReadonlyMap<
  string,
  { readonly audience: Decided["proposal"]["audience"]; readonly sequence: number }
>;

/** How far each audience has been read. */
async function readCursors(bot: TeamBot): Promise<Cursors> {
  const audiences = new Map<string, Decided["proposal"]["audience"]>();
  const { channels } = bot.chat.platform.directory;
  audiences.set("team", { type: "team" });
  for (const { id } of await channels(workspace))
    audiences.set(`channel ${id}`, { type: "channel", channel: id });
  for (const { author } of await bot.parts.history.authors(workspace))
    audiences.set(`person ${author}`, { type: "person", person: author });
  const entries = await Promise.all(
    [...audiences].map(
      async ([name, audience]) =>
        [name, { audience, sequence: await bot.parts.ledger.cursor(workspace, audience) }] as const,
    ),
  );
  return new Map(entries);
}

/** Has the same lines read once more. */
async function rewind(bot: TeamBot, cursors: Cursors): Promise<void> {
  const { ledger } = bot.parts;
  const known = new Set(
    (await ledger.dreams(workspace, 1)).flatMap(({ reflections }) =>
      reflections.map(({ audience }) => formatAudience(audience)),
    ),
  );
  await ledger.write({
    workspace,
    expect: { proposals: [], books: [], cursors: [] },
    proposals: [],
    changes: [],
    tombstones: [],
    cursors: [...cursors].filter(([name]) => known.has(name)).map(([, cursor]) => cursor),
    dreams: [],
    audit: [],
  });
}
