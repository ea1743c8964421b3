import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { openLine } from "../../../../src/adapters/slack/receive/open-line.ts";
import { LinkDisabled } from "../../../../src/adapters/slack/receive/socket-trouble.ts";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import { createSilentLog } from "../../../doubles/silent-log.ts";

const nobody = () => undefined;

/** A Slack whose answer to the wish for a connection, and whose first words on it, are the test's. */
async function openEntrance(greeting: object, permitted: Promise<void>) {
  const server = createServer(async (_request, response) => {
    await permitted;
    const { port } = server.address() as AddressInfo;
    const body = { ok: true, url: `ws://127.0.0.1:${port}/link` };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const sockets = new WebSocketServer({ server });
  const connected = once(sockets, "connection").then(([socket]) => {
    (socket as WebSocket).send(JSON.stringify(greeting));
    return socket as WebSocket;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const apiUrl = `http://127.0.0.1:${port}/api/`;
  return { connected, options: { appToken: "xapp-1", apiUrl, log: createSilentLog() } };
}

it("A8: says that Socket Mode is switched off, and leaves nothing open", async () => {
  const farewell = { type: "disconnect", reason: "link_disabled" };
  const { connected, options } = await openEntrance(farewell, Promise.resolve());
  const opened = openLine(options, createManualClock(0), nobody, 15_000);
  await expect(opened).rejects.toBeInstanceOf(LinkDisabled);
  const socket = await connected;
  if (socket.readyState !== socket.CLOSED) await once(socket, "close");
});

it("closes a line that comes to stand when nobody waits for it any more", async () => {
  const permit = Promise.withResolvers<void>();
  const { connected, options } = await openEntrance({ type: "hello" }, permit.promise);
  const clock = createManualClock(0);
  const opened = openLine(options, clock, nobody, 5000);
  const refused = expect(opened).rejects.toThrow("did not stand in time");
  await clock.advance(5000);
  await refused;
  permit.resolve();
  const socket = await connected;
  if (socket.readyState !== socket.CLOSED) await once(socket, "close");
});
