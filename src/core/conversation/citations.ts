// What stands already comes first, so that a number inside it is passed over with it: fenced code, code in a
// line, links with whatever brackets their text has, and the definitions of links.
const standing =
  /(?<fence>`{3,}|~{3,})[\s\S]*?(?:\k<fence>|(?![\s\S]))|(?<ticks>`{1,2})(?!`)[^\n]*?(?<!`)\k<ticks>(?!`)|!?\[(?:[^[\]\n]|\[[^[\]\n]{0,100}\]){0,300}\]\([^)\s]*\)|^ {0,3}\[[^[\]\n]{1,100}\]:/u;
const citation = /\[(?<digits>\d{1,3})\](?!\(|\[(?!\d{1,3}\]))/u;
const standingOrCitation = new RegExp(`${standing.source}|${citation.source}`, "gmu");

/**
 * Turns the numbers that an answer cites, such as `[3]`, into links to the messages that it rests on.
 * Numbers without a link, code and links that stand already stay as they are.
 */
export function linkCitations(text: string, linkOf: (number: number) => string | null): string {
  return text.replace(standingOrCitation, (whole, ...found) => {
    const { digits } = found.at(-1) as { readonly digits?: string };
    const link = digits === undefined ? null : linkOf(Number(digits));
    return link === null ? whole : `[[${digits}]](${link})`;
  });
}
