/**
 * Turns the numbers that an answer cites, such as `[3]`, into links to the messages that it rests on.
 * Numbers without a link, code and links that stand already stay as they are.
 */
export function linkCitations(text: string, linkOf: (number: number) => string | null): string {
  // Code comes first in the alternation, so that a number inside it is passed over with it.
  return text.replace(/```[\s\S]*?(?:```|$)|`[^`\n]*`|\[(\d{1,3})\](?![([:])/gu, (whole, digits) => {
    if (digits === undefined) return whole;
    const link = linkOf(Number(digits));
    return link === null ? whole : `[[${digits}]](${link})`;
  });
}
