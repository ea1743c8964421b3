/**
 * The two apps that people can install: one that is only talked to, and one that also learns from the
 * channels that it is invited to.
 */
export type AppKind = "talk-only" | "learn";

/** The names of the two, as people read them. */
export const kindNames: Readonly<Record<AppKind, string>> = {
  "talk-only": "Talk only",
  learn: "Learn from channels",
};

/** A permission of the bot token. */
export interface Scope {
  readonly name: string;
  /** Why the app asks for it, as one sentence. */
  readonly why: string;
  /** What is lost without it, as the end of a sentence. */
  readonly without: string;
  /** Whether the app that is only talked to does without. */
  readonly isForLearning: boolean;
}

const talking = { isForLearning: false };
const learning = { isForLearning: true };

/** Every permission that an app of Reverie's asks for. */
const scopes: readonly Scope[] = [
  {
    name: "app_mentions:read",
    why: "It hears the messages that mention it, where it is a member.",
    without: "it does not hear that it is mentioned",
    ...talking,
  },
  {
    name: "assistant:write",
    why: "It shows that it is at work, lets you stop it and suggests first questions.",
    without: "there is no Stop button and there are no suggested questions",
    ...talking,
  },
  {
    name: "channels:read",
    why: "It knows which public channels it is in, and whether outsiders read them.",
    without: "it cannot tell who reads a public channel, and does not answer there",
    ...talking,
  },
  {
    name: "chat:write",
    why: "It answers, shows proposals and corrects its own messages.",
    without: "it cannot say anything",
    ...talking,
  },
  {
    name: "commands",
    why: "It takes the command `/reverie` and the message shortcut “Remember this”.",
    without: "/reverie and “Remember this” do nothing",
    ...talking,
  },
  {
    name: "files:read",
    why: "It reads a file that is attached to what it is asked.",
    without: "it cannot read attached files",
    ...talking,
  },
  {
    name: "files:write",
    why: "It gives you what you export, and long results, as files, and takes the results away again.",
    without: "it cannot give you exports",
    ...talking,
  },
  {
    name: "groups:read",
    why: "It knows which private channels it is in, and whether outsiders read them.",
    without: "it cannot tell who reads a private channel, and does not answer there",
    ...talking,
  },
  {
    name: "im:history",
    why: "It hears what you tell it in a direct message, and when you edit or delete that.",
    without: "it does not hear direct messages",
    ...talking,
  },
  {
    name: "im:read",
    why: "It finds the direct conversation that it has with you.",
    without: "it does not answer direct messages",
    ...talking,
  },
  {
    name: "im:write",
    why: "It opens a direct conversation to show you proposals that are for you alone.",
    without: "it cannot show people their personal proposals",
    ...talking,
  },
  {
    name: "mpim:read",
    why: "It knows which group conversations it is in.",
    without: "it does not answer in group conversations",
    ...talking,
  },
  {
    name: "users:read",
    why: "It knows names, guests and administrators, and so who may see and decide what.",
    without: "it does not know who speaks, and answers nobody",
    ...talking,
  },
  {
    name: "channels:history",
    why: "It follows public channels that it was invited to: threads, edits, deletions, earlier talk.",
    without: "it hears only mentions in public channels, and learns nothing there",
    ...learning,
  },
  {
    name: "groups:history",
    why: "It follows private channels that it was invited to: threads, edits, deletions, earlier talk.",
    without: "it hears only mentions in private channels, and learns nothing there",
    ...learning,
  },
  {
    name: "mpim:history",
    why: "It follows group conversations that it was added to.",
    without: "it hears only mentions in group conversations, and learns nothing there",
    ...learning,
  },
  {
    name: "reactions:read",
    why: "It counts a thumbs up or down under its answers as feedback.",
    without: "it does not see thumbs up or down under its answers",
    ...learning,
  },
];

/** The permissions that an app of this kind asks for. */
export function scopesOf(kind: AppKind): readonly Scope[] {
  return scopes.filter(({ isForLearning }) => kind === "learn" || !isForLearning);
}
