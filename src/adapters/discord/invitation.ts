import { PermissionFlagsBits } from "discord.js";

/** A permission that Reverie needs in a server, as Discord names it to people. */
export interface NeededPermission {
  readonly name: string;
  readonly bit: bigint;
  readonly why: string;
}

/** The fewest permissions with which everything works. */
export const neededPermissions: readonly NeededPermission[] = [
  {
    name: "View Channels",
    bit: PermissionFlagsBits.ViewChannel,
    why: "It sees the channels that it may answer in.",
  },
  { name: "Send Messages", bit: PermissionFlagsBits.SendMessages, why: "It answers, and shows proposals." },
  {
    name: "Send Messages in Threads",
    bit: PermissionFlagsBits.SendMessagesInThreads,
    why: "It answers in the thread in which it is asked.",
  },
  {
    name: "Read Message History",
    bit: PermissionFlagsBits.ReadMessageHistory,
    why: "It reads what went before in a thread, replies to a message, and catches up after a restart.",
  },
];

/** Those of the needed permissions that are not among the given ones. Whoever administers has all. */
export function missingPermissions(given: bigint): readonly NeededPermission[] {
  if ((given & PermissionFlagsBits.Administrator) !== 0n) return [];
  return neededPermissions.filter(({ bit }) => (given & bit) === 0n);
}

/** The address at which somebody takes Reverie into their server after one question: into which. */
export function invitationLink(applicationId: string): string {
  const permissions = neededPermissions.reduce((sum, { bit }) => sum | bit, 0n);
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: "bot applications.commands",
    permissions: String(permissions),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

/** What is printed for whoever sets Reverie up. */
export function presentInvitation(applicationId: string): string {
  const width = Math.max(...neededPermissions.map(({ name }) => name.length));
  return [
    "What Reverie may do in a server that takes it in:",
    ...neededPermissions.map(({ name, why }) => `  ${name.padEnd(width)}  ${why}`),
    `  ${"Commands".padEnd(width)}  It brings /reverie, and “Remember this” in the menu of a message.`,
    "",
    "Open this link, choose the server, and press Authorise. You need Manage Server there:",
    "",
    `  ${invitationLink(applicationId)}`,
    "",
    "To let it learn from whole channels, and not only from what is said to it, switch on the Message Content Intent:",
    `  https://discord.com/developers/applications/${applicationId}/bot`,
    "",
  ].join("\n");
}
