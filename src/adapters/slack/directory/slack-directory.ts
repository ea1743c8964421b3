import type { WebClient } from "@slack/web-api";
import { Remembered } from "../../../core/calls/remembered.ts";
import { unlessUnknown } from "../../../core/calls/unless-unknown.ts";
import { PlatformError } from "../../../core/errors.ts";
import { asId, type ChannelId, type PersonId } from "../../../core/ids.ts";
import { type Channel, type Person, reverie } from "../../../core/message.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Directory } from "../../../core/ports/directory.ts";
import type { Account } from "../account.ts";
import type { SlackCalls } from "../web/slack-calls.ts";
import { channelOf, listedTypes, readChannel, type SlackChannel } from "./channels.ts";
import { personOf, readUser, type SlackUser } from "./people.ts";

/** The largest page that Slack advises. */
const pageSize = 200;

/** The largest page that Slack allows: lists of people are limited by the number of calls. */
const rosterPageSize = 1000;

/** How long the workspace's time zone is remembered, in milliseconds: nobody moves an office by the minute. */
const timezoneMs = 60 * 60 * 1000;

/** The directory, with what events say about its answers. */
export interface SlackDirectory extends Directory {
  /** Something about a person changed. */
  forgetPerson(person: string): void;
  /** Something about a channel, or about who is in it, changed. */
  forgetChannel(channel: string): void;
}

/** Who and what there is, as Slack's Web API says; asked again after a minute. */
export function createSlackDirectory(calls: SlackCalls, account: Account, clock: Clock): SlackDirectory {
  const ask = createQuestions(calls, account);
  const users = new Remembered(clock, ask.user);
  const channels = new Remembered(clock, ask.channel);
  const listed = new Remembered(clock, ask.channelsOf);
  const direct = new Remembered(clock, ask.direct);
  const rosters = new Remembered(clock, ask.roster);
  let timezone = "UTC";
  const timezones = new Remembered(
    clock,
    async () => {
      // Everything that is said asks for the settings, and these for the time zone: no trouble with it may
      // keep a message from being taken.
      timezone = timezoneOf(await ask.somePeople().catch(() => [])) ?? timezone;
      return timezone;
    },
    timezoneMs,
  );

  const personFrom = async (user: SlackUser | undefined): Promise<Person | undefined> =>
    user && personOf(user, (await account.identity()).teamId);

  return {
    async workspaces() {
      const { isLeft } = account;
      return isLeft() ? [] : [(await account.identity()).workspace];
    },
    async workspace(id) {
      const { teamName } = await account.identity();
      return { id, name: teamName, timezone: await timezones.get(""), roles: [], defaults: {} };
    },
    async administrators() {
      const { teamId } = await account.identity();
      const people = (await rosters.get("")).flatMap((user) => personOf(user, teamId) ?? []);
      return people.filter(({ role }) => role === "admin").map(({ id }) => id);
    },
    person: async (_workspace, person) =>
      person === reverie
        ? { id: reverie, name: "Reverie", role: "bot" }
        : personFrom(await users.get(person)),
    channel: (_workspace, channel) => channels.get(channel),
    channels: () => listed.get(""),
    async channelsOf(_workspace, person) {
      const [shared, directs] = await Promise.all([listed.get(person), direct.get("")]);
      const own = directs.get(person);
      return [...shared.map(({ id }) => id), ...(own ? [own] : [])];
    },
    async openDirect(_workspace, person) {
      const known = (await direct.get("")).get(person);
      if (known) return known;
      const opened = await ask.open(person);
      direct.forget("");
      return opened;
    },
    recheck(_workspace, person) {
      users.forget(person);
      listed.forget(person);
    },
    forgetPerson(person) {
      users.forget(person);
      listed.forget(person);
      rosters.forgetAll();
    },
    forgetChannel(channel) {
      channels.forget(channel);
      listed.forgetAll();
    },
  };
}

/** The primary owner sets the clock; where that is not to be seen, an owner or administrator, else anybody. */
function timezoneOf(roster: readonly SlackUser[]): string | undefined {
  const people = roster.filter(({ deleted, is_bot, tz }) => !deleted && !is_bot && tz);
  const owner =
    people.find(({ is_primary_owner }) => is_primary_owner) ??
    people.find(({ is_owner, is_admin }) => is_owner || is_admin) ??
    people[0];
  return owner?.tz && Intl.supportedValuesOf("timeZone").includes(owner.tz) ? owner.tz : undefined;
}

const unlistable = ["missing_scope", "unknown_method", "method_not_supported_for_channel_type"];

/** The questions themselves, each to one method of the Web API. */
function createQuestions(calls: SlackCalls, account: Account) {
  const read = <Result>(method: string, work: (client: WebClient) => Promise<Result>) =>
    calls.call({ method, channel: "", repeatable: true }, work);

  const scopes = async () => (await account.identity()).scopes;

  /** What may not be listed is as if it were not there: less is read, and nobody sees more. */
  const conversations = async (types: string, user: string): Promise<SlackChannel[]> =>
    (types === "" ? undefined : await unlessUnknown(unlistable, () => listAll(types, user))) ?? [];

  const listAll = async (types: string, user: string): Promise<SlackChannel[]> => {
    const found: SlackChannel[] = [];
    let cursor: string | undefined;
    do {
      const page = await read("users.conversations", (client) =>
        client.users.conversations({
          types,
          exclude_archived: true,
          limit: pageSize,
          ...(user === "" ? {} : { user }),
          ...(cursor ? { cursor } : {}),
        }),
      );
      found.push(...(page.channels ?? []).flatMap((raw) => readChannel(raw) ?? []));
      cursor = page.response_metadata?.next_cursor;
    } while (cursor);
    return found;
  };

  return {
    user: (user: string) =>
      unlessUnknown(["user_not_found", "user_not_visible", "users_not_found"], async () =>
        readUser((await read("users.info", (client) => client.users.info({ user }))).user),
      ),
    channel: (channel: string) =>
      unlessUnknown(
        ["channel_not_found", "not_in_channel", "missing_scope"],
        async (): Promise<Channel | undefined> => {
          const { channel: raw } = await read("conversations.info", (client) =>
            client.conversations.info({ channel }),
          );
          const found = readChannel(raw);
          return found && channelOf(found, await scopes());
        },
      ),
    /** Of a person: what both are in; of nobody: what Reverie is in. */
    async channelsOf(person: string): Promise<readonly Channel[]> {
      const granted = await scopes();
      const found = await conversations(listedTypes(granted), person);
      return found.map((channel) => channelOf(channel, granted));
    },
    /** Reverie's open direct conversations, by person. */
    async direct(): Promise<ReadonlyMap<string, ChannelId>> {
      const granted = await scopes();
      const found = granted.has("im:read") ? await conversations("im", "") : [];
      return new Map(found.flatMap(({ id, user }) => (user ? [[user, asId<ChannelId>(id)]] : [])));
    },
    async open(users: PersonId): Promise<ChannelId> {
      const { channel } = await read("conversations.open", (client) => client.conversations.open({ users }));
      if (!channel?.id) throw new PlatformError("Slack", "no-direct-channel", false);
      return asId(channel.id);
    },
    /** The first page of the people: enough to find somebody whose clock is the workspace's. */
    async somePeople(): Promise<SlackUser[]> {
      const page = await read("users.list", (client) => client.users.list({ limit: pageSize }));
      return (page.members ?? []).flatMap((raw) => readUser(raw) ?? []);
    },
    async roster(): Promise<SlackUser[]> {
      const found: SlackUser[] = [];
      let cursor: string | undefined;
      do {
        const page = await read("users.list", (client) =>
          client.users.list({ limit: rosterPageSize, ...(cursor ? { cursor } : {}) }),
        );
        found.push(...(page.members ?? []).flatMap((raw) => readUser(raw) ?? []));
        cursor = page.response_metadata?.next_cursor;
      } while (cursor);
      return found;
    },
  };
}
