import { z } from "zod";
import type { Action } from "../actions.ts";
import {
  type Audience,
  channelAudience,
  formatAudience,
  parseAudience,
  sameAudience,
  team,
} from "../audience.ts";
import { type Form, type PrivateAnswer, say } from "../card.ts";
import type { MemoryId, PersonId, WorkspaceId } from "../ids.ts";
import {
  type Change,
  currentChange,
  type Memory,
  memoryState,
  memoryTextLimit,
  placesOf,
  type Receipt,
  signalOf,
  sourcesOf,
} from "../memory.ts";
import type { Channel } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { shorten } from "../text/tokens.ts";
import { findVisibleMemory } from "./forget-memory.ts";
import { rememberWish } from "./remember-wish.ts";
import { nothingThere } from "./rights.ts";

/** The most channels that a form offers. */
const channelsOffered = 20;

/**
 * Whether somebody alone may share a memory with more people: all that was said for it in places that not everybody
 * reads was said by them (law 3). `isPublic` tells of each place.
 */
export function maySpeakFor(
  memory: Memory,
  person: PersonId,
  isPublic: (channel: Channel["id"]) => boolean,
): boolean {
  const { audience } = memory;
  if (audience.type === "person" && audience.person !== person) return false;
  const sources = sourcesOf(memory);
  // What rests on nobody's words is nobody's alone.
  const isTheirs = sources.some((source) => source.type !== "measure" && source.author === person);
  return isTheirs && sources.every((source) => isOwn(source, person) || isOpen(source, isPublic));
}

function isOwn(source: Receipt, person: PersonId): boolean {
  switch (source.type) {
    case "quote":
      return source.author === person;
    case "signal":
      // A click says nothing: whose words it kept stands beside it.
      return !source.about && (source.author === person || source.act === "click");
    case "measure":
      return true;
  }
}

/** Whether everybody reads where it was said. Of a form or a command nobody knows who saw it. */
function isOpen(source: Receipt, isPublic: (channel: Channel["id"]) => boolean): boolean {
  const [place] = placesOf([source]);
  return place !== undefined && isPublic(place);
}

interface Shareable {
  readonly change: Change;
  readonly channels: readonly Channel[];
}

/** The memory that somebody may share, or what they are told instead. */
async function findShareable(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  id: string,
): Promise<Shareable | string> {
  const memory = await findVisibleMemory(parts, workspace, person, id);
  const change = memory && currentChange(memory);
  if (!memory || !change || memoryState(memory) !== "live") return nothingThere;
  if (memory.audience.type === "team") return "The whole team has it already. Nothing changed.";
  const directory = directoryOf(parts, workspace);
  const [all, own] = await Promise.all([
    directory.channels(workspace),
    directory.channelsOf(workspace, person),
  ]);
  const isPublic = (channel: Channel["id"]) =>
    all.some(({ id, reach }) => id === channel && reach === "public");
  if (!maySpeakFor(memory, person, isPublic))
    return "Only the person who said it can share it, because it was said where not everybody reads. Nothing changed.";
  // What is shared where outsiders are would leave the team.
  const channels = all.filter(({ id, reach }) => own.includes(id) && reach !== "shared");
  return { change, channels };
}

/** Shares a memory with more people by the word of the person who said it: a proposal of its own, for those who decide there. */
async function share(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  {
    id,
    audience,
    text,
    act,
  }: { id: string; audience: Audience; text: string | null; act: "command" | "form" },
): Promise<PrivateAnswer> {
  const found = await findShareable(parts, workspace, person, id);
  if (typeof found === "string") return say(found);
  const { change, channels } = found;
  if (sameAudience(audience, change.audience)) return say("It is remembered there already. Nothing changed.");
  if (audience.type === "channel" && !channels.some((channel) => channel.id === audience.channel))
    return say(
      "You can share it with the team, or with a channel that you are in and no outsider is. Nothing changed.",
    );
  const outcome = await rememberWish(parts, {
    workspace,
    person,
    audience,
    text: text ?? change.text,
    // The click alone: what was said in private is quoted nowhere else.
    receipts: [signalOf(act, person, parts.clock.now())],
    travels: false,
    seed: null,
    source: "share",
  });
  return "refusal" in outcome ? say(`Not shared. ${outcome.refusal}`) : outcome.answer;
}

const shareFields = z.object({
  text: z.string().max(100_000),
  with: z.string().default(formatAudience(team)),
});

/** The button below what somebody said in private. */
export const shareAction: Action = async (parts, { workspace, person, value, fields }) => {
  const found = await findShareable(parts, workspace, person, value);
  if (typeof found === "string") return say(found);
  if (!fields) return { text: null, card: null, form: shareForm(found) };
  const parsed = shareFields.safeParse(fields);
  const audience = parsed.success ? parseAudience(parsed.data.with) : undefined;
  if (!parsed.success || !audience || audience.type === "person")
    return say("The form came back incomplete. Please say with whom to share it.");
  return share(parts, workspace, person, { id: value, audience, text: parsed.data.text, act: "form" });
};

function shareForm({ change, channels }: Shareable): Form {
  const places = channels
    .filter(({ id }) => !sameAudience(channelAudience(id), change.audience))
    .slice(0, channelsOffered)
    .map(({ id, name }) => ({ value: formatAudience(channelAudience(id)), label: `#${name}` }));
  return {
    verb: "share",
    value: change.memory,
    title: "Share what you said",
    submit: "Share",
    fields: [
      {
        type: "text",
        id: "text",
        label: "What to share",
        value: change.text,
        maxLength: memoryTextLimit,
        multiline: true,
      },
      {
        type: "select",
        id: "with",
        label: "With",
        value: formatAudience(team),
        options: [{ value: formatAudience(team), label: "The team" }, ...places],
      },
    ],
  };
}

/** `share <id>`: with the team, or with the channel in which it is given. */
export function shareByCommand(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  id: string,
  audience: Audience,
): Promise<PrivateAnswer> {
  return share(parts, workspace, person, { id, audience, text: null, act: "command" });
}

/** The button itself. */
export function shareButton(memory: MemoryId, text: string) {
  return {
    verb: "share",
    label: "Share",
    description: `Share: ${shorten(text, 80)}`,
    style: "plain" as const,
    value: memory,
  };
}
