import { similarity, termSet } from "../../core/text/similarity.ts";

/** A line of a transcript, as its form promises. */
interface Line {
  readonly number: number;
  readonly day: string;
  readonly name: string;
  readonly text: string;
  /** The line before it in the same place, where there is one. */
  readonly before: Line | undefined;
}

interface Receipt {
  readonly message: number;
  readonly quote: string;
}

interface Change {
  readonly change: "add";
  readonly memory: null;
  readonly kind: "preference" | "fact" | "decision" | "workflow" | "lesson";
  readonly text: string;
  readonly why: string;
  readonly receipts: readonly Receipt[];
}

/** Requests that are at least this much alike count as the same. */
const sameRequest = 0.6;

/** How often a request must come to count as repeated. */
const repeated = 3;

/** Finds what people said in so many words: wishes, decisions, corrections of the bot, repeated requests. */
export function offlineReflection(content: string): { changes: Change[]; watch: Receipt[] } {
  const isPerson = /^Audience: person /u.test(content);
  const lines = readLines(content).filter(({ name }) => name !== "Reverie");
  const changes = isPerson
    ? lines.flatMap(preference)
    : [
        ...lines.flatMap((line) => decision(line) ?? custom(line) ?? correction(line) ?? []),
        ...requests(lines),
      ];
  return { changes, watch: [] };
}

function readLines(content: string): Line[] {
  const lines: Line[] = [];
  let day = "";
  let before: Line | undefined;
  for (const row of content.slice(content.indexOf("\nTranscript:")).split("\n")) {
    const heading = /^## (\d{4}-\d{2}-\d{2})/u.exec(row);
    const line = /^\[(\d+)\] \d{2}:\d{2} ([^:]+): (.*)$/u.exec(row);
    if (heading) [day, before] = [heading[1] ?? "", undefined];
    if (!line) continue;
    const [, number = "", name = "", text = ""] = line;
    before = { number: Number(number), day, name, text, before };
    lines.push(before);
  }
  return lines;
}

function add(line: Line, kind: Change["kind"], text: string, why: string, quote: string): Change {
  return { change: "add", memory: null, kind, text, why, receipts: [{ message: line.number, quote }] };
}

/** The sentence of the text that holds the match, so that a quote is what was said and no more. */
function sentenceAt(text: string, index: number): string {
  const sentences = [...new Intl.Segmenter("en", { granularity: "sentence" }).segment(text)];
  const found = sentences.find(
    ({ index: start, segment }) => index >= start && index < start + segment.length,
  );
  return (found?.segment ?? text).trim();
}

/** Who asks whether something was decided has not said that it was. */
function isQuestion(text: string): boolean {
  return /\?\s*$/u.test(text);
}

function asSentence(text: string): string {
  const bare = text.replace(/^@\w+[\s,:]*/u, "").trim();
  const capital = bare.charAt(0).toUpperCase() + bare.slice(1);
  return /[.!?]$/u.test(capital) ? capital : `${capital}.`;
}

function decision(line: Line): Change[] | undefined {
  const match = /\b(?:we|the team)(?: have|'ve)? (?:decided|agreed|settled)\b|^(?:@\w+\s+)?decision:/iu.exec(
    line.text,
  );
  if (!match) return undefined;
  const quote = sentenceAt(line.text, match.index);
  if (isQuestion(quote)) return undefined;
  const text = asSentence(quote).replace(/[.!]+$/u, ` (${line.day}).`);
  return [add(line, "decision", text, `${line.name} said so on ${line.day}.`, quote)];
}

function custom(line: Line): Change[] | undefined {
  const match =
    /\b(?:from now on,? (?:we|let's)|let's (?:always|never)|(?:we|everyone) (?:always|never)|please (?:all )?remember(?: that)?|remember:)/iu.exec(
      line.text,
    );
  if (!match) return undefined;
  const quote = sentenceAt(line.text, match.index);
  if (isQuestion(quote)) return undefined;
  return [add(line, "workflow", asSentence(quote), `${line.name} asked for it on ${line.day}.`, quote)];
}

/** Something said right after Reverie spoke that begins by saying no. */
function correction(line: Line): Change[] | undefined {
  if (line.before?.name !== "Reverie") return undefined;
  const match =
    /^(?:@\w+[\s,]*)?(?:no|nope|wrong|actually|not quite|that(?:'s| is) (?:wrong|not right|outdated))[,.:;!\s]+(.{12,})$/iu.exec(
      line.text,
    );
  const right = match?.[1];
  if (!right) return undefined;
  return [add(line, "fact", asSentence(right), `${line.name} corrected an answer on ${line.day}.`, right)];
}

function preference(line: Line): Change[] {
  const own =
    /\b(I(?: would|'d)? (?:prefer|rather have|like (?:my|your) answers|want (?:my|your) answers)\b)/u.exec(
      line.text,
    );
  const asked = own ? null : /\bplease (?:always|never|don't ever)\b|\bcall me\b/iu.exec(line.text);
  const match = own ?? asked;
  if (!match) return [];
  const quote = sentenceAt(line.text, match.index);
  const bare = quote.replace(/^@\w+[\s,:]*/u, "");
  const text = /^I prefer\b/u.test(bare)
    ? asSentence(`${line.name} prefers${bare.slice("I prefer".length)}`)
    : asSentence(`${line.name} says: ${bare}`);
  return [add(line, "preference", text, `Said on ${line.day}.`, quote)];
}

/** Requests to Reverie, and questions, that came again and again. */
function requests(lines: readonly Line[]): Change[] {
  const groups: { terms: Set<string>; lines: Line[] }[] = [];
  for (const line of lines) {
    if (!isQuestion(line.text) && !/^@reverie\b/iu.test(line.text)) continue;
    const terms = termSet(line.text.replace(/^@\w+[\s,:]*/u, ""));
    const group = groups.find((each) => similarity(each.terms, terms) >= sameRequest);
    if (group) group.lines.push(line);
    else groups.push({ terms, lines: [line] });
  }
  return groups
    .filter((group) => group.lines.length >= repeated)
    .map((group): Change => {
      const newest = group.lines.slice(-repeated);
      const question = newest.at(-1)?.text.replace(/^@\w+[\s,:]*/u, "") ?? "";
      return {
        change: "add",
        memory: null,
        kind: "workflow",
        text: asSentence(`People keep asking: ${question}`),
        why: `Asked ${group.lines.length} times.`,
        receipts: newest.map(({ number, text }) => ({ message: number, quote: text })),
      };
    });
}
