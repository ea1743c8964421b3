import { formatAudience } from "../audience.ts";
import { say } from "../card.ts";
import type { PersonId, WorkspaceId } from "../ids.ts";
import { formatDate } from "../memory/naming.ts";
import { recheckPerson } from "../memory/rights.ts";
import { readSeen } from "../memory/seen-audiences.ts";
import type { Parts } from "../parts.ts";
import type { AuditEntry } from "../record.ts";
import { readSettings } from "../settings/settings.ts";
import { monthOf, readSpent } from "../spending.ts";
import { type Command, nothing } from "./command.ts";

const auditLines = 30;

/** How many entries are looked through for lines that the asker may see. */
const auditRead = 5000;

/** Who did what, and what it cost. */
export const recordCommands: readonly Command[] = [
  {
    words: "audit",
    parameters: [],
    summary: "who decided, changed, undid, erased and set what, for administrators",
    accepts: nothing,
    isOpen: false,
    async run(parts, { workspace, person }) {
      const asker = await recheckPerson(parts, workspace, person);
      if (asker?.role !== "admin") return say("Only administrators can read the audit.");
      const { timezone } = await readSettings(parts, workspace, null);
      const entries = await parts.ledger.audit(workspace, auditRead);
      const visible = await visibleTo(parts, workspace, person, entries);
      const lines = visible
        .slice(0, auditLines)
        .map(
          ({ at, personName, act, subject, audience }) =>
            `- ${formatDate(at, timezone)}: ${personName} ${act} \`${subject}\`${audience ? ` (${formatAudience(audience)})` : ""}`,
        );
      return say(lines.length === 0 ? "Nothing has happened yet." : lines.join("\n"));
    },
  },
  {
    words: "usage",
    parameters: [],
    summary: "what this month used up",
    accepts: nothing,
    isOpen: true,
    async run(parts, { workspace }) {
      const { answers, dreams } = await readSpent(parts, workspace, monthOf(parts.clock.now()));
      const { budgetDollars } = await readSettings(parts, workspace, null);
      const line = (name: string, { requests, inputTokens, outputTokens, dollars }: typeof answers) =>
        `- ${name}: ${requests} requests, ${inputTokens} tokens in, ${outputTokens} out, $${dollars.toFixed(2)}`;
      const budget =
        budgetDollars === null ? "No budget is set." : `The budget is $${budgetDollars.toFixed(2)} a month.`;
      return say(`${line("Answers", answers)}\n${line("Dreams", dreams)}\n\n${budget}`);
    },
  },
];

/** What concerns a memory that somebody may not see is nobody's business of theirs, an administrator's neither. */
async function visibleTo(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  entries: readonly AuditEntry[],
): Promise<AuditEntry[]> {
  const audiences = entries.flatMap(({ audience }) => audience ?? []);
  const isSeen = await readSeen(parts, workspace, person, audiences);
  return entries.filter(({ audience }) => audience === null || isSeen(audience));
}
