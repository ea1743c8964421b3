import { invalid } from "./complaint.ts";
import { isObject, type JsonObject, objectsIn } from "./json-value.ts";

/** A server tool by its type: the name that it has to bear, and its fields beside type and name. */
const serverTools: Readonly<Record<string, { readonly name: string; readonly fields: readonly string[] }>> = {
  web_search_20250305: {
    name: "web_search",
    fields: ["allowed_domains", "blocked_domains", "cache_control", "max_uses", "user_location"],
  },
  web_fetch_20250910: {
    name: "web_fetch",
    fields: [
      "allowed_domains",
      "blocked_domains",
      "cache_control",
      "citations",
      "max_content_tokens",
      "max_uses",
      "url_sources",
    ],
  },
};

/** The types of the server tools that this server has. */
export const webToolTypes: readonly string[] = Object.keys(serverTools);

/** Throws a Complaint where the tools are none that the API takes. `offered` are the types of server tools that there are. */
export function checkTools(tools: unknown, offered: readonly string[]): void {
  if (tools === undefined) return;
  if (!Array.isArray(tools)) throw invalid("tools: Input should be a valid list");
  const names = new Set<unknown>();
  for (const [index, tool] of objectsIn(tools).entries()) {
    if (typeof tool.name !== "string" || !/^[a-zA-Z0-9_-]{1,128}$/.test(tool.name)) {
      throw invalid(`tools.${index}.name: String should match pattern`);
    }
    if (names.has(tool.name)) throw invalid("tools: Tool names must be unique.");
    names.add(tool.name);
    if (tool.type === undefined || tool.type === "custom") checkClientTool(tool, index);
    else checkServerTool(tool, index, offered);
  }
  for (const tool of objectsIn(tools)) checkReferences(tool, names);
}

function checkClientTool(tool: JsonObject, index: number): void {
  if (!isObject(tool.input_schema) || tool.input_schema.type !== "object") {
    throw invalid(`tools.${index}.input_schema.type: Input should be 'object'`);
  }
}

function checkServerTool(tool: JsonObject, index: number, offered: readonly string[]): void {
  const type = String(tool.type);
  const known = offered.includes(type) ? serverTools[type] : undefined;
  if (!known) {
    const expected = ["custom", ...offered].map((tag) => `'${tag}'`).join(", ");
    throw invalid(
      `tools.${index}: Input tag '${type}' found using 'type' does not match any of the expected tags: ${expected}`,
    );
  }
  const place = `tools.${index}.${type}`;
  if (tool.name !== known.name) throw invalid(`${place}.name: Input should be '${known.name}'`);
  const extra = Object.keys(tool).find((field) => !["type", "name", ...known.fields].includes(field));
  if (extra !== undefined) throw invalid(`${place}.${extra}: Extra inputs are not permitted`);
  for (const field of ["max_uses", "max_content_tokens"]) {
    const value = tool[field];
    if (value != null && !(Number.isInteger(value) && Number(value) > 0)) {
      throw invalid(`${place}.${field}: Input should be greater than 0`);
    }
  }
  if (tool.allowed_domains != null && tool.blocked_domains != null) {
    throw invalid(`${place}: allowed_domains and blocked_domains cannot be used together`);
  }
}

/** The sources of addresses that a fetch may use, each with the ways in which it may be bounded. */
const urlSources: Readonly<Record<string, readonly string[]>> = {
  user_input: ["all", "none"],
  client_tool_results: ["all", "none", "only", "except"],
  server_tool_results: ["all", "none", "only", "except"],
};

function checkReferences({ type, url_sources }: JsonObject, names: ReadonlySet<unknown>): void {
  if (url_sources == null) return;
  const place = `tools.${type}.url_sources`;
  if (!isObject(url_sources)) throw invalid(`${place}: Input should be an object`);
  for (const [source, bound] of Object.entries(url_sources)) {
    if (!isObject(bound) || !urlSources[source]?.includes(String(bound.type))) {
      throw invalid(`${place}.${source}: Input tag does not match any of the expected tags`);
    }
    const stranger = objectsIn(bound.tools).find(({ name }) => !names.has(name));
    if (stranger) throw invalid(`${place}.${source}: Tool '${String(stranger.name)}' is not declared`);
  }
}
