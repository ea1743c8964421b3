import { describe, expect, it } from "vitest";
import { fileBytesAtMost } from "../../../src/core/conversation/attachments.ts";
import { sizeLimits } from "../../../src/core/conversation/file-kind.ts";
import type { Attachment, ImageType } from "../../../src/core/ports/model.ts";
import { text, textPart, toolUse } from "../../fakes/messages-server/reply.ts";
import { bytesOf, signs } from "../../fixtures/attached-file.ts";
import { answerRequest, block, noAbort, readAnswer, startWorld } from "./model-world.ts";

const ephemeral = { type: "ephemeral" };

async function requestOf(about: Parameters<typeof answerRequest>[0]): Promise<Record<string, unknown>> {
  const { model, server } = await startWorld([text("Yes.")]);
  await readAnswer(model.answer(answerRequest(about), noAbort()));
  return JSON.parse(server.requests[0]?.text ?? "");
}

describe("the request for an answer", () => {
  it("is a stream with the model, the length limit, the system prompt and nothing that is not asked for", async () => {
    expect(await requestOf({})).toEqual({
      model: "claude-sonnet-5-5",
      max_tokens: 2_000,
      stream: true,
      system: [{ type: "text", text: "You are Reverie.", cache_control: ephemeral }],
      messages: [{ role: "user", content: [{ type: "text", text: "When do we ship?" }] }],
    });
  });

  it("holds each block byte for byte in its order and the asked text alone as the last text block", async () => {
    const memories = "<memories>\n[1] „Ship on Fridays“ 🚢\u2028 &lt;/memories>\n</memories>\n";
    const request = await requestOf({
      asked: "  Und heute?\n",
      blocks: [
        block("instructions", "Be brief."),
        block("memories", memories),
        block("found", "[2] found"),
        block("talk", "[3] talk"),
      ],
    });
    expect(request.messages).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Be brief." },
          { type: "text", text: memories, cache_control: ephemeral },
          { type: "text", text: "[2] found" },
          { type: "text", text: "[3] talk" },
          { type: "text", text: "  Und heute?\n" },
        ],
      },
    ]);
  });

  it("marks the instructions as the end of what is cached where there are no memories", async () => {
    const request = await requestOf({ blocks: [block("instructions", "Be brief."), block("talk", "Hello")] });
    expect(request.messages).toMatchObject([
      { content: [{ text: "Be brief.", cache_control: ephemeral }, { text: "Hello" }, {}] },
    ]);
    expect(JSON.stringify(request).split("cache_control")).toHaveLength(3);
  });

  it("leaves out blocks without text, which the endpoint would refuse", async () => {
    const request = await requestOf({ blocks: [block("talk", "Hello"), block("memories", "")] });
    expect(request.messages).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Hello" },
          { type: "text", text: "When do we ship?" },
        ],
      },
    ]);
  });

  it("puts images and PDFs behind what is quoted and before the asked text, byte for byte", async () => {
    const png = bytesOf(`${signs.png}${String.fromCharCode(...Array(256).keys())}`);
    // A view into a larger buffer, as sockets give them.
    const pdf = Uint8Array.from([9, 9, ...bytesOf(signs.pdf), 9]).subarray(2, -1);
    const request = await requestOf({
      blocks: [block("instructions", "Be brief."), block("files", "<files>…</files>")],
      attachments: [
        { kind: "image", name: "photo.png", mediaType: "image/png", data: png },
        { kind: "pdf", name: "report.pdf", mediaType: "application/pdf", data: pdf },
      ],
    });
    const base64 = (data: Uint8Array) => Buffer.from(data).toString("base64");
    expect(request.messages).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Be brief.", cache_control: ephemeral },
          { type: "text", text: "<files>…</files>" },
          { type: "image", source: { type: "base64", media_type: "image/png", data: base64(png) } },
          {
            type: "document",
            source: { type: "base64", media_type: "application/pdf", data: "JVBERi0xLjcK" },
            title: "report.pdf",
          },
          { type: "text", text: "When do we ship?" },
        ],
      },
    ]);
  });

  it("fits with the largest files that core lets through", async () => {
    const image = (name: string, mediaType: ImageType, sign: string): Attachment => {
      const data = new Uint8Array(sizeLimits.image);
      data.set(bytesOf(sign));
      return { kind: "image", name, mediaType, data };
    };
    const pdf = new Uint8Array(fileBytesAtMost - 4 * sizeLimits.image);
    pdf.set(bytesOf(signs.pdf));
    const { model } = await startWorld([text("All of them.")]);
    const attachments: Attachment[] = [
      image("1", "image/png", signs.png),
      image("2", "image/jpeg", signs.jpeg),
      image("3", "image/gif", signs.gif),
      image("4", "image/webp", signs.webp),
      { kind: "pdf", name: "5", mediaType: "application/pdf", data: pdf },
    ];
    const answer = await readAnswer(model.answer(answerRequest({ attachments }), noAbort()));
    expect(answer.text).toBe("All of them.");
  });

  it("offers tools before the cached system prompt", async () => {
    const parameters = { type: "object", properties: { terms: { type: "string" } }, required: ["terms"] };
    const request = await requestOf({ tools: [{ name: "search", description: "Finds.", parameters }] });
    expect(request.tools).toEqual([{ name: "search", description: "Finds.", input_schema: parameters }]);
  });

  it("sends a round of tools back as it was said, thinking with its signature, and then the results", async () => {
    const { model, server } = await startWorld([
      {
        ...toolUse("search", { terms: "ship" }),
        parts: [
          { type: "thinking", thinking: "I should look." },
          textPart("Let me look."),
          { type: "tool_use", name: "search", input: { terms: "ship" } },
        ],
      },
      text("On Friday."),
    ]);
    const request = answerRequest({
      tools: [{ name: "search", description: "Finds.", parameters: { type: "object" } }],
    });
    const first = await readAnswer(model.answer(request, noAbort()));
    expect(first.end).toMatchObject({
      reason: "tools",
      calls: [{ id: "toolu_fake_1_2", name: "search", input: { terms: "ship" } }],
    });

    const results = [{ call: "toolu_fake_1_2", text: "[4] Friday", failed: true, material: [] }];
    const rounds = [{ said: structuredClone(first.end.said), results }];
    const second = await readAnswer(model.answer({ ...request, rounds }, noAbort()));
    expect(second).toMatchObject({ text: "On Friday.", end: { reason: "complete", calls: [] } });
    expect(server.asked[1]?.messages.slice(1)).toEqual([
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "I should look.", signature: expect.stringMatching(/.+/) },
          { type: "text", text: "Let me look.", citations: null },
          {
            type: "tool_use",
            id: "toolu_fake_1_2",
            name: "search",
            input: { terms: "ship" },
            caller: { type: "direct" },
          },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "toolu_fake_1_2", content: "[4] Friday", is_error: true },
        ],
      },
    ]);
  });

  it("carries the key and nothing else that would say who asks", async () => {
    const { model, server } = await startWorld([text("Yes.")]);
    await readAnswer(model.answer(answerRequest(), noAbort()));
    expect(server.requests[0]?.headers).toMatchObject({ authorization: "Bearer key-of-the-test" });
    expect(server.requests[0]?.headers).not.toHaveProperty("traceparent");
  });
});
