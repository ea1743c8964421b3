import { type Audience, channelAudience, personAudience, team } from "../audience.ts";
import { readBookFor } from "../memory/readable-books.ts";
import { maySee, readStanding } from "../memory/rights.ts";
import { currentChange, type Memory, memoryState } from "../memory.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import type { Completion, CompletionQuestion } from "../ports/platform.ts";
import {
  isSettingKey,
  type SettingKey,
  settingDefinitions,
  settingKeys,
} from "../settings/setting-definitions.ts";
import { shorten } from "../text/tokens.ts";

/** The most that any platform shows, and the longest label and value, in UTF-16 units (Discord's limits). */
const completionsAtMost = 25;
const unitsAtMost = 100;

/** What a parameter may be filled in with: never more than the person may see. */
export async function complete(parts: Parts, question: CompletionQuestion): Promise<readonly Completion[]> {
  const typed = question.typed.trim().toLowerCase();
  const all = await candidates(parts, question);
  const fitting = all
    .filter(({ value }) => value !== "" && value.length <= unitsAtMost)
    .filter(({ value, label }) => `${value} ${label}`.toLowerCase().includes(typed));
  const begins = ({ value }: Completion) => Number(value.toLowerCase().startsWith(typed));
  return fitting
    .toSorted((one, another) => begins(another) - begins(one))
    .slice(0, completionsAtMost)
    .map(({ value, label }) => ({ value, label: shorten(label, unitsAtMost) }));
}

async function candidates(parts: Parts, question: CompletionQuestion): Promise<readonly Completion[]> {
  switch (question.parameter) {
    case "id":
      return memories(parts, question);
    case "key":
      return settingKeys.map((key) => ({ value: key, label: `${key}: ${settingDefinitions[key].summary}` }));
    case "value":
      return settingValues(parts, question);
    default:
      return [];
  }
}

/** All values of settings that have few, or the usual ones of those that have many. */
const usualValues: Readonly<Partial<Record<SettingKey, readonly string[]>>> = {
  cadence: ["weekly mon 09:00", "daily 02:00", "off"],
  mode: ["supervised", "autonomous"],
  autonomy: ["add", "add, update", "add, update, remove", "none"],
  approvers: ["admins", "members"],
  quorum: ["1", "2", "3"],
  "wide-quorum": ["2", "3"],
  listen: ["mentions", "all"],
  retention: ["30", "90", "365"],
};

async function settingValues(parts: Parts, question: CompletionQuestion): Promise<Completion[]> {
  const key = question.given.key ?? "";
  if (!isSettingKey(key)) return [];
  const { example, initial } = settingDefinitions[key];
  const known = usualValues[key] ?? (await valuesThere(parts, question, key)) ?? [example];
  const values = [...new Set([...known, initial === "" ? "none" : initial])];
  return values.map((value) => ({ value, label: value }));
}

/** Values that only the workspace or the world can tell; undefined for a setting that has none of these. */
async function valuesThere(
  parts: Parts,
  { workspace, person }: CompletionQuestion,
  key: SettingKey,
): Promise<readonly string[] | undefined> {
  const directory = directoryOf(parts, workspace);
  if (key === "timezone") return Intl.supportedValuesOf("timeZone");
  if (key === "guest-role") {
    const { roles } = await directory.workspace(workspace);
    // An id is for whoever has one.
    return roles.filter((role) => !/^\d+$/u.test(role));
  }
  if (key !== "review-channel" && key !== "exclude-channels") return undefined;
  const [channels, own] = await Promise.all([
    directory.channels(workspace),
    directory.channelsOf(workspace, person),
  ]);
  // The name of a channel is for those who are in it.
  return channels.filter(({ id }) => own.includes(id)).map(({ name }) => `#${name}`);
}

/** The memories that the person may see from where they are, their own first, the newest before the older. */
async function memories(parts: Parts, question: CompletionQuestion): Promise<Completion[]> {
  const { workspace, person, channel, words } = question;
  const audiences: Audience[] = [personAudience(person), channelAudience(channel), team];
  const lists = await Promise.all(
    audiences.map(async (audience) => {
      if (!maySee(audience, await readStanding(parts, workspace, person, audience))) return [];
      const book = await readBookFor(parts, workspace, person, audience);
      return book.memories.toReversed().flatMap((memory) => completionOf(memory, words) ?? []);
    }),
  );
  return lists.flat();
}

/** What is forgotten can be looked at and brought back, and not be forgotten again. */
function completionOf(memory: Memory, words: string): Completion | undefined {
  const isRemoved = memoryState(memory) === "removed";
  const change = currentChange(memory) ?? (words === "history" ? memory.changes.at(-1) : undefined);
  if (!change || (isRemoved && words === "forget")) return undefined;
  return { value: memory.id, label: `${memory.id} ${isRemoved ? "(forgotten) " : ""}${change.text}` };
}
