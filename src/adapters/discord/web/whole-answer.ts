import { DefaultRestOptions, type RESTOptions } from "discord.js";
import { limitHeaders } from "./limit-headers.ts";

/** Statuses whose answers have no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Makes a request as the SDK does, and reads the whole answer before it counts as one: the SDK's time-out would
 * else end with the headers. An answer that holds calls back says for how long in the headers that the SDK reads.
 */
export const wholeAnswer: RESTOptions["makeRequest"] = async (url, init) => {
  const answer = await DefaultRestOptions.makeRequest(url, init);
  const { status, statusText } = answer;
  const content = await answer.text();
  const headers = Object.fromEntries(answer.headers.entries());
  const limit = status === 429 ? limitHeaders(headers, content) : {};
  return new Response(bodiless.has(status) ? null : content, {
    status,
    statusText,
    headers: { ...headers, ...limit },
  });
};
