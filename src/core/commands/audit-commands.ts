import { formatAudience } from "../audience.ts";
import { type PrivateAnswer, say } from "../card.ts";
import { asId, type MemoryId, newId, type PersonId, type ProposalId, type WorkspaceId } from "../ids.ts";
import { formatDate } from "../memory/naming.ts";
import { sourcesOfProposal } from "../memory/proposal-sources.ts";
import { readerOf } from "../memory/readable-books.ts";
import { askRedaction } from "../memory/redact-memory.ts";
import { recordAct } from "../memory/remember.ts";
import { recheckPerson } from "../memory/rights.ts";
import { readSeen } from "../memory/seen-audiences.ts";
import type { Parts } from "../parts.ts";
import type { AuditEntry } from "../record.ts";
import { readSettings } from "../settings/settings.ts";
import { asCsv } from "../text/csv.ts";
import { shorten } from "../text/tokens.ts";
import { type Command, type CommandCall, nothing, oneId } from "./command.ts";
import { handOver } from "./hand-over.ts";

const auditLines = 30;

/** How many entries are looked through for lines that the asker may see. */
const auditRead = 5000;

/** The most entries of one export. */
const auditExported = 100_000;

/** The longest words of an entry in the list, in UTF-16 units. */
const wordsShown = 80;

/** Who did what. */
export const auditCommands: readonly Command[] = [
  {
    words: "audit",
    parameters: [],
    summary: "who proposed, decided, changed, undid, exported and erased what, for administrators",
    accepts: nothing,
    isOpen: false,
    run: showAudit,
  },
  {
    words: "audit export",
    parameters: [],
    summary: "the whole audit as a file, for administrators",
    accepts: nothing,
    isOpen: false,
    run: exportAudit,
  },
  {
    words: "audit redact",
    parameters: [
      {
        name: "id",
        summary: "the id of a memory, or of an entry of the audit",
        isRequired: true,
        takes: { type: "memory" },
      },
    ],
    summary: "take the words of an entry out everywhere, for good; the entry stays",
    accepts: oneId,
    isOpen: false,
    run: (parts, { workspace, person, rest: id }) => askRedaction(parts, { workspace, person, id }),
  },
];

const onlyAdministrators = "Only administrators can read the audit.";

async function showAudit(parts: Parts, { workspace, person }: CommandCall): Promise<PrivateAnswer> {
  const asker = await recheckPerson(parts, workspace, person);
  if (asker?.role !== "admin") return say(onlyAdministrators);
  const { timezone } = await readSettings(parts, workspace, null);
  const entries = await visibleTo(parts, workspace, person, await parts.ledger.audit(workspace, auditRead));
  const shown = entries.slice(0, auditLines);
  const words = await wordsOf(parts, workspace, person, shown);
  const lines = shown.map(({ at, personName, act, subject, audience }) => {
    const said = words.get(subject);
    const about = said === undefined ? "" : ` “${shorten(said, wordsShown)}”`;
    const whose = audience ? ` (${formatAudience(audience)})` : "";
    return `- ${formatDate(at, timezone)}: ${personName} ${act}${about} \`${subject}\`${whose}`;
  });
  return say(lines.length === 0 ? "Nothing has happened yet." : lines.join("\n"));
}

async function exportAudit(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const { workspace, person } = call;
  const asker = await recheckPerson(parts, workspace, person);
  if (asker?.role !== "admin") return say(onlyAdministrators);
  const at = parts.clock.now();
  const entries = await visibleTo(
    parts,
    workspace,
    person,
    await parts.ledger.audit(workspace, auditExported),
  );
  const words = await wordsOf(parts, workspace, person, entries);
  const rows = entries.map((entry) => [
    new Date(entry.at).toISOString(),
    entry.personName,
    entry.act,
    entry.audience ? formatAudience(entry.audience) : "",
    entry.subject,
    words.get(entry.subject) ?? "",
  ]);
  const subject = newId();
  const exported = { workspace, at, person, personName: asker.name, subject, audience: null };
  await recordAct(parts, { ...exported, act: "exported" });
  return handOver(parts, call, {
    name: `reverie-audit-${new Date(at).toISOString().slice(0, 10)}.csv`,
    mediaType: "text/csv",
    text: asCsv([["at", "person", "act", "audience", "subject", "words"], ...rows]),
  });
}

/** What the subjects of these entries say, as far as the person may read it; nothing where words were taken out. */
async function wordsOf(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  entries: readonly AuditEntry[],
): Promise<ReadonlyMap<string, string>> {
  const mayRead = await readerOf(parts, workspace, person);
  const subjects = [...new Set(entries.flatMap(({ subject, audience }) => (audience ? [subject] : [])))];
  const said = new Map<string, string>();
  for (const subject of subjects) {
    const proposal = await parts.ledger.proposal(workspace, asId<ProposalId>(subject));
    const memory = proposal ? undefined : await parts.ledger.memory(workspace, asId<MemoryId>(subject));
    const change = proposal?.change ?? memory?.changes.at(-1);
    const audience = proposal?.audience ?? memory?.audience;
    if (!change || !audience) continue;
    if (!mayRead(await sourcesOfProposal(parts, { workspace, change }), audience)) continue;
    said.set(subject, change.text === "" ? "(its words were taken out)" : change.text);
  }
  return said;
}

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
