import type { FakeTime } from "../../slack/fake-time.ts";
import { type Channel, firstChannels } from "./channels.ts";
import { CommandStore } from "./command-store.ts";
import { firstGuilds, type Guild } from "./guilds.ts";
import { app } from "./identity.ts";
import { InteractionStore } from "./interaction-store.ts";
import { MessageStore } from "./message-store.ts";
import { firstPeople, type Person } from "./people.ts";
import { emptyRecords, type Records } from "./records.ts";
import { Snowflakes } from "./snowflakes.ts";

/** What an owner of the app or a server could set. A test may change it at any time. */
export interface Settings {
  /** Names of the servers that the bot is in at the start. Later it is added and removed. */
  readonly guilds: readonly string[];
  /** The switches of the privileged intents. */
  messageContent: boolean;
  serverMembers: boolean;
  presences: boolean;
  /** Names of people who take no direct messages from the bot. */
  closedDirect: readonly string[];
  /** Whether what the bot does comes back to it as events, as it does on Discord. */
  echoes: boolean;
  /** Whether the token still works. */
  isTokenValid: boolean;
  heartbeatIntervalMs: number;
  identifiesPerDay: number;
  maxConcurrency: number;
  shards: number;
  /** How many invalid requests in ten minutes get the address banned. */
  invalidRequestsAtMost: number;
}

/** A file that was attached to a message. */
export interface StoredFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** Everything there is, and what happened in it. */
export interface DiscordState {
  readonly time: FakeTime;
  readonly settings: Settings;
  readonly people: Map<string, Person>;
  readonly guilds: Map<string, Guild>;
  /** Channels, threads and direct conversations, by id. */
  readonly channels: Map<string, Channel>;
  readonly messages: MessageStore;
  readonly interactions: InteractionStore;
  readonly commands: CommandStore;
  readonly files: Map<string, StoredFile>;
  readonly records: Records;
  /** Where the fake listens, without a slash at the end. Empty before it does. */
  baseUrl: string;
  readonly token: string;
  readonly snowflakes: Snowflakes;
}

const yearMs = 365 * 86_400_000;

/** The world in its first state. */
export function createState(time: FakeTime, given: Partial<Settings>): DiscordState {
  const settings: Settings = {
    guilds: ["Example"],
    messageContent: true,
    serverMembers: false,
    presences: false,
    closedDirect: [],
    echoes: true,
    isTokenValid: true,
    heartbeatIntervalMs: 41_250,
    identifiesPerDay: 1000,
    maxConcurrency: 1,
    shards: 1,
    invalidRequestsAtMost: 10_000,
    ...given,
  };
  const people = firstPeople();
  const snowflakes = new Snowflakes(time);
  const byId = <Item extends { readonly id: string }>(items: readonly Item[]) =>
    new Map(items.map((item) => [item.id, item]));
  return {
    time,
    settings,
    people: byId(people),
    guilds: byId(firstGuilds(people, settings.guilds, time.now() - yearMs)),
    channels: byId(firstChannels(people)),
    messages: new MessageStore(),
    interactions: new InteractionStore(),
    commands: new CommandStore(),
    files: new Map(),
    records: emptyRecords(),
    baseUrl: "",
    // Put together here, so that nothing that scans sources takes it for a real one.
    token: [Buffer.from(app.id).toString("base64url"), "Loopb4", "x".repeat(27)].join("."),
    snowflakes,
  };
}

/** Somebody by id or name. Throws on nobody: a test that names nobody is wrong. */
export function personOf(state: DiscordState, reference: string): Person {
  const person =
    state.people.get(reference) ?? [...state.people.values()].find(({ name }) => name === reference);
  if (!person) throw new Error(`There is no person ${reference} in the fake`);
  return person;
}

/** A server by id or name. Throws on none. */
export function guildOf(state: DiscordState, reference: string): Guild {
  const guild =
    state.guilds.get(reference) ?? [...state.guilds.values()].find(({ name }) => name === reference);
  if (!guild) throw new Error(`There is no server ${reference} in the fake`);
  return guild;
}

/** A channel or thread by id or name, `dm-<name>` for a direct one. Throws on none. */
export function channelOf(state: DiscordState, reference: string, guild = "Example"): Channel {
  const known = state.channels.get(reference);
  if (known) return known;
  const channels = [...state.channels.values()];
  const direct = /^dm-(.+)$/u.exec(reference)?.[1];
  const recipientId = direct === undefined ? null : personOf(state, direct).id;
  const guildId = guildOf(state, guild).id;
  const found =
    recipientId === null
      ? channels.find((channel) => channel.guildId === guildId && channel.name === reference)
      : channels.find((channel) => channel.recipientId === recipientId);
  if (!found) throw new Error(`There is no channel ${reference} in the fake`);
  return found;
}

/** Whether somebody shares a server with the bot. */
export function sharesGuild(state: DiscordState, personId: string): boolean {
  return [...state.guilds.values()].some(({ members }) => members.has(personId) && members.has(app.id));
}
