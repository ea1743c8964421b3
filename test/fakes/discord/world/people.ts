import type { JsonObject } from "../../messages-server/json-value.ts";
import { app } from "./identity.ts";

/** Somebody on Discord. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly isBot: boolean;
  /** What their client is set to. */
  readonly locale: string;
}

const names = ["owen", "ana", "ben", "dora", "cleo", "robo", "erin"] as const;

/** The people that there are; the bot under test is among them. */
export function firstPeople(): Person[] {
  const people = names.map((name, index) => ({
    id: `21000000000000000${index + 1}`,
    name,
    isBot: name === "robo",
    locale: "en-US",
  }));
  return [...people, { id: app.id, name: app.name, isBot: true, locale: "en-US" }];
}

/** Somebody as Discord shows them. */
export function userJson({ id, name, isBot }: Pick<Person, "id" | "name" | "isBot">): JsonObject {
  return {
    id,
    username: name,
    discriminator: isBot ? "0001" : "0",
    global_name: isBot ? null : `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
    avatar: null,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
    ...(isBot ? { bot: true } : {}),
  };
}
