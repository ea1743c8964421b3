import { createEditedStream } from "../../src/core/conversation/edited-stream.ts";
import { asId, type ChannelId, type MessageId, type PersonId, type WorkspaceId } from "../../src/core/ids.ts";
import type { Channel, Person, Reach } from "../../src/core/message.ts";
import type { Clock } from "../../src/core/ports/clock.ts";
import type { Content, Delivery, Place } from "../../src/core/ports/delivery.ts";
import type { Directory } from "../../src/core/ports/directory.ts";
import type { Platform, PlatformHandler } from "../../src/core/ports/platform.ts";
import type { Fault } from "./faulty-port.ts";

/** The only workspace of the platform in memory. */
export const workspace: WorkspaceId = asId("small:world");

/** A message of Reverie's that stands on the platform. */
export interface Standing {
  readonly place: Place;
  readonly content: Content;
}

/** A platform in memory: an administrator, a member and a guest, and channels whose reach a test changes. */
export interface MemoryPlatform {
  readonly platform: Platform;
  readonly reaches: Map<string, Reach>;
  readonly standing: ReadonlyMap<MessageId, Standing>;
  /** What the bot handed over at its start. */
  handler(): PlatformHandler;
}

const people: readonly Person[] = [
  { id: asId("ana"), name: "Ana", role: "admin" },
  { id: asId("ben"), name: "Ben", role: "member" },
  { id: asId("cleo"), name: "Cleo", role: "guest" },
];

/** The fault is asked before each post, with the post's key. */
export function createMemoryPlatform(clock: Clock, fault: Fault): MemoryPlatform {
  const reaches = new Map<string, Reach>([
    ["general", "public"],
    ["lab", "public"],
    ["core-team", "private"],
    ...people.map(({ id }) => [`dm-${id}`, "direct"] as const),
  ]);
  const standing = new Map<MessageId, Standing>();
  let handler: PlatformHandler | undefined;
  return {
    reaches,
    standing,
    handler() {
      if (!handler) throw new Error("The bot has not started");
      return handler;
    },
    platform: {
      name: "small",
      delivery: deliveryInto(standing, clock, fault),
      directory: directoryOver(reaches),
      archive: { earlier: async () => [] },
      start: async (next) => {
        handler = next;
      },
      stop: async () => undefined,
      state: () => ({ state: "ok", detail: "Open." }),
    },
  };
}

function deliveryInto(standing: Map<MessageId, Standing>, clock: Clock, fault: Fault): Delivery {
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
    },
    stream: (place, key) =>
      createEditedStream(delivery, place, key, clock, {
        textLimit: 4000,
        editIntervalMs: 1000,
        onDraftFailed: () => undefined,
      }),
    permalink: ({ channel, message }) => `#/${channel}/${message}`,
  };
  return delivery;
}

function directoryOver(reaches: ReadonlyMap<string, Reach>): Directory {
  const members: Readonly<Record<string, readonly string[]>> = {
    general: ["ana", "ben", "cleo"],
    lab: ["ana", "ben"],
    "core-team": ["ben"],
    ...Object.fromEntries(people.map(({ id }) => [`dm-${id}`, [id]])),
  };
  const channels = (): Channel[] =>
    [...reaches].map(([id, reach]) => ({ id: asId<ChannelId>(id), name: id, reach }));
  return {
    workspaces: async () => [workspace],
    workspace: async (id) => ({
      id,
      name: "Small",
      timezone: "UTC",
      administrators: [asId<PersonId>("ana")],
      defaults: { listen: "all", "review-channel": "general", cadence: "off" },
    }),
    person: async (_workspace, id) => people.find((person) => person.id === id),
    channel: async (_workspace, id) => channels().find((channel) => channel.id === id),
    channels: async () => channels().filter(({ reach }) => reach !== "direct"),
    channelsOf: async (_workspace, id) =>
      channels()
        .map((channel) => channel.id)
        .filter((channel) => members[channel]?.includes(id)),
    openDirect: async (_workspace, id) => asId(`dm-${id}`),
  };
}
