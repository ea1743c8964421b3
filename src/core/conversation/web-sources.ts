/** The longest address that is shown whole, in characters. Of a longer one only the host is. */
const longestAddress = 500;

/** A page of the web as a link in the form in which messages are cited: the host in brackets. */
interface WebSource {
  /** Such as `[example.com]`. */
  readonly mark: string;
  /** Such as `[[example.com]](https://example.com/news)`. Platforms write the address out instead of following it. */
  readonly link: string;
}

/**
 * The text with the source of its last words behind them: a link the first time, the host alone after that. Unchanged
 * where there are no words, or the address leads to no page. `whole` puts what was said before in front of the text.
 */
export function withSource(whole: (text: string) => string, text: string, address: string): string {
  const source = sourceOf(address);
  if (!source || text.trim() === "") return text;
  const gap = /\s$/u.test(text) ? "" : " ";
  return `${text}${gap}${whole(text).includes(source.link) ? source.mark : source.link}`;
}

/** The answer with the pages below it that were read for it, those apart that it links already. */
export function withPagesRead(text: string, addresses: readonly string[]): string {
  const links = addresses.flatMap((address) => sourceOf(address)?.link ?? []);
  const others = [...new Set(links)].filter((link) => !text.includes(link));
  return others.length === 0 ? text : `${text.trimEnd()}\n\nRead on the web: ${others.join(", ")}`;
}

// What would end a link in Markdown, or makes readers disagree about where it ends.
const signsOfMarkdown = /[()[\]|`\\<>]/gu;

function sourceOf(address: string): WebSource | undefined {
  const url = URL.parse(address);
  // A name before the host would be read as the host.
  if (!url || !/^https?:$/u.test(url.protocol) || url.username !== "" || url.password !== "")
    return undefined;
  const mark = `[${url.host.replace(signsOfMarkdown, "")}]`;
  const shown = url.href.length > longestAddress ? `${url.origin}/` : url.href;
  return { mark, link: `[${mark}](${shown.replace(signsOfMarkdown, encoded)})` };
}

function encoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}
