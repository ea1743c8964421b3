import { asId } from "../../../core/ids.ts";
import type { Directory } from "../../../core/ports/directory.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { Identity } from "../identity.ts";
import { type MentionNames, mentionedPeople } from "./slack-text.ts";

/** Finds names for the people whom texts mention. */
export type ReadNames = (texts: readonly string[], identity: Identity) => Promise<MentionNames>;

/** Who cannot be named keeps their id: a message is worth more than a name in it. */
export function createNameReader(directory: Pick<Directory, "person">, log: Log): ReadNames {
  return async (texts, { workspace, botUserId, botName }) => {
    const others = texts.flatMap(mentionedPeople).filter((id) => id !== botUserId);
    const named = await Promise.all(
      [...new Set(others)].map(async (id): Promise<[string, string | undefined]> => {
        try {
          return [id, (await directory.person(workspace, asId(id)))?.name];
        } catch (error) {
          log.warn("name-not-found", {}, error);
          return [id, undefined];
        }
      }),
    );
    const names = new Map([...named, [botUserId, botName]]);
    return { personName: (id) => names.get(id) };
  };
}
