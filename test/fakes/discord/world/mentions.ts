/** Whom a text names so that Discord makes it live, each once. */
export interface Mentions {
  /** Ids, in the order of the text. */
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly isEveryone: boolean;
  readonly isHere: boolean;
  /** The author of the message that is replied to, where they are called; also among the users. */
  readonly replied: string | null;
}

/** Nobody. */
export const noMentions: Mentions = { users: [], roles: [], isEveryone: false, isHere: false, replied: null };

const fences = /(`{3,})[\s\S]*?(?:\1|$)/gu;
const spans = /(`+)(?!`)[\s\S]*?[^`]\1(?!`)/gu;

/** A text without what is in code. */
export function withoutCode(text: string): string {
  return text.replaceAll(fences, " ").replaceAll(spans, " ");
}

/** Whom a text names. In code nobody is named. */
export function mentionsIn(text: string): Mentions {
  const bare = withoutCode(text);
  const ids = (pattern: RegExp) => [...new Set([...bare.matchAll(pattern)].map(([, id = ""]) => id))];
  return {
    users: ids(/<@!?(\d+)>/gu),
    roles: ids(/<@&(\d+)>/gu),
    isEveryone: bare.includes("@everyone"),
    isHere: bare.includes("@here"),
    replied: null,
  };
}

/** What a message lets through, as `allowed_mentions` says it. */
export interface AllowedMentions {
  readonly parse?: readonly (string | null)[] | null;
  readonly users?: readonly (string | null)[] | null;
  readonly roles?: readonly (string | null)[] | null;
  readonly replied_user?: boolean | null;
}

/** What counts where a call does not say: all in messages of the bot, and people in answers to interactions. */
export const defaultAllowance = {
  message: { parse: ["users", "roles", "everyone"], replied_user: true },
  interaction: { parse: ["users"], replied_user: true },
} as const satisfies Record<string, AllowedMentions>;

/** Whom a text calls, once what is allowed is taken into account. `replied` is whom the reply is to. */
export function allowedMentions(text: string, allowed: AllowedMentions, replied: string | null): Mentions {
  const named = mentionsIn(text);
  const parses = (kind: string) => allowed.parse?.includes(kind) ?? false;
  const some = (ids: readonly string[], kind: string, listed: AllowedMentions["users"]) =>
    parses(kind) ? ids : ids.filter((id) => listed?.includes(id));
  const calledBack = allowed.replied_user ? replied : null;
  const users = some(named.users, "users", allowed.users);
  return {
    users: [...new Set([...users, ...(calledBack === null ? [] : [calledBack])])],
    roles: some(named.roles, "roles", allowed.roles),
    isEveryone: named.isEveryone && parses("everyone"),
    isHere: named.isHere && parses("everyone"),
    replied: calledBack,
  };
}
