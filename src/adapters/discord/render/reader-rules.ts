/** Which marks of a line mean something where a piece of text stands, and whether names of emoji do. */
export interface ReaderRules {
  /** Inside of lists nothing is a heading. */
  readonly headings: boolean;
  /** Inside of a quotation nothing is another one. */
  readonly quotes: boolean;
  readonly lists: boolean;
  /** Whether a word between colons is taken away, as the name of an emoji. */
  readonly emoji: boolean;
}

const bold = String.raw`\*\*(?<bold>(?:\\.|[^\\])+?)\*\*(?!\*)|__(?<underline>(?:\\.|[^\\])+?)__(?!_)`;

const inline = [
  // A sign behind a backslash begins nothing.
  String.raw`\\[^0-9A-Za-z\s]`,
  "```(?:[\\w\\-+.#]*\\n)?.*?[^\\n].*?```",
  String.raw`\*(?!\s)(?<star>(?:\\.|\*\*|[^*\\])+?)(?<!\s) {0,2}\*(?!\*)`,
  String.raw`_(?<low>(?:\\.|__|[^_\\])+?)_(?!\w)`,
  bold,
  "~~(?<strike>.+?)~~(?!_)",
  String.raw`\|\|(?<spoiler>.+?)\|\|`,
  "(?<ticks>`+).+?(?<!`)\\k<ticks>(?!`)",
  String.raw`(?<url>(?:https?|steam|discord):\/\/[^\s<]+[^<.,:;"'\]\s])`,
  String.raw`<(?<angle>[^: >]+:\/[^ >]+)>`,
  String.raw`\[(?:\[[^\]]*\]|[^[\]])*[^[]*\]\(\s*<?(?<target>(?:\([^)]*\)|[^\s\\]|\\[^\n])*?)>?(?:\s+['"].*?['"])?\s*\)`,
  String.raw`^-# +(?!-#)(?<subtext>[^\n]+)\n?`,
];

const emojiName = String.raw`:\w+:`;
const heading = String.raw`^#{1,3}\s+(?!#)(?<heading>[^\n]*)\n?`;
const quotation = String.raw`(?<lines>(?:(?<=^ *)> [^\n]*\n?)+)|(?<=^ *)>>> (?<rest>.*)`;
const listing = String.raw`(?<=^ *)(?<items>(?:(?:[*-]|\d+\.) +.[^\n]*(?:\n [^\n]*)*\n?)+)`;

const known = new Map<string, RegExp>();

/**
 * What Discord's reader of Markdown looks for, in its order, as one expression for the next match; whoever uses
 * it sets its lastIndex. There is no description of it but the client, which others have compared their readers
 * with; only what can hide or show an address is here. The groups `url`, `angle` and `target` are addresses, and
 * what the other named ones hold is read on.
 */
export function readerRules({ headings, quotes, lists, emoji }: ReaderRules): RegExp {
  const name = `${headings} ${quotes} ${lists} ${emoji}`;
  const rules =
    known.get(name) ??
    new RegExp(
      [
        ...(emoji ? [emojiName] : []),
        ...inline,
        ...(headings ? [heading] : []),
        ...(quotes ? [quotation] : []),
        ...(lists ? [listing] : []),
      ].join("|"),
      "gmsu",
    );
  known.set(name, rules);
  return rules;
}

/** Bold and underlined words where they begin: they go before shorter words in italics. */
export const boldHere = new RegExp(bold, "smuy");

/** One item of a list at its start. */
export const itemHere = /(?<bullet>(?:[*-]|\d+\.) +)(?<item>.[^\n]*(?:\n [^\n]*)*)\n?/suy;
