import type { DataSet, TeamChannel, TeamPerson } from "./data-set.ts";

/** Who may read what, worked out from the data set alone: the judge's own view, apart from the program's. */
export interface Readers {
  readonly channel: (id: string) => TeamChannel | undefined;
  readonly person: (id: string) => TeamPerson | undefined;
  /** Everybody who is in the channel. */
  readonly members: (channel: string) => ReadonlySet<string>;
  /** Everybody who may read what is said there: in a public channel the whole team as well. */
  readonly mayRead: (channel: string) => ReadonlySet<string>;
  /** The channels that somebody is in. */
  readonly channelsOf: (person: string) => readonly string[];
}

export function readersOf({ people, channels, messages }: DataSet): Readers {
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  const persons = new Map(people.map((person) => [person.id, person]));
  const speakers = Map.groupBy(messages, ({ channel }) => channel);
  const team = people.filter(({ role }) => role === "admin" || role === "member").map(({ id }) => id);
  const membersOf = ({ id, reach, members }: TeamChannel): Set<string> => {
    const spoke = (speakers.get(id) ?? []).map(({ person }) => person).filter((each) => persons.has(each));
    if (members) return new Set([...members.filter((each) => persons.has(each)), ...spoke]);
    return new Set(reach === "public" ? [...team, ...spoke] : spoke);
  };
  const members = new Map(channels.map((channel) => [channel.id, membersOf(channel)]));
  const of = (channel: string) => members.get(channel) ?? new Set<string>();
  return {
    channel: (id) => byId.get(id),
    person: (id) => persons.get(id),
    members: of,
    mayRead: (channel) =>
      byId.get(channel)?.reach === "public" ? new Set([...team, ...of(channel)]) : of(channel),
    channelsOf: (person) => channels.filter(({ id }) => of(id).has(person)).map(({ id }) => id),
  };
}
