import type { WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { priceOf } from "../prices.ts";
import type { SettingKey } from "../settings/setting-definitions.ts";
import { isExcluded, readSettings } from "../settings/settings.ts";
import type { CommandCall } from "./command.ts";
import { unheardSentence } from "./listening.ts";

/** What follows from a value that was just set and that whoever set it might not expect, each sentence after a space. */
export async function remarksOn(
  parts: Parts,
  { workspace, channel }: Pick<CommandCall, "workspace" | "channel">,
  key: SettingKey,
  value: string,
): Promise<string> {
  const remarks = await Promise.all([
    priceRemark(parts, key, value),
    quorumRemark(parts, workspace, key, value),
    exclusionRemark(parts, workspace, key, value),
    unheardSentence(parts, workspace, channel, key, value),
  ]);
  return remarks.join("");
}

function priceRemark({ prices }: Parts, key: SettingKey, value: string): string {
  const isUnpriced = (key === "model" || key === "dream-model") && value !== "" && !priceOf(prices, value);
  return isUnpriced ? " Its price is not known here, so that no budget counts it." : "";
}

/** A pattern may leave out more than was meant, and a misspelt one leaves out nothing. */
async function exclusionRemark(
  parts: Parts,
  workspace: WorkspaceId,
  key: SettingKey,
  value: string,
): Promise<string> {
  if (key !== "exclude-channels" || value === "") return "";
  const [channels, { excludedChannels }] = await Promise.all([
    directoryOf(parts, workspace).channels(workspace),
    readSettings(parts, workspace, null),
  ]);
  const left = channels.filter((channel) => isExcluded(channel, excludedChannels));
  if (left.length === 0) return " No channel that I am in fits it yet.";
  if (left.length === channels.length)
    return ` That leaves out every channel that I am in: I answer and keep nothing there, only in direct messages. \`/reverie set ${key} none\` takes it back.`;
  return ` That leaves out ${left.length} of the ${channels.length} channels that I am in.`;
}

/** More approvals than there are people who may give them let nothing of the team's through. */
async function quorumRemark(
  parts: Parts,
  workspace: WorkspaceId,
  key: SettingKey,
  value: string,
): Promise<string> {
  if ((key !== "quorum" && key !== "wide-quorum") || value === "") return "";
  const { approvers } = await readSettings(parts, workspace, null);
  if (approvers === "members") return "";
  const { length } = await directoryOf(parts, workspace).administrators(workspace);
  if (Number(value) <= length) return "";
  const there = length === 1 ? "There is 1 administrator" : `There are ${length} administrators`;
  const what =
    key === "quorum"
      ? "nothing of the team's can be approved"
      : "nothing of the team's can be removed or shared";
  return ` ${there}, so that ${what} for now; with \`/reverie set approvers members\` all members decide.`;
}
