/** Names for the ids that a text mentions; undefined where nobody knows. */
export interface MentionNames {
  readonly user: (id: string) => string | undefined;
  readonly role: (id: string) => string | undefined;
  readonly channel: (id: string) => string | undefined;
}

// <@1>, <@!1>, <@&1>, <#1>, </dream now:1>, <:wave:1>, <a:wave:1>, <t:1700000000:R>
const reference =
  /<(?:@!?(?<user>\d+)|@&(?<role>\d+)|#(?<channel>\d+)|\/(?<command>[^:<>\n]+):\d+|a?:(?<emoji>\w+):\d+|t:(?<time>-?\d{1,12})(?::[a-zA-Z])?)>/gu;

/** A text as people read it: references become names. What people wrote themselves stays as it is. */
export function readableText(text: string, names: MentionNames): string {
  return text.replace(reference, (whole: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    const { user, role, channel, command, emoji, time } = groups;
    if (user !== undefined) return `@${names.user(user) ?? user}`;
    if (role !== undefined) return `@${names.role(role) ?? role}`;
    if (channel !== undefined) return `#${names.channel(channel) ?? channel}`;
    if (command !== undefined) return `/${command}`;
    if (emoji !== undefined) return `:${emoji}:`;
    return time === undefined ? whole : instantText(Number(time), whole);
  });
}

function instantText(seconds: number, whole: string): string {
  const instant = new Date(seconds * 1000);
  const text = Number.isNaN(instant.getTime()) ? "" : instant.toISOString();
  // Years beyond these are written otherwise, and nobody's.
  return /^\d{4}-/u.test(text) ? text.slice(0, 16).replace("T", " ") : whole;
}

/** The people whom a text mentions, by id. */
export function mentionedUsers(text: string): string[] {
  return [...text.matchAll(/<@!?(\d+)>/gu)].flatMap(([, id]) => id ?? []);
}

/** The text without a mention of one of these people or roles at its start. */
export function withoutLeadingMention(text: string, ids: readonly string[]): string {
  const leading = /^\s*<@[!&]?(\d+)>[\s,:]*/u.exec(text);
  return leading?.[1] !== undefined && ids.includes(leading[1]) ? text.slice(leading[0].length) : text;
}
