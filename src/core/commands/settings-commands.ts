import { type PrivateAnswer, say } from "../card.ts";
import type { WorkspaceId } from "../ids.ts";
import { recordAct } from "../memory/remember.ts";
import { recheckPerson } from "../memory/rights.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import {
  isSettingKey,
  type SettingKey,
  settingDefinitions,
  settingKeys,
} from "../settings/setting-definitions.ts";
import { readSettingTexts, writeSetting } from "../settings/settings.ts";
import { type Command, type CommandCall, nothing } from "./command.ts";
import { nearest } from "./command-tree.ts";
import { tellListening, unheardSentence } from "./listening.ts";
import { remarksOn } from "./setting-remarks.ts";

/** Reading and changing settings. */
export const settingsCommands: readonly Command[] = [
  {
    words: "settings",
    parameters: [],
    summary: "the settings as they hold here",
    accepts: nothing,
    isOpen: false,
    run: showSettings,
  },
  {
    words: "set",
    parameters: [
      { name: "key", summary: "the setting", isRequired: true, takes: { type: "setting" } },
      {
        name: "where",
        summary: "for this channel alone; without it, for the whole workspace",
        isRequired: false,
        takes: { type: "choice", values: ["here"] },
      },
      { name: "value", summary: "the new value", isRequired: true, takes: { type: "setting-value" } },
    ],
    summary: "change a setting, for this channel alone with `here`",
    accepts: acceptsSetting,
    isOpen: false,
    run: setSetting,
  },
];

/** Only a known setting with a value is one whole command: "set the table" is talk. */
function acceptsSetting(rest: string): boolean | "to-explain" {
  const { key, value } = parseSet(rest);
  if (key === "") return false;
  return isSettingKey(key) && value !== "" ? true : "to-explain";
}

/** Settings whose values may name channels that not everyone may know of. */
const namingChannels: ReadonlySet<SettingKey> = new Set(["exclude-channels", "review-channel"]);

async function showSettings(
  parts: Parts,
  { workspace, channel, person }: CommandCall,
): Promise<PrivateAnswer> {
  const asker = await recheckPerson(parts, workspace, person);
  const all = await readSettingTexts(parts, workspace, channel);
  const texts = all.filter(({ key }) => asker?.role === "admin" || !namingChannels.has(key));
  const lines = texts.map(({ key, text, origin }) => {
    const from = origin === "default" ? "" : origin === "channel" ? ", set for this channel" : ", set";
    return `- \`${key}\`: ${text === "" ? "none" : `\`${text}\``} (${settingDefinitions[key].summary}${from})`;
  });
  const listen = all.find(({ key }) => key === "listen")?.text ?? "";
  const deaf = await unheardSentence(parts, workspace, channel, "listen", listen);
  return say(`**Settings**\n${lines.join("\n")}\n\nChange one with \`/reverie set <key> <value>\`.${deaf}`);
}

/** Why a setting cannot be set for the channel alone; undefined where it can. */
async function whyNotHere(
  parts: Parts,
  { workspace, channel }: CommandCall,
  key: SettingKey,
): Promise<string | undefined> {
  if (!settingDefinitions[key].perChannel) return `\`${key}\` holds for the whole workspace.`;
  const place = await directoryOf(parts, workspace).channel(workspace, channel);
  return place ? undefined : "I am not in this channel. Invite me first.";
}

async function setSetting(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const parsed = parseSet(call.rest);
  if (!isSettingKey(parsed.key)) {
    const near = nearest(parsed.key, settingKeys).map((key) => `\`${key}\``);
    return say(
      `There is no setting \`${parsed.key.slice(0, 40)}\`. The nearest: ${near.join(", ")}. Nothing changed.`,
    );
  }
  const { key } = parsed;
  const definition = settingDefinitions[key];
  const { workspace, channel } = call;
  const person = await recheckPerson(parts, workspace, call.person);
  if (person?.role !== "admin") return say("Only administrators can change settings. Nothing changed.");
  const elsewhere = parsed.here ? await whyNotHere(parts, call, key) : undefined;
  if (elsewhere) return say(`${elsewhere} Nothing changed.`);
  const accepted = definition.accept(parsed.value);
  const problem =
    accepted === undefined ? `\`${key}\` does not take that.` : await problemOf(parts, call, key, accepted);
  if (accepted === undefined || problem) {
    return say(`${problem} For example: \`/reverie set ${key} ${definition.example}\`. Nothing changed.`);
  }
  await writeSetting(parts, workspace, parsed.here ? channel : null, key, accepted);
  const at = parts.clock.now();
  await recordAct(parts, {
    workspace,
    at,
    person: person.id,
    personName: person.name,
    act: "set",
    subject: key,
    audience: null,
  });
  if (key === "listen" && parsed.here) await tellListening(parts, workspace, channel, accepted, at);
  const remarks = await remarksOn(parts, call, key, accepted);
  return say(
    `\`${key}\` is ${accepted === "" ? "none" : `\`${accepted}\``}${parsed.here ? " in this channel" : ""} from here on.${remarks}`,
  );
}

function parseSet(rest: string): { key: string; here: boolean; value: string } {
  const [key = "", ...words] = rest.split(/\s+/u);
  const here = words[0]?.toLowerCase() === "here" && words.length > 1;
  const value = rest.slice(key.length).trim();
  return { key: key.toLowerCase(), here, value: here ? value.slice("here".length).trim() : value };
}

/** What only the platform can tell about a value. */
async function problemOf(
  parts: Parts,
  { workspace }: CommandCall,
  key: SettingKey,
  value: string,
): Promise<string | undefined> {
  if (value === "") return undefined;
  if (key === "guest-role") return roleProblem(parts, workspace, value);
  if (key !== "review-channel") return undefined;
  const channels = await directoryOf(parts, workspace).channels(workspace);
  const channel = channels.find(({ id, name }) => id === value || name === value);
  if (!channel) return `I am in no channel called \`${value}\`.`;
  return channel.reach === "shared"
    ? "Outsiders are in that channel, so no proposals are shown there."
    : undefined;
}

async function roleProblem(parts: Parts, workspace: WorkspaceId, role: string): Promise<string | undefined> {
  const { roles } = await directoryOf(parts, workspace).workspace(workspace);
  if (roles.length === 0) return "Here the platform itself says who is a guest.";
  return roles.includes(role) ? undefined : `There is no role called \`${role}\` here.`;
}
