import { Anthropic, APIError } from "@anthropic-ai/sdk";
import { describe, expect, it, onTestFinished } from "vitest";
import { type MessagesServer, type MessagesServerOptions, startMessagesServer } from "./messages-server.ts";
import {
  cut,
  error,
  fetched,
  json,
  message,
  refusal,
  reset,
  searched,
  text,
  textPart,
  toolUse,
} from "./reply.ts";

async function start(
  script: MessagesServerOptions["script"],
  options: Omit<MessagesServerOptions, "script"> = {},
): Promise<{ readonly server: MessagesServer; readonly client: Anthropic }> {
  const server = await startMessagesServer({ script, ...options });
  onTestFinished(() => server.close());
  return { server, client: new Anthropic({ apiKey: "key", baseURL: server.url, maxRetries: 0 }) };
}

const plain: Anthropic.MessageCreateParamsNonStreaming = {
  model: "claude-sonnet-5-5",
  max_tokens: 100,
  messages: [{ role: "user", content: "Hello" }],
};

async function statusOf(url: string, path: string, init: RequestInit): Promise<number> {
  const response = await fetch(`${url}${path}`, init);
  await response.text();
  return response.status;
}

describe("a message of the fake server", () => {
  it("is the same for the SDK with and without a stream", async () => {
    const reply = message(
      [
        { type: "thinking", thinking: "Hm." },
        textPart(["Hello ", "there."]),
        { type: "tool_use", name: "search", input: { terms: ["a", "b"] } },
      ],
      "tool_use",
    );
    const { client } = await start([reply, reply]);
    const whole = await client.messages.create(plain);
    const streamed = await client.messages.stream(plain).finalMessage();
    const content = [
      { type: "thinking", thinking: "Hm.", signature: expect.any(String) },
      { type: "text", text: "Hello there." },
      { type: "tool_use", name: "search", input: { terms: ["a", "b"] } },
    ];
    expect(whole).toMatchObject({ stop_reason: "tool_use", content, usage: { output_tokens: 12 } });
    expect(streamed).toMatchObject({ stop_reason: "tool_use", content, usage: { output_tokens: 12 } });
  });

  it("is the same with server tools", async () => {
    const address = "https://example.com/";
    const reply = message(
      [
        ...searched("anything", [address]),
        ...searched("more", "max_uses_exceeded"),
        ...fetched(address, "A page."),
        textPart("Found.", address),
      ],
      "end_turn",
    );
    const { client } = await start([reply, reply]);
    const whole = await client.messages.create(plain);
    const streamed = await client.messages.stream(plain).finalMessage();
    for (const { content, usage } of [whole, streamed]) {
      expect(content.map(({ type }) => type)).toEqual([
        "server_tool_use",
        "web_search_tool_result",
        "server_tool_use",
        "web_search_tool_result",
        "server_tool_use",
        "web_fetch_tool_result",
        "text",
      ]);
      expect(content[0]).toMatchObject({ input: { query: "anything" } });
      expect(content[1]).toMatchObject({ tool_use_id: content[0] && "id" in content[0] && content[0].id });
      expect(content[6]).toMatchObject({
        citations: [{ type: "web_search_result_location", url: address }],
      });
      expect(usage.server_tool_use).toEqual({ web_search_requests: 1, web_fetch_requests: 1 });
    }
  });

  it("says why it stopped", async () => {
    const { client } = await start([refusal(), cut("Hel"), json({ a: 1 })]);
    expect(await client.messages.create(plain)).toMatchObject({
      stop_reason: "refusal",
      stop_details: { type: "refusal" },
      content: [],
    });
    expect(await client.messages.stream(plain).finalMessage()).toMatchObject({ stop_reason: "max_tokens" });
    expect(await client.messages.create(plain)).toMatchObject({ content: [{ text: '{"a":1}' }] });
  });

  it("breaks off where it is told to", async () => {
    const { client } = await start([reset(["Hello"]), reset(["Hello"])]);
    await expect(client.messages.stream(plain).finalMessage()).rejects.toThrow();
    await expect(client.messages.create(plain)).rejects.toThrow();
  });

  it("is an error with a code and headers where it is told to be", async () => {
    const limit = error(
      429,
      "rate_limit_error",
      { "retry-after": "7" },
      { errorCode: "ramp_limit_exceeded" },
    );
    const { client } = await start([limit]);
    const failure = await client.messages.create(plain).catch((caught: unknown) => caught);
    expect(failure).toBeInstanceOf(Anthropic.RampLimitExceededError);
    expect(failure instanceof APIError && failure.headers?.get("retry-after")).toBe("7");
  });

  it("is refused once nothing more is scripted", async () => {
    const { client } = await start([]);
    await expect(client.messages.create(plain)).rejects.toThrow("Nothing is scripted.");
  });
});

const pngSource = { type: "base64", media_type: "image/png", data: "iVBORw0KGgoAAAAA" } as const;
const pdfSource = { type: "base64", media_type: "application/pdf", data: "JVBERi0xLjcK" } as const;

describe("images and documents before the fake server", () => {
  it("are taken, and cost what they show and not what their bytes weigh", async () => {
    const { client } = await start([text("A chart.")]);
    const content = (data: string): Anthropic.Messages.ContentBlockParam[] => [
      { type: "image", source: { ...pngSource, data } },
      { type: "document", source: pdfSource, title: "report.pdf" },
      { type: "text", text: "What is it?" },
    ];
    const ask = (data: string): (typeof plain)["messages"] => [{ role: "user", content: content(data) }];
    expect(await client.messages.create({ ...plain, messages: ask(pngSource.data) })).toMatchObject({
      content: [{ text: "A chart." }],
    });
    const tokens = async (data: string) =>
      (await client.messages.countTokens({ model: plain.model, messages: ask(data) })).input_tokens;
    expect(await tokens(pngSource.data.padEnd(4_000_000, "A"))).toBe(await tokens(pngSource.data));
    expect(await tokens(pngSource.data)).toBeGreaterThan(1_600);
  });
});

describe("what the fake server refuses", () => {
  const tools = [{ name: "search", input_schema: { type: "object" } }];
  const call = { role: "assistant", content: [{ type: "tool_use", id: "a", name: "search", input: {} }] };
  const result = { role: "user", content: [{ type: "tool_result", tool_use_id: "a", content: "b" }] };
  const [ask] = plain.messages;
  const search = { type: "web_search_20250305", name: "web_search", max_uses: 1 };
  const named = { type: "only", tools: [{ type: "tool_reference", name: "web_search" }] };
  const webFetch = {
    type: "web_fetch_20250910",
    name: "web_fetch",
    url_sources: { server_tool_results: named },
  };
  const webUse = {
    role: "assistant",
    content: [{ type: "server_tool_use", id: "a", name: "web_search", input: {} }],
  };
  const webResult = {
    role: "assistant",
    content: [
      {
        type: "web_search_tool_result",
        tool_use_id: "a",
        content: [{ type: "web_search_result", url: "https://example.com/", encrypted_content: "b" }],
      },
    ],
  };
  const image = (about: object) => media({ type: "image", source: pngSource }, about);
  const document = (about: object) => media({ type: "document", source: pdfSource }, about);
  const media = (block: object, about: object) => ({
    messages: [
      {
        role: "user",
        content: [
          { ...block, ...about },
          { type: "text", text: "What is it?" },
        ],
      },
    ],
  });
  const ofPng = (about: object) => image({ source: { ...pngSource, ...about } });
  const cached = { type: "text", text: "a", cache_control: { type: "ephemeral" } };

  it.each([
    ["no length limit", { max_tokens: undefined }],
    ["no messages", { messages: [] }],
    ["a message without content", { messages: [{ role: "user", content: [] }] }],
    ["an empty text", { messages: [{ role: "user", content: [{ type: "text", text: "" }] }] }],
    ["an unknown role", { messages: [{ role: "robot", content: "a" }] }],
    ["an assistant who begins", { messages: [call, result], tools }],
    ["a prefilled answer", { messages: [ask, { role: "assistant", content: "I" }] }],
    ["a temperature", { temperature: 0.5 }],
    ["a thinking budget", { thinking: { type: "enabled", budget_tokens: 2_000 } }],
    ["an unknown field", { colour: "red" }],
    ["five cache breakpoints", { messages: [{ role: "user", content: Array(5).fill(cached) }] }],
    ["a result without its call", { messages: [ask, result], tools }],
    ["a call without its result", { messages: [ask, call, ask], tools }],
    ["calls without tools", { messages: [ask, call, result] }],
    [
      "a call with an input that is no object",
      {
        messages: [ask, { role: "assistant", content: [{ ...call.content[0], input: "a" }] }, result],
        tools,
      },
    ],
    [
      "thinking that was changed",
      {
        messages: [
          ask,
          { role: "assistant", content: [{ type: "thinking", thinking: "a", signature: "b" }] },
          ask,
        ],
      },
    ],
    ["two tools of one name", { tools: [search, search] }],
    ["a server tool that it does not know", { tools: [{ ...search, type: "web_search_19991231" }] }],
    ["a server tool by another name", { tools: [{ ...search, name: "search" }] }],
    ["a server tool with an unknown field", { tools: [{ ...search, colour: "red" }] }],
    ["a search that may not be used", { tools: [{ ...search, max_uses: 0 }] }],
    ["a fetch from an undeclared tool's results", { tools: [webFetch] }],
    ["a result of a search that was never made", { tools: [search], messages: [ask, webResult, ask] }],
    ["uses of a tool that is not offered", { messages: [ask, webUse, ask] }],
    [
      "a search result that was changed",
      {
        tools: [search],
        messages: [ask, { ...webUse, content: [...webUse.content, ...webResult.content] }, ask],
      },
    ],
    ["a person who searches", { tools: [search], messages: [{ ...webUse, role: "user" }] }],
    ["an image of a type that it does not know", ofPng({ media_type: "image/heic" })],
    ["an image that is of another type", ofPng({ media_type: "image/jpeg" })],
    ["an image without bytes", ofPng({ data: "" })],
    ["an image that is no base64", ofPng({ data: "not base64!" })],
    ["an image above 5 MB of base64", ofPng({ data: `${pngSource.data}${"A".repeat(5 * 1024 * 1024)}` })],
    ["an image from an unknown place", ofPng({ type: "path" })],
    ["an image with a name", image({ title: "photo.png" })],
    ["a document that is no PDF", document({ source: { ...pdfSource, data: pngSource.data } })],
    ["a document of another type", document({ source: { ...pdfSource, media_type: "text/plain" } })],
    ["a document with an empty title", document({ title: "" })],
    [
      "an image that the assistant says",
      { messages: [ask, { role: "assistant", content: [{ type: "image", source: pngSource }] }, ask] },
    ],
    ["an image in the system prompt", { system: [{ type: "image", source: pngSource }] }],
    ["an open schema", { output_config: { format: { type: "json_schema", schema: { type: "object" } } } }],
    [
      "a schema with lengths",
      {
        output_config: { format: { type: "json_schema", schema: { type: "string", maxLength: 5 } } },
      },
    ],
  ])("is %s", async (_name, about) => {
    const { server } = await start([text("Hello")]);
    const status = await statusOf(server.url, "/v1/messages", {
      method: "POST",
      headers: { authorization: "Bearer key", "anthropic-version": "2023-06-01" },
      body: JSON.stringify({ ...plain, ...about }),
    });
    expect(status).toBe(400);
    expect(server.asked).toHaveLength(0);
  });

  it("is a stranger, an unknown model, an unknown place and too much", async () => {
    const { server, client } = await start([], { models: ["claude-opus-5-5"], maxBodyBytes: 500 });
    const body = JSON.stringify(plain);
    expect(await statusOf(server.url, "/v1/messages", { method: "POST", body })).toBe(401);
    await expect(client.messages.create(plain)).rejects.toMatchObject({ status: 404 });
    await expect(client.get("/v1/else")).rejects.toMatchObject({ status: 404 });
    const long: typeof plain = { ...plain, messages: [{ role: "user", content: "a".repeat(600) }] };
    await expect(client.messages.create(long)).rejects.toMatchObject({ status: 413 });
  });

  it("is not a round of tools as it should be", async () => {
    const { client } = await start([toolUse("search", {}), text("Done.")]);
    const first = await client.messages.create({
      ...plain,
      tools: [{ name: "search", input_schema: { type: "object" } }],
    });
    const results = first.content.flatMap((block) =>
      block.type === "tool_use"
        ? [{ type: "tool_result" as const, tool_use_id: block.id, content: "Nothing." }]
        : [],
    );
    const second = await client.messages.create({
      ...plain,
      tools: [{ name: "search", input_schema: { type: "object" } }],
      messages: [
        ...plain.messages,
        { role: "assistant", content: first.content },
        { role: "user", content: results },
      ],
    });
    expect(second.content).toMatchObject([{ text: "Done." }]);
  });
});

describe("what else the fake server answers", () => {
  it("is the number of tokens", async () => {
    const { client } = await start([]);
    const { max_tokens: _left, ...counted } = plain;
    const { input_tokens } = await client.messages.countTokens(counted);
    expect(input_tokens).toBeGreaterThan(0);
  });

  it("is the list of models", async () => {
    const { client } = await start([], { models: ["claude-opus-5-5"] });
    expect((await client.models.list()).data).toMatchObject([{ id: "claude-opus-5-5" }]);
    expect(await client.models.retrieve("claude-opus-5-5")).toMatchObject({ type: "model" });
    await expect(client.models.retrieve("claude-else")).rejects.toMatchObject({ status: 404 });
  });
});
