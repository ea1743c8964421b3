import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Anthropic } from "@anthropic-ai/sdk";
import { expect, it, onTestFinished } from "vitest";

async function startServing(): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const path = fileURLToPath(new URL("./serve.ts", import.meta.url));
  const child = spawn(process.execPath, [path], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const [chunk] = await once(child.stdout, "data");
  return { url: String(chunk).trim(), child };
}

it("serves in a process of its own, and says which memories it was given", async () => {
  const { url, child } = await startServing();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const client = new Anthropic({ apiKey: "key", baseURL: url, maxRetries: 0 });
  const base = { model: "claude-sonnet-5-5", max_tokens: 100 };
  const block = (text: string) => ({ type: "text" as const, text });

  const answer = await client.messages.create({
    ...base,
    messages: [
      { role: "user", content: [block("<memories>\n[1] Ship on Fridays.\n</memories>"), block("When?")] },
    ],
  });
  expect(answer.content).toMatchObject([{ text: "You asked: When?\n\nI was given:\n[1] Ship on Fridays." }]);

  const without = await client.messages.create({ ...base, messages: [{ role: "user", content: "When?" }] });
  expect(without.content).toMatchObject([{ text: "You asked: When?\n\nI was given no memories." }]);

  const schema = { type: "object", properties: {}, required: [], additionalProperties: false };
  const reflection = await client.messages.create({
    ...base,
    messages: [{ role: "user", content: "Audience: team" }],
    output_config: { format: { type: "json_schema", schema } },
  });
  expect(reflection.content).toMatchObject([{ text: '{"changes":[],"watch":[]}' }]);

  child.kill();
  expect(await once(child, "exit")).toEqual([null, "SIGTERM"]);
});
