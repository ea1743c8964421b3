import type { JsonObject } from "../../messages-server/json-value.ts";
import type { FakeTime } from "../fake-time.ts";
import { type Channel, directChannel, firstChannels } from "./channels.ts";
import { app, eventScopes, usualScopes } from "./identity.ts";
import { MessageStore } from "./message-store.ts";
import { firstPeople, type Person } from "./people.ts";
import { emptyRecords, type Records } from "./records.ts";
import { ResponseUrls } from "./response-urls.ts";
import { Triggers } from "./triggers.ts";
import { ViewStore } from "./view-store.ts";

/** What an administrator of the app could set. A test may change it at any time. */
export interface Settings {
  /** Scopes of the bot token. */
  scopes: readonly string[];
  /** Events that the app gets, by the names of subscriptions. */
  events: readonly string[];
  /** How long a stream may stay open. */
  streamLifeMs: number;
  /** The code that every call with the bot token is refused with, or null. */
  tokenError: "token_revoked" | "account_inactive" | "invalid_auth" | null;
  /** The code that every start of a stream is refused with, or null. */
  streamError: string | null;
  /** The code that connections are refused with, or null. */
  connectError: string | null;
  /** Whether what the bot does comes back to it as events, as it does on Slack. */
  echoes: boolean;
}

/** The whole workspace, and what happened in it. */
export interface SlackState {
  readonly time: FakeTime;
  readonly settings: Settings;
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly messages: MessageStore;
  readonly views: ViewStore;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly files: Map<string, StoredFile>;
  /** What the bot uploads and has not shared yet, by id. */
  readonly uploads: Map<string, Upload>;
  readonly records: Records;
  /** Where the fake listens, without a slash at the end. Empty before it does. */
  baseUrl: string;
  readonly tokens: Tokens;
  /** A timestamp that was never given before, later than all others. */
  nextTimestamp(): string;
  /** A number that was never given before. */
  nextNumber(): number;
}

/** What the app authenticates with. */
export interface Tokens {
  readonly bot: string;
  readonly app: string;
  readonly signingSecret: string;
}

/** A file that somebody shared. */
export interface StoredFile {
  readonly json: JsonObject;
  readonly content: Buffer;
}

/** An upload that was announced; its content once that came. */
export interface Upload {
  readonly name: string;
  readonly lengthBytes: number;
  content: Buffer | null;
}

const fiveMinutesMs = 5 * 60 * 1000;

/** A workspace in its first state. */
export function createState(time: FakeTime): SlackState {
  let lastMicroseconds = 0;
  let number = 0;
  const createdSeconds = Math.floor(time.now() / 1000) - 86_400;
  const people = firstPeople();
  const direct = people.filter(({ kind, deleted }) => !deleted && kind !== "bot" && kind !== "slackbot");
  const channels = [
    ...firstChannels(createdSeconds),
    ...direct.map((person) => directChannel(person.id, createdSeconds)),
  ];
  return {
    time,
    settings: {
      scopes: usualScopes,
      events: Object.keys(eventScopes),
      streamLifeMs: fiveMinutesMs,
      tokenError: null,
      streamError: null,
      connectError: null,
      echoes: true,
    },
    people: new Map(people.map((person) => [person.id, person])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    messages: new MessageStore(),
    views: new ViewStore(),
    triggers: new Triggers(time),
    responseUrls: new ResponseUrls(time),
    files: new Map(),
    uploads: new Map(),
    records: emptyRecords(),
    baseUrl: "",
    // Put together here, so that nothing that scans sources takes them for real ones.
    tokens: {
      bot: ["xoxb", "1", "2", "loopback"].join("-"),
      app: ["xapp", "1", app.id, "1", "loopback"].join("-"),
      signingSecret: "loopback signing secret".replaceAll(" ", "0"),
    },
    nextTimestamp: () => {
      lastMicroseconds = Math.max(Math.floor(time.now()) * 1000, lastMicroseconds + 1);
      const seconds = Math.floor(lastMicroseconds / 1_000_000);
      return `${seconds}.${String(lastMicroseconds % 1_000_000).padStart(6, "0")}`;
    },
    nextNumber: () => {
      number += 1;
      return number;
    },
  };
}

/** Somebody by id or name. Throws on nobody: a test that names nobody is wrong. */
export function personOf(state: SlackState, reference: string): Person {
  const person =
    state.people.get(reference) ?? [...state.people.values()].find(({ name }) => name === reference);
  if (!person) throw new Error(`There is no person ${reference} in the fake`);
  return person;
}

/** A conversation by id or name, `dm-<name>` for a direct one. Throws on none. */
export function channelOf(state: SlackState, reference: string): Channel {
  const direct = reference.startsWith("dm-") ? `D${personOf(state, reference.slice(3)).id.slice(1)}` : "";
  const channel =
    state.channels.get(reference) ??
    state.channels.get(direct) ??
    [...state.channels.values()].find(({ name }) => name === reference);
  if (!channel) throw new Error(`There is no channel ${reference} in the fake`);
  return channel;
}
