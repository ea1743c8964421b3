import { ReverieError } from "../errors.ts";
import type { MessageId } from "../ids.ts";
import type { AnswerRecord, RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf } from "../platforms.ts";
import { tokensFor } from "../prices.ts";
import { isExcluded } from "../settings/settings.ts";
import { readBudgetLeft, readQuotaLeft, recordSpent, spendingOf } from "../spending.ts";
import { writeAnswer } from "./assistant.ts";
import { type AskedFile, readAskedFiles } from "./attachments.ts";
import { linkCitations } from "./citations.ts";
import { fileRemarks } from "./file-remarks.ts";
import { attachmentsOf } from "./files-block.ts";
import { persona, personaWithWeb } from "./persona.ts";
import { buildPrompt } from "./prompt.ts";
import { promptPlace } from "./prompt-place.ts";
import { findMessages, recallMemories } from "./recall.ts";
import { restsOn } from "./resting.ts";
import { readSetting, type Setting } from "./surroundings.ts";
import { asksToCatchUp, missedTalk, recentTalk } from "./talk.ts";
import { toolDescriptions } from "./tools.ts";

/** The longest answer, and the shortest that is worth beginning where a budget bounds it, in tokens. */
const answerTokens = 8000;
const fewestTokens = 500;

/** What is asked with files and no word. */
const wordlessQuestion = "Look at what is attached.";

/** What a turn ends with: the text, the small print, and what is kept beside it. */
export interface Ending {
  readonly text: string;
  readonly note: string;
  readonly record: Pick<AnswerRecord, "memories" | "sources" | "model" | "ending">;
}

/** An ending without an answer: the sentence that says why. */
export function failedEnding(parts: Parts, sentence: string): Ending {
  return {
    text: sentence,
    note: "",
    record: { memories: [], sources: [], model: parts.model.label, ending: "failed" },
  };
}

/** An ending for a mention with no words and no file that can be read. */
function nothingAsked(parts: Parts, files: readonly AskedFile[]): Ending {
  if (files.length === 0) return failedEnding(parts, "Ask me something after the mention, or say `help`.");
  const sentence =
    "I could read none of what is attached. I can read images, PDFs and plain text: please send it as one of these, or paste the part that matters.";
  return { ...failedEnding(parts, sentence), note: fileRemarks(files).join(" · ") };
}

/** What an answer is made with. */
export interface Making {
  /** Shows the text so far. */
  readonly show: (text: string) => void;
  /** Takes work that has to be done before the turn is over, though not before the answer stands. */
  readonly afterwards: (work: () => Promise<void>) => void;
  readonly signal: AbortSignal;
}

/** Answers what was asked, showing the text as it grows. Rejects with the error that stood in the way. */
export async function makeAnswer(
  parts: Parts,
  asked: readonly RecordedMessage[],
  { show, afterwards, signal }: Making,
): Promise<Ending> {
  const [first] = asked;
  if (!first) throw new ReverieError("A turn without a question");
  const { workspace } = first;
  const setting = await readSetting(parts, workspace, first.author, first.channel);
  if (isExcluded(setting.channel, setting.settings.excludedChannels)) {
    return failedEnding(
      parts,
      "This channel is left out by the setting `exclude-channels`, so I read and answer nothing here.",
    );
  }
  const [budgetLeft, quotaLeft] = await Promise.all([
    readBudgetLeft(parts, workspace, first.channel),
    readQuotaLeft(parts, workspace, first.author),
  ]);
  const model = setting.settings.model ?? parts.model.defaults.answers;
  const within = (dollars: number | undefined) =>
    dollars === undefined ? Number.POSITIVE_INFINITY : tokensFor(parts.prices, model, dollars);
  if ((budgetLeft ?? 1) <= 0 || within(budgetLeft) < fewestTokens) {
    return failedEnding(
      parts,
      "This month's budget is used up, so I cannot answer until an administrator raises it with `/reverie set budget`.",
    );
  }
  if ((quotaLeft ?? 1) <= 0 || within(quotaLeft) < fewestTokens) {
    return failedEnding(
      parts,
      "Your questions have used up what this workspace lets each person use in a month. Ask an administrator, or ask again next month.",
    );
  }
  const question = asked.map((message) => message.asked ?? "").join("\n");
  const files = await readAskedFiles(parts, asked, signal);
  if (question.trim() === "" && files.every(({ content }) => content.kind === "unread"))
    return nothingAsked(parts, files);
  const { prompt, memories } = await preparePrompt(parts, setting, asked, question, files);
  const written = await writeAnswer(
    parts,
    {
      model,
      system: setting.settings.web ? personaWithWeb : persona,
      blocks: prompt.blocks,
      attachments: attachmentsOf(files),
      asked: question.trim() === "" ? wordlessQuestion : question,
      tools: toolDescriptions,
      web: setting.settings.web,
      maxTokens: Math.min(answerTokens, within(budgetLeft), within(quotaLeft)),
    },
    {
      setting: { ...setting, asked, nextNumber: lastNumber(prompt.blocks) + 1, earlierCalls: 0 },
      show,
      spend: (usage) =>
        afterwards(() =>
          recordSpent(
            parts,
            workspace,
            { channel: first.channel, person: first.author },
            spendingOf(parts, "answers", model, [usage]),
          ),
        ),
      signal,
    },
  );
  const sources = new Map([...prompt.sources, ...written.sources]);
  const { linked, cited } = await link(parts, setting, written.text, sources);
  // What stands in a file came with the question, on which the answer rests anyway.
  const quoted = prompt.blocks.filter(({ kind }) => kind !== "files");
  const given = [...quoted.flatMap(({ material }) => material), ...written.material];
  const resting = restsOn(written.text, question, given).flatMap((number) => sources.get(number) ?? []);
  return {
    text: written.isCut ? `${linked}\n\n(cut: the answer reached its length limit)` : linked,
    note: noteOf(parts.model.label, files, written.isWithoutWeb),
    record: {
      memories: memories.map(({ id }) => id),
      sources: [...new Set([...cited, ...resting])],
      model: parts.model.label || model,
      ending: "complete",
    },
  };
}

/** Reads what the scope allows and builds the quoted blocks from it: recall and prompt assembly together. */
export async function preparePrompt(
  parts: Parts,
  setting: Setting,
  asked: readonly RecordedMessage[],
  question: string,
  files: readonly AskedFile[],
) {
  const conversation = (asked[0] as RecordedMessage).conversation;
  const [memories, talk, missed] = await Promise.all([
    recallMemories(parts, setting, question),
    recentTalk(parts, setting, conversation, asked),
    asksToCatchUp(question) ? missedTalk(parts, setting, conversation, asked) : [],
  ]);
  const inMissed = new Set(missed.map(({ id }) => id));
  const ownTalk = talk.filter(({ id }) => !inMissed.has(id));
  const known = new Set([...asked, ...ownTalk, ...missed].map(({ id }) => id));
  const found = await findMessages(parts, setting, question, known);
  const prompt = buildPrompt({
    ...promptPlace(setting, parts.clock.now()),
    memories,
    found,
    talk: ownTalk,
    missed,
    files,
  });
  return { prompt, memories };
}

function lastNumber(blocks: ReturnType<typeof buildPrompt>["blocks"]): number {
  return Math.max(0, ...blocks.flatMap(({ material }) => material.map(({ number }) => number)));
}

async function link(
  parts: Parts,
  { workspace }: Setting,
  text: string,
  sources: ReadonlyMap<number, MessageId>,
): Promise<{ readonly linked: string; readonly cited: readonly MessageId[] }> {
  const cited = new Set<MessageId>();
  linkCitations(text, (number) => {
    const message = sources.get(number);
    if (message !== undefined) cited.add(message);
    return null;
  });
  const messages = cited.size === 0 ? [] : await parts.history.get(workspace, [...cited]);
  const channels = new Map(messages.map(({ id, channel }) => [id, channel]));
  const delivery = deliveryOf(parts, workspace);
  const linked = linkCitations(text, (number) => {
    const message = sources.get(number);
    const channel = message === undefined ? undefined : channels.get(message);
    return message && channel ? delivery.permalink({ workspace, channel, message }) : null;
  });
  return { linked, cited: [...cited] };
}

function noteOf(label: string, files: readonly AskedFile[], isWithoutWeb: boolean): string {
  const web = isWithoutWeb ? "without the web: this endpoint has no web search" : "";
  return [label, ...fileRemarks(files), web].filter((part) => part !== "").join(" · ");
}
