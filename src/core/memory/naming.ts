import type { PersonId, WorkspaceId } from "../ids.ts";
import type { QuoteReceipt, Receipt } from "../memory.ts";
import { formerMember } from "../message.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf, directoryOf } from "../platforms.ts";
import { readSettings } from "../settings/settings.ts";
import type { Naming } from "./proposal-card.ts";

/** Looks up how the people, places and times of these receipts are written in the workspace. */
export async function readNaming(
  parts: Parts,
  workspace: WorkspaceId,
  receipts: readonly Receipt[],
): Promise<Naming> {
  const directory = directoryOf(parts, workspace);
  const delivery = deliveryOf(parts, workspace);
  const quotes = receipts.filter((receipt): receipt is QuoteReceipt => receipt.type === "quote");
  const authors = [...new Set(quotes.map(({ author }) => author))];
  const [people, channels, settings] = await Promise.all([
    Promise.all(authors.map((id) => directory.person(workspace, id))),
    directory.channels(workspace),
    readSettings(parts, workspace, null),
  ]);
  const names = new Map<PersonId, string>(
    people.flatMap((person) => (person ? [[person.id, person.name]] : [])),
  );
  const places = new Map(channels.map(({ id, name }) => [id, `#${name}`]));
  return {
    personName: ({ author }) => names.get(author) ?? formerMember,
    channelName: (channel) => places.get(channel) ?? "a direct message",
    link: ({ channel, message }) => delivery.permalink({ workspace, channel, message }),
    date: (at) => formatDate(at, settings.timezone),
  };
}

/** An instant in a time zone, such as `22 Nov 14:02`. */
export function formatDate(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  return format.format(at).replace(",", "");
}
