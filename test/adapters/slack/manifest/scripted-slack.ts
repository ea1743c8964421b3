import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What a method is answered with; null leaves it without an answer. */
export type Script = Readonly<Record<string, object | null>>;

/** What `auth.test` says of a bot that is installed as it should be. */
export const goodIdentity = {
  ok: true,
  url: "https://example.slack.com/",
  team: "Example",
  team_id: "T0TEAM",
  user: "reverie",
  user_id: "U0REVERIE",
  bot_id: "B0REVERIE",
};

/**
 * A server that answers Slack's methods as written, for answers that a workspace in order never gives. Gives
 * its address for SLACK_API_URL, and a promise for each method that ends when it is first called.
 */
export async function openScriptedSlack(script: Script) {
  const called = new Map(Object.keys(script).map((method) => [method, Promise.withResolvers<void>()]));
  const server = createServer((request, response) => {
    const method = (request.url ?? "").split("/").at(-1) ?? "";
    called.get(method)?.resolve();
    answer(response, script[method] ?? (method in script ? null : { ok: false, error: "unknown_method" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    isCalled: (method: string) => called.get(method)?.promise,
  };
}

function answer(response: ServerResponse, body: object | null): void {
  if (body === null) return;
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
