import { Routes } from "discord.js";
import { PlatformError } from "../../core/errors.ts";
import type { MessageId } from "../../core/ids.ts";
import { asId } from "../../core/ids.ts";
import type { AttachedFile } from "../../core/message.ts";
import { readAtMost } from "../../core/read-at-most.ts";
import { discordMessage } from "./receive/discord-message.ts";
import { standingOf } from "./snowflakes.ts";
import type { DiscordCalls } from "./web/discord-calls.ts";

/** How long a file may take to come, in milliseconds. */
const fileTimeoutMs = 30_000;

/** Where Discord keeps what people attach. */
const fileHosts: ReadonlySet<string> = new Set(["cdn.discordapp.com", "media.discordapp.net"]);

/** A file's id: the message that it is attached to, and Discord's own id. Addresses end within a day. */
export function fileId(message: MessageId, attachment: string): string {
  return `${message}/${attachment}`;
}

/** What is in an attached file. Rejects with a PlatformError. */
export async function fetchAttachedFile(
  calls: DiscordCalls,
  { id, sizeBytes }: AttachedFile,
): Promise<Uint8Array> {
  const slash = id.lastIndexOf("/");
  const { channel, message } = standingOf({ message: asId(id.slice(0, slash)) });
  const kind = { method: "message", channel, repeatable: true };
  const found = await calls.call(kind, (rest) => rest.get(Routes.channelMessage(channel, message)));
  const attachment = discordMessage
    .safeParse(found)
    .data?.attachments.find((each) => each.id === id.slice(slash + 1));
  if (!attachment || !isDiscords(attachment.url, calls.client.options.api))
    throw new PlatformError("Discord", "file-without-address", true);
  const signal = AbortSignal.timeout(fileTimeoutMs);
  const response = await fetch(attachment.url, { signal, redirect: "manual" }).catch(unreachable);
  if (!response.ok) {
    await response.body?.cancel().catch(() => undefined);
    throw new PlatformError("Discord", `file-${response.status}`, response.status === 404);
  }
  const content = await readAtMost(response.body ?? [], sizeBytes).catch(unreachable);
  if (!content) throw new PlatformError("Discord", "file-too-large", true);
  return content;
}

function unreachable(cause: unknown): never {
  throw new PlatformError("Discord", "file-unreachable", false, cause);
}

/** Nothing is fetched from elsewhere, whatever an address says and wherever it sends on. */
function isDiscords(address: string, apiUrl: string): boolean {
  const url = URL.parse(address);
  if (!url) return false;
  return (
    (url.protocol === "https:" && fileHosts.has(url.hostname)) || url.origin === URL.parse(apiUrl)?.origin
  );
}
