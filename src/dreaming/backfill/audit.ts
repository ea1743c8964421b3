import { channelAudience } from "../../core/audience.ts";
import type { PersonId } from "../../core/ids.ts";
import { recordAct } from "../../core/memory/remember.ts";
import { formerMember } from "../../core/message.ts";
import type { Parts } from "../../core/parts.ts";
import { directoryOf } from "../../core/platforms.ts";
import type { AuditEntry } from "../../core/record.ts";
import type { Backfill } from "./backfill.ts";

/** How many entries are looked through for the same one: a run that died before its next step was just here. */
const entriesRead = 200;

/** Stores an audit entry of what somebody did with a backfill, once. */
export async function recordOnce(
  parts: Parts,
  { workspace, channel, id }: Backfill,
  person: PersonId,
  act: AuditEntry["act"],
): Promise<void> {
  const entries = await parts.ledger.audit(workspace, entriesRead);
  if (entries.some((entry) => entry.act === act && entry.subject === id && entry.person === person)) return;
  const known = await directoryOf(parts, workspace).person(workspace, person);
  await recordAct(parts, {
    workspace,
    at: parts.clock.now(),
    person,
    personName: known?.name ?? formerMember,
    act,
    subject: id,
    audience: channelAudience(channel),
  });
}
