import { asId, type ChannelId, type PersonId } from "../../core/ids.ts";
import type { Channel, Person } from "../../core/message.ts";
import { workspaceId } from "../../core/platforms.ts";

/** A channel of the playground with who is in it. */
export interface PlaygroundChannel extends Channel {
  readonly members: readonly PersonId[];
}

/** The one workspace of the playground. */
export const playgroundWorkspace = workspaceId("playground", "local");

export const people: readonly Person[] = [
  { id: asId("ana"), name: "Ana", role: "admin" },
  { id: asId("ben"), name: "Ben", role: "member" },
  { id: asId("cleo"), name: "Cleo", role: "guest" },
];

const everyone = people.map(({ id }) => id);

/** The direct channel of a person with Reverie. */
export function directChannelOf(person: PersonId): ChannelId {
  return asId(`dm-${person}`);
}

export const channels: readonly PlaygroundChannel[] = [
  {
    id: asId("general"),
    name: "general",
    reach: "public",
    isFollowed: true,
    hearsAll: true,
    members: everyone,
  },
  {
    id: asId("core-team"),
    name: "core-team",
    reach: "private",
    isFollowed: true,
    hearsAll: true,
    members: [asId("ana"), asId("ben")],
  },
  ...people.map(({ id }): PlaygroundChannel => {
    const channel = directChannelOf(id);
    return { id: channel, name: channel, reach: "direct", isFollowed: true, hearsAll: true, members: [id] };
  }),
];

export function findPerson(id: string): Person | undefined {
  return people.find((person) => person.id === id);
}

/** A channel as a person may know of it: one that they are not in does not exist for them. */
export function findChannelOf(person: PersonId, id: string): PlaygroundChannel | undefined {
  return channels.find((channel) => channel.id === id && channel.members.includes(person));
}
