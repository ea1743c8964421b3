import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Client, REST, Routes } from "discord.js";
import { expect, it, onTestFinished } from "vitest";

it("serves in a process of its own, and is driven over HTTP", async () => {
  const path = fileURLToPath(new URL("./serve.ts", import.meta.url));
  const settings = JSON.stringify({ guilds: ["Example", "Other"] });
  const child = spawn(process.execPath, [path, settings], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const [chunk] = await once(child.stdout, "data");
  const { apiUrl, controlUrl, token, applicationId } = JSON.parse(String(chunk));
  const control = async (name: string, given: object = {}) => {
    const response = await fetch(`${controlUrl}${name}`, { method: "POST", body: JSON.stringify(given) });
    const result: unknown = response.ok ? await response.json() : await response.text();
    return { status: response.status, result };
  };
  const rest = new REST({ api: apiUrl, retries: 0 }).setToken(token);

  expect(await rest.get(Routes.user())).toMatchObject({ id: applicationId, bot: true });
  expect(await rest.get(Routes.userGuilds())).toHaveLength(2);
  const { result } = await control("say", { person: "ana", channel: "general", text: "hello" });
  const said = result as { readonly id: string; readonly channel: string };
  const body = { content: "hi", message_reference: { message_id: said.id } };
  await rest.post(Routes.channelMessages(said.channel), { body });
  expect((await control("messages", { channel: "general" })).result).toMatchObject([
    { content: "hello", isByBot: false },
    { content: "hi", isByBot: true, replyTo: said.id },
  ]);
  await rest.put(Routes.applicationCommands(applicationId), {
    body: [{ name: "reverie", description: "Talk" }],
  });
  const client = new Client({ intents: [], rest: { api: apiUrl } });
  onTestFinished(() => client.destroy());
  client.on("interactionCreate", (interaction) => {
    if (interaction.isRepliable()) void interaction.reply("Done");
  });
  await client.login(token);
  expect((await control("connected", { count: 1 })).status).toBe(200);
  expect((await control("command", { person: "ana", channel: "general", text: "" })).result).toMatchObject({
    answer: { type: "message", message: { content: "Done" } },
  });
  await control("failNext", { route: "*", as: { type: "status", status: 503 } });
  await expect(rest.get(Routes.user())).rejects.toThrow("Service Unavailable");
  expect((await control("records")).result).toMatchObject({
    calls: [
      { route: "/users/@me" },
      {},
      { method: "POST", status: 200 },
      {},
      {},
      { status: 204 },
      { status: 503 },
    ],
    failedInteractions: [],
    ownFaults: [],
  });
  expect(await control("say", { person: "nobody", channel: "general", text: "x" })).toMatchObject({
    status: 400,
    result: expect.stringContaining("There is no person nobody"),
  });
  expect(await control("constructor")).toMatchObject({ status: 404 });
  expect((await fetch(`${apiUrl}/v9/users/@me`)).status).toBe(404);
});
