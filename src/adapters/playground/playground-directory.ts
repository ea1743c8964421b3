import { reverie } from "../../core/message.ts";
import type { Directory } from "../../core/ports/directory.ts";
import { channels, directChannelOf, findPerson, people, playgroundWorkspace } from "./cast.ts";

/** Who and what there is in the playground. Nothing of it ever changes. */
export function createPlaygroundDirectory(): Directory {
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    workspaces: async () => [playgroundWorkspace],
    workspace: async (id) => ({
      id,
      name: "Playground",
      timezone,
      roles: [],
      defaults: { listen: "all", "review-channel": "general" },
    }),
    person: async (_workspace, id) =>
      id === reverie ? { id, name: "Reverie", role: "bot" } : findPerson(id),
    administrators: async () => people.filter(({ role }) => role === "admin").map(({ id }) => id),
    channel: async (_workspace, id) => channels.find((channel) => channel.id === id),
    channels: async () => channels.filter(({ reach }) => reach !== "direct"),
    channelsOf: async (_workspace, person) =>
      channels.filter(({ members }) => members.includes(person)).map(({ id }) => id),
    openDirect: async (_workspace, person) => directChannelOf(person),
    recheck: () => undefined,
  };
}
