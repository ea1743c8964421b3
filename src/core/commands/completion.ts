import { type Audience, channelAudience, personAudience, team } from "../audience.ts";
import { maySee, readStanding } from "../memory/rights.ts";
import { currentChange, memoryState } from "../memory.ts";
import type { Parts } from "../parts.ts";
import type { Completion, CompletionQuestion } from "../ports/platform.ts";
import { isSettingKey, settingDefinitions, settingKeys } from "../settings/setting-definitions.ts";
import { shorten } from "../text/tokens.ts";

/** The most that any platform shows, and the longest label, in UTF-16 units (Discord's limits). */
const completionsAtMost = 25;
const labelAtMost = 100;

/** What a parameter may be filled in with: never more than the person may see. */
export async function complete(parts: Parts, question: CompletionQuestion): Promise<readonly Completion[]> {
  const typed = question.typed.trim().toLowerCase();
  const all = await candidates(parts, question);
  return all
    .filter(({ value, label }) => `${value} ${label}`.toLowerCase().includes(typed))
    .slice(0, completionsAtMost)
    .map(({ value, label }) => ({ value, label: shorten(label, labelAtMost) }));
}

async function candidates(parts: Parts, question: CompletionQuestion): Promise<readonly Completion[]> {
  switch (question.parameter) {
    case "id":
      return memories(parts, question);
    case "key":
      return settingKeys.map((key) => ({ value: key, label: `${key}: ${settingDefinitions[key].summary}` }));
    case "value":
      return settingValues(question.given.key ?? "");
    default:
      return [];
  }
}

function settingValues(key: string): Completion[] {
  if (!isSettingKey(key)) return [];
  const { example, initial } = settingDefinitions[key];
  const values = [...new Set([example, initial === "" ? "none" : initial])];
  return values.map((value) => ({ value, label: value }));
}

/** The memories that the person may see from where they are, their own first, the newest before the older. */
async function memories(
  parts: Parts,
  { workspace, person, channel }: CompletionQuestion,
): Promise<Completion[]> {
  const audiences: Audience[] = [personAudience(person), channelAudience(channel), team];
  const lists = await Promise.all(
    audiences.map(async (audience) => {
      if (!maySee(audience, await readStanding(parts, workspace, person, audience))) return [];
      const book = await parts.ledger.book(workspace, audience);
      return book.memories.toReversed().flatMap((memory) => {
        const change = memoryState(memory) === "removed" ? undefined : currentChange(memory);
        return change ? [{ value: memory.id, label: `${memory.id} ${change.text}` }] : [];
      });
    }),
  );
  return lists.flat();
}
