import { asId, type ChannelId, type PersonId } from "./ids.ts";

/** Who a memory is for. */
export type Audience =
  | { readonly type: "team" }
  | { readonly type: "channel"; readonly channel: ChannelId }
  | { readonly type: "person"; readonly person: PersonId };

/** The whole workspace. */
export const team: Audience = { type: "team" };

/** One channel and whoever is in it. */
export function channelAudience(channel: ChannelId): Audience {
  return { type: "channel", channel };
}

/** One person and nobody else, administrators included in "nobody else". */
export function personAudience(person: PersonId): Audience {
  return { type: "person", person };
}

/** The audience in one string: `team`, `channel <id>` or `person <id>`, as reflections are headed. */
export function formatAudience(audience: Audience): string {
  switch (audience.type) {
    case "team":
      return "team";
    case "channel":
      return `channel ${audience.channel}`;
    case "person":
      return `person ${audience.person}`;
  }
}

/** The inverse of `formatAudience`; undefined for anything that it cannot have written. */
export function parseAudience(text: string): Audience | undefined {
  if (text === "team") return team;
  const [type, id, ...rest] = text.split(" ");
  if (!id || rest.length > 0) return undefined;
  if (type === "channel") return channelAudience(asId(id));
  if (type === "person") return personAudience(asId(id));
  return undefined;
}

export function sameAudience(one: Audience, other: Audience): boolean {
  return formatAudience(one) === formatAudience(other);
}
