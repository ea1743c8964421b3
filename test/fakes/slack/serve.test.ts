import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { WebClient } from "@slack/web-api";
import { expect, it, onTestFinished } from "vitest";

interface Controlled {
  readonly status: number;
  readonly result: unknown;
}

it("serves in a process of its own, and is driven over HTTP", async () => {
  const path = fileURLToPath(new URL("./serve.ts", import.meta.url));
  const child = spawn(process.execPath, [path], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const [chunk] = await once(child.stdout, "data");
  const { apiUrl, controlUrl, botToken } = JSON.parse(String(chunk));
  const control = async (name: string, given: object = {}): Promise<Controlled> => {
    const response = await fetch(`${controlUrl}${name}`, { method: "POST", body: JSON.stringify(given) });
    return { status: response.status, result: response.ok ? await response.json() : await response.text() };
  };
  const client = new WebClient(botToken, { slackApiUrl: apiUrl, retryConfig: { retries: 0 } });

  const { result } = await control("say", { person: "ana", channel: "general", text: "hello" });
  const said = result as { readonly ts: string };
  expect(said).toMatchObject({ channel: "C0GENERAL", events: [expect.stringMatching(/^Ev/u)] });
  await client.chat.postMessage({ channel: "C0GENERAL", text: "hi", thread_ts: said.ts });
  const { result: thread } = await control("messages", { channel: "general", thread: said.ts });
  expect(thread).toMatchObject([
    { text: "hello", isByBot: false },
    { text: "hi", isByBot: true },
  ]);
  expect(await control("records")).toMatchObject({
    status: 200,
    result: { calls: [{ method: "chat.postMessage" }] },
  });
  expect(await control("say", { person: "nobody", channel: "general", text: "x" })).toMatchObject({
    status: 400,
    result: expect.stringContaining("There is no person nobody"),
  });
  expect(await control("constructor")).toMatchObject({ status: 404 });

  child.kill();
  expect(await once(child, "exit")).toEqual([null, "SIGTERM"]);
});
