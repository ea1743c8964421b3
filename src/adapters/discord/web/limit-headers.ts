import { z } from "zod";

/** How long is waited where Discord holds calls back and does not say for how long, in seconds. */
const unsaidSeconds = 5;
const unsaidOfAddressSeconds = 60;

const limitAnswer = z.object({ retry_after: z.number().optional().catch(undefined) });

/**
 * What the SDK reads of an HTTP 429, where Discord does not say it in headers: slow mode and edits of old messages
 * say it in the body or not at all. Who stands before Discord turns all of an address away, in no words of
 * Discord's.
 */
export function limitHeaders(
  headers: Readonly<Record<string, string>>,
  content: string,
): Readonly<Record<string, string>> {
  const said = Number(headers["retry-after"] ?? 0);
  const answer = read(content);
  if (!answer) return { "retry-after": String(said || unsaidOfAddressSeconds), "x-ratelimit-global": "true" };
  return { "retry-after": String(Math.max(said, answer.retry_after ?? 0) || unsaidSeconds) };
}

function read(content: string): z.infer<typeof limitAnswer> | undefined {
  try {
    return limitAnswer.safeParse(JSON.parse(content)).data;
  } catch {
    return undefined;
  }
}
