/** What a Markdown text would show and do in Discord's client. */
export interface Shown {
  /** The words that people see, quotations and lists without their marks. */
  text: string;
  readonly links: string[];
  readonly mentions: string[];
}

interface Place {
  readonly isLineStart: boolean;
  readonly isQuoted: boolean;
  readonly isListed: boolean;
}

type Taken = readonly [RegExpExecArray, (match: RegExpExecArray, shown: Shown, place: Place) => void];

const block: Readonly<Record<string, RegExp>> = {
  subtext: /^-# +(?!-#)([^\n]+)(?:\n|$)/u,
  heading: /^#{1,3} +(?!#)([^\n]+?)#*\s*(?:\n|$)/u,
  rest: /^ *>>> ([\s\S]*)/u,
  lines: /^ *> [^\n]*(?:\n *> [^\n]*)*\n?/u,
  list: /^ *(?:[*-]|\d+\.) +[^\n]+(?:\n(?: [^\n]*|(?:[*-]|\d+\.) +[^\n]*))*\n?/u,
};

const inline: Readonly<Record<string, RegExp>> = {
  code: /^```(?:[\w\-+.#]*\n)?([\s\S]*?[^\n][\s\S]*?)```/u,
  escape: /^\\([^0-9A-Za-z\s])/u,
  shrug: /^¯\\_\(ツ\)_\/¯/u,
  mention:
    /^<(?:@[!&]?|#)\d+>|^@(?:everyone|here)|^<\/[^:>\n]+:\d+>|^<id:\w+>|^<t:-?\d+(?::\w)?>|^<a?:\w+:\d+>/u,
  angle: /^<([^: >]+:\/[^ >]+)>/u,
  url: /^((?:https?|steam|discord):\/\/[^\s<]+[^<.,:;"')\]\s])/u,
  link: /^\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['"]([\s\S]*?)['"])?\s*\)/u,
  strike: /^~~([\s\S]+?)~~(?!_)/u,
  spoiler: /^\|\|([\s\S]+?)\|\|/u,
  ticks: /^(`+)([\s\S]*?[^`])\1(?!`)/u,
  emoji: /^:\w+:/u,
};

const emphasis = [
  /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/u,
  /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/u,
  /^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/u,
  /^_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)/u,
];

const plain = /^[\s\S]+?(?=[^0-9A-Za-z\s\u00c0-\uffff]|\n|\w+:\S|$)/u;

/**
 * A small model of how Discord's client reads Markdown: rules are tried at each place in an order, as its own
 * parser does. Emoji, mentions and times show nothing of what is written and count as `mentions`.
 */
export function readDiscord(text: string): Shown {
  const shown: Shown = { text: "", links: [], mentions: [] };
  readInto(shown, text.replace(/\r\n?/gu, "\n").trim(), {
    isLineStart: true,
    isQuoted: false,
    isListed: false,
  });
  return shown;
}

function readInto(shown: Shown, source: string, place: Place): void {
  let rest = source;
  let isLineStart = place.isLineStart;
  while (rest !== "") {
    const [match, take] = nextOf(rest, { ...place, isLineStart });
    take(match, shown, { ...place, isLineStart });
    const whole = match[0];
    rest = rest.slice(whole.length);
    isLineStart = whole.includes("\n") ? /\n *$/u.test(whole) : isLineStart && whole.trim() === "";
  }
}

function nextOf(rest: string, place: Place): Taken {
  const found = (place.isLineStart ? blockOf(rest, place) : undefined) ?? inlineOf(rest);
  if (found) return found;
  const match = plain.exec(rest) ?? /^[\s\S]/u.exec(rest);
  if (!match) throw new Error("Every text begins with something");
  return [match, show(0)];
}

const readOn = (group: number, after: string) => (match: RegExpExecArray, shown: Shown, place: Place) => {
  readInto(shown, match[group] ?? "", place);
  shown.text += after;
};

function blockOf(rest: string, { isQuoted, isListed }: Place): Taken | undefined {
  for (const [name, rule] of Object.entries(block)) {
    if (isQuoted && (name === "rest" || name === "lines")) continue;
    if (isListed && name === "heading") continue;
    const match = rule.exec(rest);
    if (!match) continue;
    if (name === "subtext" || name === "heading") return [match, readOn(1, "\n")];
    return [match, name === "list" ? readItems : readQuotation];
  }
  return undefined;
}

function readQuotation([whole, rest]: RegExpExecArray, shown: Shown, place: Place): void {
  const content = rest ?? whole.replace(/^ *> /gmu, "");
  readInto(shown, content, { ...place, isLineStart: true, isQuoted: true });
}

function readItems([whole]: RegExpExecArray, shown: Shown, place: Place): void {
  for (const item of whole.split(/\n(?=(?:[*-]|\d+\.) )/u)) {
    const bullet = /^ *(?:[*-]|\d+\.) +/u.exec(item)?.[0] ?? "";
    const content = item.slice(bullet.length).replace(new RegExp(`\n {1,${bullet.length}}`, "gu"), "\n");
    readInto(shown, content, { ...place, isLineStart: true, isListed: true });
    shown.text += "\n";
  }
}

function inlineOf(rest: string): Taken | undefined {
  const [longest] = emphasis
    .map((rule) => rule.exec(rest))
    .filter((match) => match !== null)
    .sort((one, other) => other[0].length - one[0].length);
  if (longest) return [longest, readOn(1, "")];
  for (const [name, rule] of Object.entries(inline)) {
    const match = rule.exec(rest);
    if (match) return [match, takers[name] ?? readOn(1, "")];
  }
  return undefined;
}

const show = (group: number) => (match: RegExpExecArray, shown: Shown) => {
  shown.text += match[group] ?? "";
};

const isAddress = (target: string) => URL.canParse(target) && /^(?:https?|discord|steam):/iu.test(target);

const follow = ([whole, address = ""]: RegExpExecArray, shown: Shown) => {
  if (isAddress(address)) shown.links.push(address);
  shown.text += isAddress(address) ? address : whole;
};

const takers: Readonly<Record<string, Taken[1]>> = {
  code: show(1),
  escape: show(1),
  shrug: show(0),
  mention: ([whole], shown) => void shown.mentions.push(whole),
  emoji: ([whole], shown) => void shown.mentions.push(whole),
  angle: follow,
  url: follow,
  ticks: show(2),
  link: ([whole, label = "", target = ""], shown) => {
    if (isAddress(target)) shown.links.push(target);
    shown.text += isAddress(target) ? label : whole;
  },
};
