import { asId, type MessageId } from "../../core/ids.ts";

/** The instant of a Slack timestamp such as `1763800000.000100`, in milliseconds. */
export function instantOf(timestamp: string): number {
  const [seconds = "0", micros = "0"] = timestamp.split(".");
  return Number(seconds) * 1000 + Math.floor(Number(micros.padEnd(6, "0").slice(0, 6)) / 1000);
}

/** An instant as Slack writes it, for questions such as "since when". */
export function timestampOf(instant: number): string {
  const whole = Math.max(0, Math.floor(instant));
  return `${Math.floor(whole / 1000)}.${String(whole % 1000).padStart(3, "0")}000`;
}

/** A message's id within its workspace: a timestamp is unique in its channel alone. */
export function messageId(channel: string, timestamp: string): MessageId {
  return asId(`${channel}-${timestamp}`);
}

/** Slack's own timestamp of a message. */
export function timestampIn(message: MessageId): string {
  return message.slice(message.lastIndexOf("-") + 1);
}
