import type { JsonObject } from "./json-value.ts";

/** What an image of common size costs, and a short document. Their bytes are not read as text. */
const mediaTokens: Readonly<Record<string, number>> = { image: 1_600, document: 6_000 };

/** An estimate of the tokens that go in: a quarter of the characters of what the model would read. */
export function countInputTokens(body: JsonObject): number {
  let media = 0;
  const read = JSON.stringify([body.system ?? "", body.tools ?? [], body.messages ?? []], (_key, value) => {
    const tokens = mediaTokens[value?.type];
    if (tokens === undefined) return value;
    media += tokens;
    return { ...value, source: null };
  });
  return Math.ceil(read.length / 4) + media;
}
