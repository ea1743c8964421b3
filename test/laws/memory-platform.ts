import { createEditedStream } from "../../src/core/conversation/edited-stream.ts";
import { PlatformError } from "../../src/core/errors.ts";
import { asId, type ChannelId, type MessageId, type PersonId, type WorkspaceId } from "../../src/core/ids.ts";
import type { Channel, Person, Reach, Role } from "../../src/core/message.ts";
import type { Clock } from "../../src/core/ports/clock.ts";
import {
  type Content,
  type Delivery,
  type OutgoingFile,
  type Place,
  plainContent,
} from "../../src/core/ports/delivery.ts";
import type { Directory } from "../../src/core/ports/directory.ts";
import type {
  IncomingMessage,
  PastPage,
  Period,
  Platform,
  PlatformHandler,
} from "../../src/core/ports/platform.ts";
import { splitIntoTexts } from "../../src/core/text/split-markdown.ts";
import type { Fault } from "./faulty-port.ts";

/** The only workspace of the platform in memory. */
export const workspace: WorkspaceId = asId("small:world");

/** A message of Reverie's that stands on the platform. */
export interface Standing {
  readonly place: Place;
  readonly content: Content;
}

/** A file that Reverie attached. */
export interface AttachedText {
  readonly channel: ChannelId;
  readonly file: OutgoingFile;
}

/**
 * A platform in memory: an administrator, a member and a guest, whose roles a test changes, and channels whose
 * reach it changes. Like a real one its directory remembers who a person is, until it is told to ask again.
 */
export interface MemoryPlatform {
  readonly platform: Platform;
  readonly reaches: Map<string, Reach>;
  /** The channels of which nothing but mentions is told. */
  readonly unfollowed: Set<string>;
  readonly roles: Map<string, Role>;
  /** What the platform shows of a message when it is asked again; of any other it does not tell. */
  readonly rereads: Map<string, string | "gone">;
  /** What stands on the platform of people's words, in any order; it tells of three of a place at once. */
  readonly past: IncomingMessage[];
  /** Has it refuse to read the past, until it is told otherwise. */
  refusePast(refusal: PlatformError | null): void;
  /** Says who is in a channel. */
  members(channel: string, people: readonly string[]): void;
  /** The workspaces that it serves. */
  readonly served: Set<WorkspaceId>;
  /** Whether it answers nobody which workspaces it serves. */
  outage(isOut: boolean): void;
  readonly standing: ReadonlyMap<MessageId, Standing>;
  /** The files that Reverie attached, by their keys. */
  readonly attached: ReadonlyMap<string, AttachedText>;
  /** What is in the files that people attached, by the files' ids. */
  readonly uploads: Map<string, Uint8Array>;
  /** What the bot handed over at its start. */
  handler(): PlatformHandler;
}

const people: readonly Person[] = [
  { id: asId("ana"), name: "Ana", role: "admin" },
  { id: asId("ben"), name: "Ben", role: "member" },
  { id: asId("cleo"), name: "Cleo", role: "guest" },
  // An id and a name that stand nowhere else.
  { id: asId("p7xq"), name: "Quillfern", role: "member" },
];

/** The direct conversation of somebody. */
function directOf(person: string): string {
  return person === "p7xq" ? "d-4" : `dm-${person}`;
}

/** The fault is asked before each post, with the post's key. */
export function createMemoryPlatform(clock: Clock, fault: Fault): MemoryPlatform {
  const reaches = new Map<string, Reach>([
    ["general", "public"],
    ["lab", "public"],
    ["core-team", "private"],
    ...people.map(({ id }) => [directOf(id), "direct"] as const),
  ]);
  const unfollowed = new Set<string>();
  const roles = new Map<string, Role>(people.map(({ id, role }) => [id, role]));
  const members = new Map<string, readonly string[]>([
    ["general", ["ana", "ben", "cleo", "p7xq"]],
    ["lab", ["ana", "ben", "p7xq"]],
    ["core-team", ["ben"]],
    ...people.map(({ id }) => [directOf(id), [id]] as const),
  ]);
  const rereads = new Map<string, string | "gone">();
  const served = new Set<WorkspaceId>([workspace]);
  const past: IncomingMessage[] = [];
  let pastRefusal: PlatformError | null = null;
  let isOut = false;
  const standing = new Map<MessageId, Standing>();
  const attached = new Map<string, AttachedText>();
  const uploads = new Map<string, Uint8Array>();
  let handler: PlatformHandler | undefined;
  return {
    reaches,
    unfollowed,
    roles,
    rereads,
    past,
    refusePast(refusal) {
      pastRefusal = refusal;
    },
    members: (channel, inside) => void members.set(channel, inside),
    served,
    outage(next) {
      isOut = next;
    },
    standing,
    attached,
    uploads,
    handler() {
      if (!handler) throw new Error("The bot has not started");
      return handler;
    },
    platform: {
      name: "small",
      delivery: deliveryInto(standing, attached, clock, fault),
      directory: {
        ...directoryOver({ reaches, unfollowed, roles }, members),
        async workspaces() {
          if (isOut) throw new PlatformError("The memory", "out", false);
          return [...served];
        },
      },
      archive: {
        async past(place, period, before) {
          fault("past", `${place.channel} ${place.thread} ${before}`);
          if (pastRefusal) throw pastRefusal;
          return pageOf(past, place, period, before);
        },
        earlier: async () => [],
        reread: async ({ channel, thread }, id) => {
          const text = rereads.get(id);
          if (text === undefined) return "unknown";
          return text === "gone" ? "gone" : rereadMessage(id, channel, thread, text, clock.now());
        },
        fetchFile: async (_workspace, { id }) => {
          const bytes = uploads.get(id);
          if (!bytes) throw new PlatformError("The memory", "no-files", true);
          return bytes;
        },
      },
      start: async (next) => {
        handler = next;
      },
      stop: async () => undefined,
      state: () => ({ state: "ok", detail: "Open." }),
    },
  };
}

const pageLines = 3;

function pageOf(
  past: readonly IncomingMessage[],
  { channel, thread }: Place,
  { from, to }: Period,
  before: MessageId | null,
): PastPage {
  const there = past
    .filter((message) => message.channel === channel && message.thread === thread)
    .filter(({ saidAt }) => saidAt >= from && saidAt < to)
    .toSorted((one, other) => one.saidAt - other.saidAt);
  const end = before === null ? there.length : there.findIndex(({ id }) => id === before);
  const messages = there.slice(Math.max(0, end - pageLines), end);
  return {
    messages,
    threads: messages.map(({ id }) => id).filter((id) => past.some((message) => message.thread === id)),
    before: end > pageLines ? (messages[0]?.id ?? null) : null,
  };
}

function rereadMessage(
  id: MessageId,
  channel: ChannelId,
  thread: MessageId | null,
  text: string,
  version: number,
): IncomingMessage {
  const nobody = { mentionsReverie: false, mentionsOthers: false, repliesTo: null, files: [] };
  return { id, channel, thread, author: asId("ana"), text, asked: text, saidAt: version, version, ...nobody };
}

function deliveryInto(
  standing: Map<MessageId, Standing>,
  attached: Map<string, AttachedText>,
  clock: Clock,
  fault: Fault,
): Delivery {
  const keys = new Map<string, MessageId>();
  const delivery: Delivery = {
    async post(place, content, key) {
      fault("post", key);
      const id = keys.get(key) ?? asId<MessageId>(`r${keys.size + 1}`);
      keys.set(key, id);
      standing.set(id, { place, content });
      return id;
    },
    async update({ message }, content) {
      const there = standing.get(message);
      if (there) standing.set(message, { ...there, content });
    },
    async remove({ message }) {
      standing.delete(message);
      attached.delete(message);
    },
    stream: (place, key) =>
      createEditedStream(delivery, place, key, clock, {
        split: (text) => splitIntoTexts(text, 4000),
        firstDraftMs: 1000,
        editIntervalMs: 1000,
        onDraftFailed: () => undefined,
      }),
    tellBriefly: async (place, { message }, text) => {
      await delivery.post(place, plainContent(text), `briefly ${message}`);
    },
    async attach({ channel }, file, _caption, key) {
      fault("attach", key);
      attached.set(key, { channel, file });
      return asId<MessageId>(key);
    },
    permalink: ({ channel, message }) => `#/${channel}/${message}`,
  };
  return delivery;
}

function directoryOver(
  { reaches, unfollowed, roles }: Pick<MemoryPlatform, "reaches" | "unfollowed" | "roles">,
  members: ReadonlyMap<string, readonly string[]>,
): Omit<Directory, "workspaces"> {
  const remembered = new Map<PersonId, Person>();
  const channels = (): Channel[] =>
    [...reaches].map(([id, reach]) => {
      return {
        id: asId<ChannelId>(id),
        name: id,
        reach,
        isFollowed: !unfollowed.has(id),
        hearsAll: !unfollowed.has(id),
      };
    });
  return {
    workspace: async (id) => ({
      id,
      name: "Small",
      timezone: "UTC",
      roles: [],
      defaults: { listen: "all", "review-channel": "general", cadence: "off" },
    }),
    async person(_workspace, id) {
      const known = people.find((person) => person.id === id);
      const person = remembered.get(id) ?? (known && { ...known, role: roles.get(id) ?? known.role });
      if (person) remembered.set(id, person);
      return person;
    },
    channel: async (_workspace, id) => channels().find((channel) => channel.id === id),
    channels: async () => channels().filter(({ reach }) => reach !== "direct"),
    channelsOf: async (_workspace, id) =>
      channels()
        .map((channel) => channel.id)
        .filter((channel) => members.get(channel)?.includes(id)),
    administrators: async () => [asId<PersonId>("ana")],
    openDirect: async (_workspace, id) => asId(directOf(id)),
    recheck: (_workspace, id) => void remembered.delete(id),
  };
}
