import { DefaultRestOptions, type RESTOptions } from "discord.js";
import { limitHeaders } from "./limit-headers.ts";

/**
 * Makes a request as the SDK does, and reads the whole answer before it counts as one: the SDK's time-out would
 * else end with the headers. An answer that holds calls back says for how long in the headers that the SDK reads.
 */
export const wholeAnswer: RESTOptions["makeRequest"] = async (url, init) => {
  const answer = await DefaultRestOptions.makeRequest(url, init);
  const { status, statusText, ok, headers } = answer;
  const content = await answer.text();
  if (status === 429) {
    const limit = limitHeaders(Object.fromEntries(headers.entries()), content);
    for (const [name, value] of Object.entries(limit)) headers.set(name, value);
  }
  return {
    status,
    statusText,
    ok,
    headers,
    body: null,
    bodyUsed: true,
    text: async () => content,
    json: async () => JSON.parse(content) as unknown,
    arrayBuffer: async () => new TextEncoder().encode(content).buffer,
  };
};
