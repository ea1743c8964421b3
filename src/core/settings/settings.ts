import { z } from "zod";
import { type Cadence, parseCadence } from "../cadence.ts";
import { changeDocument } from "../change-document.ts";
import { StoreError } from "../errors.ts";
import { asId, type ChannelId, type WorkspaceId } from "../ids.ts";
import type { Channel } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import type { DocumentKey, Documents, Json } from "../ports/documents.ts";
import type { ProposedChange } from "../proposal.ts";
import { fitsPattern } from "./name-pattern.ts";
import { type SettingKey, settingDefinitions, settingKeys } from "./setting-definitions.ts";
import { parseSpecialists, type Specialist } from "./specialists.ts";

/** The settings as they hold in a workspace or in one of its channels. */
export interface Settings {
  readonly cadence: Cadence;
  readonly timezone: string;
  readonly mode: "supervised" | "autonomous";
  /** The kinds of change that the autonomous mode applies. */
  readonly autonomy: readonly ProposedChange["change"][];
  readonly reviewChannel: ChannelId | null;
  readonly approvers: "admins" | "members";
  readonly quorum: number;
  /** The same for removals and for what reaches more people than before; null means the quorum. */
  readonly wideQuorum: number | null;
  readonly listen: "mentions" | "all";
  readonly excludedChannels: readonly string[];
  readonly sensitiveTopics: readonly string[];
  readonly retentionDays: number;
  /** Null means the model's own default. */
  readonly model: string | null;
  readonly dreamModel: string | null;
  readonly budgetDollars: number | null;
  /** What each person's questions may cost in a month; null means no limit. */
  readonly quotaDollars: number | null;
  readonly instructions: string;
  /** Whether answers may search the web and fetch pages. */
  readonly web: boolean;
  readonly language: string;
  /** The most tasks of a team's plan, and the most that are worked on at once. */
  readonly teamTasks: number;
  readonly teamAtOnce: number;
  /** Those that people set, beside the usual ones. */
  readonly specialists: readonly Specialist[];
}

const changes = ["add", "update", "remove"] as const;

/** The texts that people set, apart for the workspace and for single channels. */
const storedSettings = z.object({
  workspace: z.record(z.string(), z.string()),
  channels: z.record(z.string(), z.record(z.string(), z.string())),
});
type StoredSettings = z.infer<typeof storedSettings>;

function settingsKey(workspace: WorkspaceId): DocumentKey {
  return { workspace, kind: "settings", name: "" };
}

function parseStored(raw: Json | undefined): StoredSettings {
  if (raw === undefined) return { workspace: {}, channels: {} };
  const parsed = storedSettings.safeParse(raw);
  if (!parsed.success) throw new StoreError("settings", parsed.error);
  return parsed.data;
}

/** One setting's text, where it comes from, and whether people set it. */
export interface SettingText {
  readonly key: SettingKey;
  readonly text: string;
  readonly origin: "channel" | "workspace" | "default";
}

/** All settings as texts: a channel's own value, else the workspace's, else the platform's or the general default. */
export async function readSettingTexts(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId | null,
): Promise<SettingText[]> {
  const stored = parseStored(await parts.documents.get(settingsKey(workspace)));
  const { defaults, timezone } = await directoryOf(parts, workspace).workspace(workspace);
  const own = channel ? stored.channels[channel] : undefined;
  const initial: Readonly<Record<string, string>> = { timezone, ...defaults };
  return settingKeys.map((key) => {
    const ofChannel = own?.[key];
    if (ofChannel !== undefined) return { key, text: ofChannel, origin: "channel" };
    const ofWorkspace = stored.workspace[key];
    if (ofWorkspace !== undefined) return { key, text: ofWorkspace, origin: "workspace" };
    return { key, text: initial[key] ?? settingDefinitions[key].initial, origin: "default" };
  });
}

/** What people set for the whole workspace under one key; undefined where nobody did. */
export async function readOwnSetting(
  documents: Documents,
  workspace: WorkspaceId,
  key: SettingKey,
): Promise<string | undefined> {
  return parseStored(await documents.get(settingsKey(workspace))).workspace[key];
}

/** The settings that hold in a channel, or in the workspace at large where it is null. */
export async function readSettings(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId | null,
): Promise<Settings> {
  const texts = new Map(
    (await readSettingTexts(parts, workspace, channel)).map(({ key, text }) => [key, text]),
  );
  const text = (key: SettingKey) => texts.get(key) ?? settingDefinitions[key].initial;
  const orNull = (value: string) => (value === "" ? null : value);
  const listOf = (value: string) => (value === "" ? [] : value.split(", "));
  return {
    cadence: parseCadence(text("cadence")) ?? { type: "off" },
    timezone: text("timezone"),
    mode: text("mode") === "autonomous" ? "autonomous" : "supervised",
    autonomy: changes.filter((kind) => text("autonomy").includes(kind)),
    reviewChannel: text("review-channel") === "" ? null : asId(text("review-channel")),
    approvers: text("approvers") === "members" ? "members" : "admins",
    quorum: Number(text("quorum")),
    wideQuorum: text("wide-quorum") === "" ? null : Number(text("wide-quorum")),
    listen: text("listen") === "all" ? "all" : "mentions",
    excludedChannels: listOf(text("exclude-channels")),
    sensitiveTopics: listOf(text("sensitive-topics")),
    retentionDays: Number(text("retention")),
    model: orNull(text("model")),
    dreamModel: orNull(text("dream-model")),
    budgetDollars: text("budget") === "" ? null : Number(text("budget")),
    quotaDollars: text("quota") === "" ? null : Number(text("quota")),
    instructions: text("instructions"),
    web: text("web") === "on",
    language: text("language"),
    teamTasks: Number(text("team-tasks")),
    teamAtOnce: Number(text("team-at-once")),
    specialists: parseSpecialists(text("specialists")) ?? [],
  };
}

/** Stores an accepted text for the workspace, or for one channel. Of two writers at once none is lost. */
export async function writeSetting(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId | null,
  key: SettingKey,
  text: string,
): Promise<void> {
  await changeDocument(parts.documents, settingsKey(workspace), (raw) => {
    const stored = parseStored(raw);
    if (!channel) return { ...stored, workspace: { ...stored.workspace, [key]: text } };
    const own = { ...stored.channels[channel], [key]: text };
    return { ...stored, channels: { ...stored.channels, [channel]: own } };
  });
}

/** Whether a channel is left out by one of the patterns. `*` stands for any letters. */
export function isExcluded(channel: Pick<Channel, "id" | "name">, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => fitsPattern(channel.name, pattern) || fitsPattern(channel.id, pattern));
}
