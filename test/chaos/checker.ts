import type { AskedQuestion, ChaosRecord, Proposed } from "./record.ts";

/** A law that was broken, and how. */
export interface Finding {
  readonly law: Law;
  readonly what: string;
}

/** What the checker judges by. The last is for what the platforms, and people who wait, hold against it. */
export type Law =
  | "one answer or apology"
  | "the answer to its own question"
  | "within its audience"
  | "one final verdict"
  | "no dream twice"
  | "nothing names who was erased"
  | "no word or secret in a log"
  | "as the platform wants it";

/** What Reverie says in place of an answer always asks for something. */
const apology = /\bplease\b/iu;
/** What stands in the place of an answer whose sources were erased. */
const withdrawn = /^(?:\(This answer rested on a message that is gone\.\)\s*)+$/u;
/** What is said while the store is away comes beside the answer. */
const notice = /^My memory is unavailable right now, so I cannot answer yet\./u;
/** Whether it says that the store is away. */
export function isNotice(words: string): boolean {
  return notice.test(words);
}

const wholeAnswer = /Answer to question (\d+)\.[\s\S]*The end of \1\./gu;
const anyAnswer = /Answer to question (\d+)\./gu;

/** Judges a record. It knows nothing of the bot but what people see. */
export function findFaults(record: ChaosRecord): Finding[] {
  return [
    ...record.questions.flatMap(judgeAnswers),
    ...strayAnswers(record),
    ...leaks(record),
    ...record.proposed.flatMap(judgeProposal),
    ...record.erased.flatMap(({ platform, person, rows }) =>
      rows.map((row) => finding("nothing names who was erased", `${platform}: ${row} bears ${person}`)),
    ),
    ...record.logged.map((what) => finding("no word or secret in a log", what)),
    ...record.troubles.map((trouble) => finding("as the platform wants it", trouble)),
  ];
}

function finding(law: Law, what: string): Finding {
  return { law, what };
}

/** Judges what stands below one question. */
export function judgeAnswers({ platform, number, channel, answers }: AskedQuestion): Finding[] {
  const name = `${platform}: question ${number} in ${channel}`;
  const said = answers.filter(({ words }) => !isNotice(words));
  const found: Finding[] = [];
  if (said.length !== 1)
    found.push(
      finding("one answer or apology", `${name} has ${said.length}: ${said.map(brief).join(" | ")}`),
    );
  for (const { words, isDraft } of said) {
    const whole = [...words.matchAll(wholeAnswer)].map(([, each]) => Number(each));
    const isAnswer = whole.includes(number);
    if (isDraft) found.push(finding("one answer or apology", `${name} has a draft: ${brief({ words })}`));
    else if (!isAnswer && !apology.test(words) && !withdrawn.test(words))
      found.push(finding("one answer or apology", `${name} has neither: ${brief({ words })}`));
    const named = [...words.matchAll(anyAnswer)].map(([, each]) => Number(each));
    if (named.some((each) => each !== number))
      found.push(finding("the answer to its own question", `${name} has that to ${named.join(", ")}`));
  }
  return found;
}

/** Answers that stand anywhere but below their question. */
function strayAnswers({ questions, outputs }: ChaosRecord): Finding[] {
  return outputs.flatMap(({ platform, channel, words }) =>
    [...words.matchAll(anyAnswer)].flatMap(([, each]) => {
      const question = questions.find(({ number }) => number === Number(each));
      return question?.platform === platform && question.channel === channel
        ? []
        : [finding("the answer to its own question", `${platform}: the answer to ${each} is in ${channel}`)];
    }),
  );
}

function leaks({ outputs, canaries }: ChaosRecord): Finding[] {
  return outputs.flatMap((output) =>
    canaries
      .filter(({ word }) => output.words.includes(word))
      .filter(
        ({ platform, readers }) =>
          platform !== output.platform || output.readers.some((reader) => !readers.includes(reader)),
      )
      .map(({ word }) =>
        finding("within its audience", `${output.platform}: ${output.channel} shows ${word}`),
      ),
  );
}

/** Of the presses on one card one counts; the card, the answers and the memories say the same. */
function judgeProposal({ platform, cards, told, isRemembered }: Proposed): Finding[] {
  const found: Finding[] = [];
  if (cards.length > 1) found.push(finding("no dream twice", `${platform}: ${cards.length} cards bear it`));
  const approvals = told.filter(({ words }) => /\bremembered for the team\b/iu.test(words)).length;
  const rejections = told.filter(({ words }) => /^rejected\b/iu.test(words)).length;
  if (approvals + rejections > 1)
    found.push(
      finding("one final verdict", `${platform}: ${approvals} approvals and ${rejections} rejections`),
    );
  const [card] = cards;
  if (card === undefined) return found;
  const isApproved = /\bapproved by\b/iu.test(card);
  const isRejected = /\brejected by\b/iu.test(card);
  if (isApproved === isRejected)
    found.push(
      finding("one final verdict", `${platform}: the card says no one verdict: ${brief({ words: card })}`),
    );
  if (isApproved !== isRemembered)
    found.push(
      finding(
        "one final verdict",
        `${platform}: remembered is ${isRemembered}, the card says: ${brief({ words: card })}`,
      ),
    );
  if ((approvals > 0 && !isApproved) || (rejections > 0 && !isRejected))
    found.push(finding("one final verdict", `${platform}: somebody was told other than the card says`));
  return found;
}

function brief({ words }: { readonly words: string }): string {
  return JSON.stringify(words.slice(0, 200));
}
