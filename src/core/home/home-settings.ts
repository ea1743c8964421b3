import { nextDue } from "../cadence.ts";
import type { CardSection } from "../card.ts";
import type { WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import type { SettingKey } from "../settings/setting-definitions.ts";
import { readSettings, readSettingTexts, type Settings } from "../settings/settings.ts";
import { longLocalTime } from "../text/local-time.ts";
import { plainSection } from "./home-memories.ts";

/** The settings that matter to everyone, one readable line each, and how they are changed. */
export async function homeSettingsSection(
  parts: Parts,
  workspace: WorkspaceId,
  isAdmin: boolean,
): Promise<CardSection> {
  const [settings, texts] = await Promise.all([
    readSettings(parts, workspace, null),
    readSettingTexts(parts, workspace, null),
  ]);
  const textOf = new Map(texts.map(({ key, text }) => [key, text]));
  const meanings = meaningsOf(settings, parts.clock.now());
  const lines = meanings.map(([key, meaning]) => `${key} ${textOf.get(key)}: ${meaning}.`);
  const how = isAdmin
    ? "Change one with /reverie set <key> <value>, such as /reverie set retention 30. All of them: /reverie settings."
    : "Administrators change them with /reverie set. All of them: /reverie settings.";
  return plainSection("How I work here", lines.join("\n"), how);
}

function meaningsOf(settings: Settings, now: number): [SettingKey, string][] {
  const { mode, cadence, timezone, listen, retentionDays, approvers, quorum } = settings;
  const dueAt = nextDue(cadence, timezone, now);
  return [
    [
      "mode",
      mode === "supervised"
        ? "people approve each change before it is remembered"
        : "changes for the team and channels apply at once and can be undone; yours wait for you",
    ],
    [
      "cadence",
      dueAt === undefined
        ? "I dream only when I am asked to"
        : `I dream next on ${longLocalTime(dueAt, timezone)} (${timezone})`,
    ],
    [
      "listen",
      `of a channel I keep ${listen === "all" ? "all that is said" : "what is said to me"}, unless it has its own setting`,
    ],
    ["retention", `what was said is forgotten after ${retentionDays} days`],
    [
      "approvers",
      `${approvers === "admins" ? "administrators" : "members"} decide for the team${quorum > 1 ? `, ${quorum} of them each time` : ""}`,
    ],
  ];
}
