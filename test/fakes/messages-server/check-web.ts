import { invalid } from "./complaint.ts";
import { isObject, type JsonObject, objectsIn } from "./json-value.ts";
import { webSeal } from "./web-seal.ts";

/** The tool behind each type of block that only server tools make. */
const toolsOf: Readonly<Record<string, string>> = {
  web_search_tool_result: "web_search",
  web_fetch_tool_result: "web_fetch",
};

/** Whether a block is one of a server tool's: its use, or its result. */
export function isOfServerTool(block: JsonObject | undefined): boolean {
  return block?.type === "server_tool_use" || toolsOf[String(block?.type)] !== undefined;
}

/** Throws a Complaint where a turn's blocks of server tools are not what this server said, in its order. */
export function checkServerBlocks(blocks: readonly JsonObject[], role: string, tools: unknown): void {
  const ours = blocks.filter(isOfServerTool);
  if (ours.length > 0 && role !== "assistant") {
    throw invalid("Blocks of server tools are only allowed in assistant messages");
  }
  const declared = new Set(objectsIn(tools).map(({ name }) => name));
  const used = new Map<unknown, unknown>();
  for (const block of ours) {
    const name = toolsOf[String(block.type)] ?? block.name;
    if (!declared.has(name))
      throw invalid(`Requests which include blocks of \`${name}\` must define the tool`);
    if (block.type === "server_tool_use") {
      if (!isObject(block.input)) throw invalid("server_tool_use.input: Input should be an object");
      used.set(block.id, name);
    } else checkResult(block, used);
  }
  for (const block of blocks) for (const citation of objectsIn(block.citations)) checkCitation(citation);
}

function checkResult(block: JsonObject, used: Map<unknown, unknown>): void {
  const place = String(block.type);
  if (used.get(block.tool_use_id) !== toolsOf[place]) {
    throw invalid(`${place}: no \`server_tool_use\` block before it has the id ${String(block.tool_use_id)}`);
  }
  used.delete(block.tool_use_id);
  for (const { url, encrypted_content } of objectsIn(block.content)) {
    if (encrypted_content !== webSeal(url)) throw invalid(`${place}: Invalid \`encrypted_content\``);
  }
}

function checkCitation({ type, url, encrypted_index }: JsonObject): void {
  if (type === "web_search_result_location" && encrypted_index !== webSeal(url)) {
    throw invalid("citations: Invalid `encrypted_index` in `web_search_result_location`");
  }
}
