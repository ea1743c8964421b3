import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  type AnthropicModelOptions,
  createAnthropicModel,
} from "../../../src/adapters/anthropic/anthropic-model.ts";
import { modelContract } from "../../contracts/model-contract.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { startMessagesServer } from "../../fakes/messages-server/messages-server.ts";
import {
  json,
  message,
  type Reply,
  refusal,
  searched,
  text,
  textPart,
  toolUse,
} from "../../fakes/messages-server/reply.ts";
import type { Script } from "../../fakes/messages-server/script.ts";
import { answerRequest, noAbort, readAnswer, startWorld } from "./model-world.ts";

function makeModel(about: Partial<AnthropicModelOptions>) {
  return createAnthropicModel({
    apiKey: null,
    baseUrl: null,
    answerModel: null,
    dreamModel: null,
    clock: createManualClock(0),
    log: createSilentLog(),
    ...about,
  });
}

/** Says something about each request, uses a tool or the web where it is offered, and refuses one audience. */
const talkative: Script = (body): Reply => {
  const said = JSON.stringify(body.messages);
  if (body.output_config?.format) return said.includes("channel general") ? refusal() : json({ said });
  const results = said.includes("tool_result");
  const isOffered = (name: string) => body.tools?.some((tool) => "name" in tool && tool.name === name);
  if (isOffered("search_history") && !results) return toolUse("search_history", { words: "ship" });
  if (isOffered("web_search")) {
    const page = "https://example.com/";
    return message([...searched("ship", [page]), textPart("On Fridays.", page)], "end_turn");
  }
  return results ? text("Done.") : text(["You said ", said]);
};

modelContract("the model over the Messages API", async () => {
  const server = await startMessagesServer({ script: talkative });
  return { model: makeModel({ baseUrl: server.url }), close: () => server.close() };
});

describe("the models by default", () => {
  it("are Sonnet for answers and Opus for dreams", () => {
    expect(makeModel({ apiKey: "key" }).defaults).toEqual({
      answers: "claude-sonnet-5-5",
      dreams: "claude-opus-5-5",
    });
  });

  it("are the named ones", () => {
    const named = makeModel({
      apiKey: "key",
      answerModel: "claude-haiku-5-5",
      dreamModel: "claude-fable-5-2",
    });
    expect(named.defaults).toEqual({ answers: "claude-haiku-5-5", dreams: "claude-fable-5-2" });
    expect(makeModel({ apiKey: "key", answerModel: "claude-haiku-5-5" }).defaults).toEqual({
      answers: "claude-haiku-5-5",
      dreams: "claude-opus-5-5",
    });
  });

  it("are the one named one for a server without a key", () => {
    const local = { baseUrl: "http://127.0.0.1:11434" };
    const both = { answers: "qwen", dreams: "qwen" };
    expect(makeModel({ ...local, answerModel: "qwen" }).defaults).toEqual(both);
    expect(makeModel({ ...local, dreamModel: "qwen" }).defaults).toEqual(both);
  });
});

describe("a server without a key", () => {
  it("gets a token that says nothing", async () => {
    const { server } = await startWorld([text("Hello.")]);
    const model = makeModel({ baseUrl: `${server.url}/` });
    await readAnswer(model.answer(answerRequest(), noAbort()));
    expect(server.requests[0]?.headers.authorization).toBe("Bearer none");
  });
});

describe("the SDK", () => {
  it("prints nothing, whatever its environment asks for", async () => {
    vi.stubEnv("ANTHROPIC_LOG", "debug");
    onTestFinished(() => void vi.unstubAllEnvs());
    const levels = ["debug", "info", "log", "warn", "error"] as const;
    const spies = levels.map((level) => vi.spyOn(console, level).mockImplementation(() => undefined));
    onTestFinished(() => void vi.restoreAllMocks());
    const { model } = await startWorld([text("Hello.")]);
    await readAnswer(model.answer(answerRequest(), noAbort()));
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });
});

describe("the small print", () => {
  it("does not name the model", () => {
    expect(makeModel({ apiKey: "key" }).label).toBe("");
  });
});
