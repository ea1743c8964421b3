import type {
  CacheControlEphemeral,
  ContentBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
  TextBlockParam,
  Tool,
} from "@anthropic-ai/sdk/resources/messages/messages";
import type { AnswerRequest, PromptBlock, ToolDescription, ToolRound } from "../../core/ports/model.ts";
import { attachmentParam } from "./attachment-param.ts";
import { type WebOffer, webTools } from "./web-tools.ts";

const cached: CacheControlEphemeral = { type: "ephemeral" };

/**
 * The Messages API request for an answer. Tools and system prompt are one cached prefix, the standing
 * blocks up to the last memories a second one. Attachments stand behind all quoted blocks, and the last text
 * block of the first message is the asked text alone. What was `said` comes from this adapter and is sent back as it is.
 */
export function answerParams(request: AnswerRequest, offer: WebOffer): MessageCreateParamsStreaming {
  const said = request.rounds.map((round) => round.said);
  const tools = [...request.tools.map(toolParam), ...webTools(offer, said)];
  return {
    model: request.model,
    max_tokens: request.maxTokens,
    stream: true,
    ...(request.system === "" ? {} : { system: cachedSystem(request.system) }),
    ...(tools.length === 0 ? {} : { tools }),
    messages: [{ role: "user", content: askedContent(request) }, ...request.rounds.flatMap(roundMessages)],
  };
}

/** The same request, to go on after what was said so far. */
export function continuedParams(
  params: MessageCreateParamsStreaming,
  said: readonly ContentBlockParam[],
): MessageCreateParamsStreaming {
  if (said.length === 0) return params;
  return { ...params, messages: [...params.messages, { role: "assistant", content: [...said] }] };
}

/** A system prompt that is the same in many requests. */
export function cachedSystem(system: string): TextBlockParam[] {
  return [{ type: "text", text: system, cache_control: cached }];
}

function askedContent(request: AnswerRequest): ContentBlockParam[] {
  // The endpoint refuses text blocks without text.
  const blocks = request.blocks.filter((block) => block.text !== "");
  const lastStanding = blocks.findLastIndex(isStanding);
  const quoted = blocks.map((block, index): TextBlockParam => {
    const text: TextBlockParam = { type: "text", text: block.text };
    return index === lastStanding ? { ...text, cache_control: cached } : text;
  });
  return [...quoted, ...request.attachments.map(attachmentParam), { type: "text", text: request.asked }];
}

function isStanding(block: PromptBlock): boolean {
  return block.kind === "memories" || block.kind === "instructions";
}

function toolParam(tool: ToolDescription): Tool {
  return {
    name: tool.name,
    description: tool.description,
    input_schema: tool.parameters as Tool.InputSchema,
  };
}

function roundMessages(round: ToolRound): MessageParam[] {
  return [
    { role: "assistant", content: round.said as ContentBlockParam[] },
    {
      role: "user",
      content: round.results.map((result) => ({
        type: "tool_result",
        tool_use_id: result.call,
        content: result.text,
        ...(result.failed ? { is_error: true } : {}),
      })),
    },
  ];
}
