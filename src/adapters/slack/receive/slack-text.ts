/** Names for the ids that a text mentions. */
export interface MentionNames {
  /** By the person's id; undefined where nobody knows. */
  readonly personName: (id: string) => string | undefined;
}

// <@U1>, <@U1|ana>, <#C1|general>, <!here>, <!subteam^S1|@crew>, <https://a.example|label>
const reference = /<([^<>\n]*)>/gu;

/** The people whom a text mentions, by id. */
export function mentionedPeople(text: string): string[] {
  return [...text.matchAll(reference)].flatMap(([, inner = ""]) => {
    const [id] = inner.split("|");
    return id && /^@[UW]/u.test(id) ? [id.slice(1)] : [];
  });
}

/**
 * A text as people read it: Slack's references become names and addresses, its three entities become
 * characters. What people wrote themselves stays as it is.
 */
export function readableText(text: string, names: MentionNames): string {
  return text
    .replace(reference, (whole, inner: string) => referenceText(inner, names) ?? whole)
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function referenceText(inner: string, { personName }: MentionNames): string | undefined {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? "" : inner.slice(bar + 1);
  if (target.startsWith("@")) return `@${personName(target.slice(1)) ?? (label || target.slice(1))}`;
  if (target.startsWith("#")) return `#${label || target.slice(1)}`;
  if (target.startsWith("!")) return specialText(target, label);
  if (/^(?:https?|mailto|tel|ftp):/u.test(target)) return linkText(target, label);
  return undefined;
}

function specialText(target: string, label: string): string {
  if (label !== "") return label.startsWith("@") || target.startsWith("!date") ? label : `@${label}`;
  return `@${target.slice(1)}`;
}

function linkText(target: string, label: string): string {
  const address = target.replace(/^(?:mailto|tel):/u, "");
  return label === "" || label === address || label === target ? address : `${label} (${target})`;
}

/** Whether a text speaks to somebody by their id. */
export function mentions(text: string, id: string): boolean {
  return mentionedPeople(text).includes(id);
}

/** The text without a mention of this person at its start. */
export function withoutLeadingMention(text: string, id: string): string {
  const leading = /^\s*<@([UW][^<>|]*)(?:\|[^<>]*)?>[\s,:]*/u.exec(text);
  return leading?.[1] === id ? text.slice(leading[0].length) : text;
}
