/**
 * @typedef {{id: string, name: string, role: string}} Person
 * @typedef {{id: string, name: string, reach: "public" | "private" | "direct" | "shared", members: string[]}} Channel
 * @typedef {{id: string, verb: string, label: string, description?: string,
 *   style?: "primary" | "plain" | "danger", value: string}} Action
 * @typedef {{text: string, by: string, link: string | null}} Quote
 * @typedef {{title: string, text: string, before: string | null, note: string, warnings: string[], quotes: Quote[],
 *   actions: Action[]}} Section
 * @typedef {{title: string, body: string, footer: string, sections: Section[]}} Card
 * @typedef {{type: "text", id: string, label: string, value: string, maxLength: number, multiline: boolean}
 *   | {type: "select", id: string, label: string, value: string, options: {value: string, label: string}[]}
 *   | {type: "toggle", id: string, label: string, value: boolean}
 *   | {type: "choices", id: string, label: string, values: string[], options: {value: string, label: string}[]}} Field
 * @typedef {{action: string, value: string, title: string, submit: string, fields: Field[]}} Form
 * @typedef {{id: string, channel: string, thread?: string | null, author: string, text: string, note?: string,
 *   card?: Card | null, actions?: Action[], files?: {name: string, mediaType: string, text: string}[],
 *   at: string | number, edited?: boolean, streaming?: boolean}} Message
 * @typedef {{text?: string | null, card?: Card | null, form?: Form | null}} PrivateAnswer
 * @typedef {{id: string, at: string, status: "running" | "finished" | "failed", linesRead: number,
 *   considered: number, dropped: Record<string, number>, proposed: number, approved: number, waiting: number,
 *   tokens: number, dollars: number}} Dream
 * @typedef {{id: string, revision: number, verb: string, kind: string, text: string, why: string, by: string,
 *   at: string, undone: {by: string, at: string} | null, disputed: {by: string, at: string} | null,
 *   isCurrent: boolean, quotes: Quote[], evidence: string[], actions: Action[]}} Change
 * @typedef {{id: string, audience: string, kind: string, text: string, state: "live" | "suspended",
 *   travels: boolean, isPinned: boolean, reviewBy: number | null, at: string, note: string, actions: Action[], stack: Change[]}} Memory
 * @typedef {{approved: number, rejected: number, expired: number, undone: number}} Decided
 * @typedef {{live: number, duplicates: [string, string][], stale: string[], unsupported: string[],
 *   neverUsed: string[], doubted: string[], answers: number, decided: Decided, rates: string}} Health
 * @typedef {{name: string, type: "team" | "channel" | "person", label: string, revision: number,
 *   health: Health}} Audience
 * @typedef {{id: string, audience: string, change: "add" | "update" | "remove", kind: string, text: string,
 *   before: string | null, reason: string | null, by: string, at: string, quotes: Quote[]}} Refused
 * @typedef {{requests: number, inputTokens: number, outputTokens: number, dollars: number}} Spent
 * @typedef {{audiences: Audience[], memories: Memory[], waiting: {toDecide: Card, toSee: Card},
 *   refused: Refused[], spend: {month: string, answers: Spent, dreams: Spent,
 *   budgetDollars: number | null}}} Library
 * @typedef {{id: string, change: "add" | "update" | "remove", kind: string, text: string, status: string,
 *   reason: string | null, decidedBy: string | null, why: string, support: string, warnings: string[],
 *   quotes: Quote[]}} ReportedProposal
 * @typedef {{label: string, outcome: string, linesRead: number, linesThere: number, considered: number,
 *   proposed: number, tokens: number, dollars: number, proposals: ReportedProposal[],
 *   dropped: {gate: string, reason: string, text: string}[]}} Reflection
 * @typedef {{id: string, at: string, endedAt: string | null, status: "running" | "finished" | "failed",
 *   isSubmitted: boolean, model: string, reflections: Reflection[]}} Report
 * @typedef {{people: Person[], channels: Channel[], messages: Message[],
 *   model?: {name: string, offline: boolean}, workspace?: {name: string}}} Loaded
 */

const unreachable = "Reverie cannot be reached. Check that it is still running, then try again.";

/**
 * Calls the playground's server. Each call rejects with an Error whose message is one plain sentence for
 * the person who acted.
 */
export function createApi() {
  return {
    /** @returns {Promise<Loaded>} what the person may see */
    state: (person) => call("GET", `/playground/state?person=${encodeURIComponent(person)}`),
    /** @returns {Promise<{dreams: Dream[]}>} the dreams in numbers, oldest first, as the person may know them */
    dreams: (person) => call("GET", `/playground/dreams?person=${encodeURIComponent(person)}`),
    /** @returns {Promise<Library>} all of memory that the person may see */
    library: (person) => call("GET", `/playground/library?person=${encodeURIComponent(person)}`),
    /** @returns {Promise<{reports: Report[]}>} the dreams as pages to read, newest first */
    reports: (person) => call("GET", `/playground/reports?person=${encodeURIComponent(person)}`),
    /** @returns {Promise<{completions: {value: string, label: string}[]}>} what a parameter may be filled in with */
    complete: (question) => call("POST", "/playground/complete", question),
    /** @returns {Promise<{id: string}>} */
    send: (said) => call("POST", "/playground/messages", said),
    edit: (id, person, text) => call("PATCH", messagePath(id), { person, text }),
    remove: (id, person) => call("DELETE", messagePath(id), { person }),
    /** @returns {Promise<PrivateAnswer>} */
    command: (person, channel, text) => call("POST", "/playground/commands", { person, channel, text }),
    /** @returns {Promise<PrivateAnswer>} */
    press: (pressed) => call("POST", "/playground/actions", pressed),
  };
}

function messagePath(id) {
  return `/playground/messages/${encodeURIComponent(id)}`;
}

async function call(method, path, body) {
  const response = await reach(method, path, body);
  const answer = await response.json().catch(() => null);
  if (!response.ok)
    throw new Error(answer?.error ?? `Reverie could not do that (status ${response.status}).`);
  if (answer === null) throw new Error("Reverie gave an answer that cannot be read.");
  return answer;
}

async function reach(method, path, body) {
  try {
    return await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (cause) {
    throw new Error(unreachable, { cause });
  }
}
