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

/** What Reverie may say in place of an answer; that something went wrong on its own side is a fault of the bot's. */
const apologies = [
  /^The model is overloaded right now, so I could not answer\. Please ask again in a minute\.$/u,
  /^I could not reach the model\. Please ask again in a minute; if it stays so, tell whoever runs me\.$/u,
  /^My answer broke off and a second try did too\. Please ask again\.$/u,
  /^My memory is unavailable right now, so I did not answer\. Please ask again in a minute\.$/u,
  /^I could not read this place well enough to answer\. Please ask again in a minute\.$/u,
];
/** How an answer begins that the model broke off. */
const half = /Half of a/u;
/** What stands in the place of an answer whose sources were erased. */
const withdrawn = /^(?:\(This answer rested on a message that is gone\.\)\s*)+$/u;
/** What is said while the store is away comes beside the answer. */
const notice = /^My memory is unavailable right now, so I cannot answer yet\./u;
/** Whether it says that the store is away. */
export function isNotice(words: string): boolean {
  return notice.test(words);
}

const wholeAnswer = /Answer to question (\d+)\.(?:(?!Answer to question)[\s\S])*?The end of \1\./gu;
const anyAnswer = /Answer to question (\d+)\./gu;

/** Judges a record. It knows nothing of the bot but what people see. */
export function findFaults(record: ChaosRecord): Finding[] {
  return [
    ...record.questions.flatMap((question) => judgeAnswers(question, record.isAfterErasure)),
    ...(record.mayBeWithoutStore ? [] : record.questions.flatMap(judgeNotices)),
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
export function judgeAnswers(
  { platform, number, channel, answers }: AskedQuestion,
  mayBeWithdrawn = false,
): Finding[] {
  const name = `${platform}: question ${number} in ${channel}`;
  const said = answers.filter(({ words }) => !isNotice(words));
  const found: Finding[] = [];
  if (said.length !== 1)
    found.push(
      finding("one answer or apology", `${name} has ${said.length}: ${said.map(brief).join(" | ")}`),
    );
  for (const { words, isDraft } of said) {
    if (mayBeWithdrawn && withdrawn.test(words)) continue;
    const problem = isDraft ? "a draft" : wordsProblem(words, number);
    if (problem) found.push(finding("one answer or apology", `${name} has ${problem}: ${brief({ words })}`));
    const named = numbersIn(words, anyAnswer);
    if (named.some((each) => each !== number))
      found.push(finding("the answer to its own question", `${name} has that to ${named.join(", ")}`));
  }
  return found;
}

/** What is wrong with the words of an answer, or undefined. A platform may show the same words again for who cannot see blocks. */
function wordsProblem(words: string, number: number): string | undefined {
  const whole = numbersIn(words, wholeAnswer).length;
  if (whole > 0) return half.test(words) ? "the beginning of another try" : undefined;
  if (numbersIn(words, anyAnswer).includes(number) && !isApology(words)) return "half an answer";
  return isApology(words) ? undefined : "neither answer nor apology";
}

/** Whether the last line that stands there is an apology: what was shown before it was cut off may stand above. */
function isApology(words: string): boolean {
  const lines = words
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return apologies.some((apology) => apology.test(lines.at(-1) ?? ""));
}

function numbersIn(words: string, form: RegExp): number[] {
  return [...words.matchAll(form)].map(([, each]) => Number(each));
}

/** While the store is there nobody is to hear that it is away. */
function judgeNotices({ platform, number, answers }: AskedQuestion): Finding[] {
  return answers.some(({ words }) => isNotice(words))
    ? [
        finding(
          "one answer or apology",
          `${platform}: question ${number} was told of an outage that was none`,
        ),
      ]
    : [];
}

/** Answers that stand anywhere but below their question, or in two messages. */
function strayAnswers({ questions, outputs }: ChaosRecord): Finding[] {
  const found: Finding[] = [];
  const seen = new Map<number, number>();
  for (const { platform, channel, words } of outputs) {
    for (const each of new Set(numbersIn(words, anyAnswer))) {
      seen.set(each, (seen.get(each) ?? 0) + 1);
      const question = questions.find(({ number }) => number === each);
      if (question?.platform !== platform || question.channel !== channel)
        found.push(
          finding("the answer to its own question", `${platform}: the answer to ${each} is in ${channel}`),
        );
    }
  }
  for (const [each, count] of seen)
    if (count > 1)
      found.push(finding("one answer or apology", `question ${each} is answered in ${count} messages`));
  return found;
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
function judgeProposal({ platform, cards, told, timesRemembered }: Proposed): Finding[] {
  const found: Finding[] = [];
  if (cards.length > 1) found.push(finding("no dream twice", `${platform}: ${cards.length} cards bear it`));
  const approvals = told.filter(({ words }) => /\bremembered for the team\b/iu.test(words)).length;
  const rejections = told.filter(({ words }) => /^rejected\b/iu.test(words)).length;
  if (approvals + rejections > 1)
    found.push(
      finding("one final verdict", `${platform}: ${approvals} approvals and ${rejections} rejections`),
    );
  const [card] = cards;
  if (card === undefined) {
    if (timesRemembered > 0)
      found.push(finding("one final verdict", `${platform}: remembered without a card`));
    return found;
  }
  const isApproved = /\bapproved by\b/iu.test(card);
  const isRejected = /\brejected by\b/iu.test(card);
  if (isApproved === isRejected)
    found.push(
      finding("one final verdict", `${platform}: the card says no one verdict: ${brief({ words: card })}`),
    );
  if (timesRemembered !== (isApproved ? 1 : 0))
    found.push(
      finding(
        "one final verdict",
        `${platform}: remembered ${timesRemembered} times, the card says: ${brief({ words: card })}`,
      ),
    );
  if ((approvals > 0 && !isApproved) || (rejections > 0 && !isRejected))
    found.push(finding("one final verdict", `${platform}: somebody was told other than the card says`));
  return found;
}

function brief({ words }: { readonly words: string }): string {
  return JSON.stringify(words.slice(0, 200));
}
