import { canonicalTimeZone, parseCadence } from "../cadence.ts";
import { parseSpecialists, writeSpecialists } from "./specialists.ts";

/** One setting: how it is explained, read and defaulted. A new setting is one entry here. */
export interface SettingDefinition {
  readonly summary: string;
  /** A value that would be accepted, shown when another was not. */
  readonly example: string;
  readonly initial: string;
  /** Whether one channel can have its own value. */
  readonly perChannel: boolean;
  /** The value as it is stored, or undefined when it is not acceptable. */
  readonly accept: (text: string) => string | undefined;
}

const oneOf =
  (...values: string[]) =>
  (text: string) => {
    const value = text.trim().toLowerCase();
    return values.includes(value) ? value : undefined;
  };

const wholeNumber = (least: number, most: number) => (text: string) => {
  const value = /^\d{1,9}$/u.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? String(value) : undefined;
};

const anyText = (most: number) => (text: string) => (text.length <= most ? text.trim() : undefined);

const orNone = (accept: (text: string) => string | undefined) => (text: string) =>
  text.trim().toLowerCase() === "none" ? "" : accept(text);

export const settingDefinitions = {
  cadence: {
    summary: "how often Reverie dreams",
    example: "weekly mon 09:00",
    initial: "weekly mon 09:00",
    perChannel: false,
    accept: (text) => (parseCadence(text) ? text.trim().toLowerCase().replace(/\s+/gu, " ") : undefined),
  },
  timezone: {
    summary: "the time zone of the cadence",
    example: "Europe/Lisbon",
    initial: "UTC",
    perChannel: false,
    accept: (text) => canonicalTimeZone(text.trim()),
  },
  mode: {
    summary:
      "supervised: people approve each change; autonomous: team and channel changes apply at once, with Undo",
    example: "supervised",
    initial: "supervised",
    perChannel: true,
    accept: oneOf("supervised", "autonomous"),
  },
  autonomy: {
    summary:
      "which kinds of change the autonomous mode applies at once: add, update, remove; none for none. The first undo of one takes its kind out",
    example: "add, update",
    initial: "add, update, remove",
    perChannel: true,
    accept: (text) => (text.trim().toLowerCase() === "none" ? "none" : changeKinds(text)),
  },
  "review-channel": {
    summary: "where team proposals are shown; none means the administrators' direct messages",
    example: "#general",
    initial: "",
    perChannel: false,
    accept: orNone((text) => /^(?:<#)?#?([\p{L}\p{N}_.-]{1,80})(?:\|[^>]*)?>?$/u.exec(text.trim())?.[1]),
  },
  approvers: {
    summary: "who may decide team proposals",
    example: "admins",
    initial: "admins",
    perChannel: false,
    accept: oneOf("admins", "members"),
  },
  "guest-role": {
    summary:
      "whoever has this role is a guest, where the platform itself knows none (Discord); none for nobody",
    example: "Guest",
    initial: "",
    perChannel: false,
    accept: orNone((text) => /^(?:<@&)?@?([^<>@\n]{1,100})>?$/u.exec(text.trim())?.[1]?.trim()),
  },
  quorum: {
    summary: "how many people must approve a team or channel proposal",
    example: "1",
    initial: "1",
    perChannel: false,
    accept: wholeNumber(1, 9),
  },
  "wide-quorum": {
    summary:
      "how many people must approve removing a team or channel memory, or sharing what was private; none means the quorum",
    example: "2",
    initial: "",
    perChannel: false,
    accept: orNone(wholeNumber(1, 9)),
  },
  listen: {
    summary: "what is kept of a channel: what is said to Reverie, or all",
    example: "mentions",
    initial: "mentions",
    perChannel: true,
    accept: oneOf("mentions", "all"),
  },
  "exclude-channels": {
    summary: "channels that are never listened to nor dreamt about, by name, with * for any letters",
    example: "hr-*, legal",
    initial: "",
    perChannel: false,
    accept: orNone((text) => list(text, /^[#\p{L}\p{N}_.*-]{1,80}$/u)),
  },
  "sensitive-topics": {
    summary: "words whose presence keeps a sentence out of memory",
    example: "salary, health",
    initial: "",
    perChannel: false,
    accept: orNone((text) => list(text, /^[^,\n]{2,60}$/u)),
  },
  retention: {
    summary: "after how many days what was said is forgotten",
    example: "90",
    initial: "90",
    perChannel: false,
    accept: wholeNumber(1, 3650),
  },
  model: {
    summary: "the model for answers; none means the one that the program was started with",
    example: "claude-sonnet-5-5",
    initial: "",
    perChannel: true,
    accept: orNone((text) => /^[\w.:/@-]{1,100}$/u.exec(text.trim())?.[0]),
  },
  "dream-model": {
    summary: "the model for dreams; none means the one that the program was started with",
    example: "claude-opus-5-5",
    initial: "",
    perChannel: false,
    accept: orNone((text) => /^[\w.:/@-]{1,100}$/u.exec(text.trim())?.[0]),
  },
  budget: {
    summary: "US dollars a month, answers and dreams together; none means no limit",
    example: "50",
    initial: "",
    perChannel: true,
    accept: orNone((text) => /^\d{1,7}(?:\.\d{1,2})?$/u.exec(text.trim().replace(/^\$/u, ""))?.[0]),
  },
  quota: {
    summary: "US dollars a month that each person's questions may cost; none means no limit",
    example: "5",
    initial: "",
    perChannel: false,
    accept: orNone((text) => /^\d{1,7}(?:\.\d{1,2})?$/u.exec(text.trim().replace(/^\$/u, ""))?.[0]),
  },
  instructions: {
    summary: "a standing text for the answers in a channel; none for no text",
    example: "Answer in Portuguese.",
    initial: "",
    perChannel: true,
    accept: orNone(anyText(2000)),
  },
  web: {
    summary:
      "whether answers may search the web and fetch pages, where the model's endpoint can; queries then leave the team",
    example: "on",
    initial: "off",
    perChannel: true,
    accept: oneOf("on", "off"),
  },
  language: {
    summary: "the language of dreams and cards' sentences; none means the team's own",
    example: "English",
    initial: "",
    perChannel: false,
    accept: orNone((text) => /^[\p{L} ()-]{2,40}$/u.exec(text.trim())?.[0]),
  },
  "team-tasks": {
    summary: "the most tasks into which a director splits what a team works on",
    example: "4",
    initial: "6",
    perChannel: false,
    accept: wholeNumber(1, 6),
  },
  "team-at-once": {
    summary: "the most specialists of a team that work side by side",
    example: "2",
    initial: "3",
    perChannel: false,
    accept: wholeNumber(1, 6),
  },
  specialists: {
    summary:
      "who works on what is delegated, beside researcher, drafter and reviewer, apart by semicolons; in brackets: a model, search, web, no tools, a number of characters; none for these three",
    example: "lawyer (no tools, 4000 characters): Say what we promise and what it binds us to",
    initial: "",
    perChannel: false,
    accept: orNone((text) => {
      const specialists = parseSpecialists(text);
      return specialists && writeSpecialists(specialists);
    }),
  },
} as const satisfies Readonly<Record<string, SettingDefinition>>;

export type SettingKey = keyof typeof settingDefinitions;

export const settingKeys = Object.keys(settingDefinitions) as SettingKey[];

export function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(settingDefinitions, text);
}

/** The named kinds of change, each once; undefined where one is none. */
function changeKinds(text: string): string | undefined {
  const named = text
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((part) => part !== "");
  const kinds = ["add", "update", "remove"].filter((kind) => named.includes(kind));
  return named.length > 0 && named.every((kind) => kinds.includes(kind)) ? kinds.join(", ") : undefined;
}

function list(text: string, item: RegExp): string | undefined {
  const items = text
    .split(",")
    .map((part) => part.trim().replace(/^#+/u, ""))
    .filter((part) => part !== "");
  return items.length > 0 && items.length <= 50 && items.every((part) => item.test(part))
    ? items.join(", ")
    : undefined;
}
