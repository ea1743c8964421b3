import { createEditedStream } from "../../src/core/conversation/edited-stream.ts";
import { PlatformError } from "../../src/core/errors.ts";
import { asId, type ChannelId, type MessageId, type PersonId, type WorkspaceId } from "../../src/core/ids.ts";
import type { Channel, Person } from "../../src/core/message.ts";
import type { Clock } from "../../src/core/ports/clock.ts";
import { type Content, type Delivery, plainContent } from "../../src/core/ports/delivery.ts";
import type { Directory } from "../../src/core/ports/directory.ts";
import type { Platform, PlatformHandler } from "../../src/core/ports/platform.ts";
import { splitIntoTexts } from "../../src/core/text/split-markdown.ts";
import type { DataSet } from "./data-set.ts";
import type { Readers } from "./readers.ts";

export const workspace: WorkspaceId = asId("eval:team");

/** Something that Reverie put before people: where, and every byte of it. */
export interface Shown {
  readonly channel: string;
  readonly content: Content;
}

/** The team's chat as a platform. */
export interface TeamPlatform {
  readonly platform: Platform;
  /** All that was ever shown, each edit too. */
  readonly shown: readonly Shown[];
  /** The direct channel of a person with Reverie. */
  directOf(person: string): string;
  handler(): PlatformHandler;
}

/** The team's chat as a platform that keeps whatever it is told to show. */
export function createTeamPlatform(data: DataSet, readers: Readers, clock: Clock): TeamPlatform {
  const shown: Shown[] = [];
  let handler: PlatformHandler | undefined;
  const directOf = (person: string) =>
    data.channels.find(
      ({ id, reach }) =>
        reach === "direct" && readers.members(id).has(person) && readers.members(id).size === 1,
    )?.id ?? `direct-with-${person}`;
  return {
    shown,
    directOf,
    handler() {
      if (!handler) throw new Error("The bot has not started");
      return handler;
    },
    platform: {
      name: "eval",
      delivery: deliveryInto(shown, clock),
      directory: directoryOver(data, readers, directOf),
      archive: {
        past: async () => ({ messages: [], threads: [], before: null }),
        earlier: async () => [],
        reread: async () => "unknown",
        fetchFile: () => Promise.reject(new PlatformError("The data set", "no-files", true)),
      },
      start: async (next) => {
        handler = next;
      },
      stop: async () => undefined,
      state: () => ({ state: "ok", detail: "Open." }),
    },
  };
}

function deliveryInto(shown: Shown[], clock: Clock): Delivery {
  const keys = new Map<string, MessageId>();
  const places = new Map<MessageId, ChannelId>();
  const delivery: Delivery = {
    async post({ channel }, content, key) {
      const id = keys.get(key) ?? asId<MessageId>(`reverie-${keys.size + 1}`);
      keys.set(key, id);
      places.set(id, channel);
      shown.push({ channel, content });
      return id;
    },
    async update({ message }, content) {
      const channel = places.get(message);
      if (channel) shown.push({ channel, content });
    },
    async remove({ message }) {
      places.delete(message);
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
    attach: (place, { name, text }, caption, key) =>
      delivery.post(place, plainContent(`${caption}\n${name}\n${text}`), key),
    permalink: ({ channel, message }) => `#/${channel}/${message}`,
  };
  return delivery;
}

function directoryOver(data: DataSet, readers: Readers, directOf: (person: string) => string): Directory {
  const people = new Map(
    data.people.map(({ id, name, role }) => [id, { id: asId<PersonId>(id), name, role }]),
  );
  const channels: Channel[] = data.channels.map(({ id, name, reach }) => ({
    id: asId(id),
    name,
    // Where several people talk in a direct channel, it is a group conversation.
    reach: reach === "direct" && readers.members(id).size > 1 ? "private" : reach,
    isFollowed: true,
    hearsAll: true,
  }));
  const directs = data.people.map(({ id }): Channel => {
    const direct = asId<ChannelId>(directOf(id));
    return { id: direct, name: "direct", reach: "direct", isFollowed: true, hearsAll: true };
  });
  const all = [...channels, ...directs.filter(({ id }) => !channels.some((channel) => channel.id === id))];
  const administrators = data.people
    .filter(({ role }) => role === "admin")
    .map(({ id }) => asId<PersonId>(id));
  return {
    workspaces: async () => [workspace],
    workspace: async (id) => ({
      id,
      name: "Team",
      timezone: "UTC",
      roles: [],
      defaults: { listen: "all", ...(administrators.length === 0 ? { approvers: "members" } : {}) },
    }),
    person: async (_workspace, id): Promise<Person | undefined> => people.get(id),
    administrators: async () => administrators,
    channel: async (_workspace, id) => all.find((channel) => channel.id === id),
    channels: async () => channels.filter(({ reach }) => reach !== "direct"),
    channelsOf: async (_workspace, id) =>
      [...readers.channelsOf(id), directOf(id)].map((channel) => asId<ChannelId>(channel)),
    openDirect: async (_workspace, id) => asId(directOf(id)),
    recheck: () => undefined,
  };
}
