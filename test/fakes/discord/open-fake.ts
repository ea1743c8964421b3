import { once } from "node:events";
import {
  Client,
  DiscordAPIError,
  GatewayIntentBits as intents,
  Options,
  Partials,
  REST,
  type RESTOptions,
} from "discord.js";
import { expect, onTestFinished } from "vitest";
import WebSocket from "ws";
import { createManualClock, type ManualClock } from "../../doubles/manual-clock.ts";
import type { JsonObject } from "../messages-server/json-value.ts";
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from "./fake-discord.ts";

/** A fake whose time stands still, with the vendor's client for its REST API. It closes when the test is over. */
export async function openFake(
  options: Omit<FakeDiscordOptions, "time"> = {},
): Promise<{ readonly fake: FakeDiscord; readonly rest: REST; readonly clock: ManualClock }> {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const fake = await startFakeDiscord({ ...options, time: clock });
  onTestFinished(async () => {
    await fake.close();
    // What the fake says of itself has to be Discord's, in every test.
    expect(fake.world.records.ownFaults).toEqual([]);
  });
  return { fake, rest: restOf(fake), clock };
}

/** The vendor's client for REST, which tries once. */
export function restOf(fake: FakeDiscord, token = fake.token): REST {
  const rest = new REST({ api: fake.apiUrl, version: "10", retries: 0, rejectOnRateLimit: () => true });
  return rest.setToken(token);
}

/** What a call is refused with: Discord's code, the places of a form that it names, or what broke. */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "ok";
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) return String(error);
    const { errors } = error.rawError as { errors?: object };
    const places = errors ? placesOf(errors, "") : [];
    return [error.code, ...places].join(" ");
  }
}

function placesOf(errors: object, path: string): string[] {
  return Object.entries(errors).flatMap(([key, value]) =>
    key === "_errors" ? [path] : placesOf(value, path === "" ? key : `${path}.${key}`),
  );
}

/**
 * The SDK's own way shares a dispatcher with whatever version of undici was loaded first in the process, and another
 * version takes no form with files.
 */
const byFetch: RESTOptions["makeRequest"] = (url, init) => fetch(url, init as unknown as RequestInit);

/** What the bot asks to be told of. */
export const usualIntents = [
  intents.Guilds,
  intents.GuildMessages,
  intents.MessageContent,
  intents.DirectMessages,
  intents.GuildMessageReactions,
];

/** The vendor's client, logged in and ready. It goes when the test is over. */
export async function connect(
  fake: FakeDiscord,
  given: readonly number[] = usualIntents,
): Promise<Client<true>> {
  const client = new Client({
    intents: [...given],
    partials: [Partials.Channel, Partials.Message],
    rest: { api: fake.apiUrl, retries: 0, makeRequest: byFetch },
    makeCache: Options.cacheEverything(),
    allowedMentions: { parse: [] },
  });
  onTestFinished(() => client.destroy());
  const ready = once(client, "clientReady");
  await client.login(fake.token);
  await ready;
  if (!client.isReady()) throw new Error("The client is not ready");
  return client;
}

/** A packet of the gateway. */
export interface GatewayPacket {
  readonly op: number;
  readonly t: string | null;
  readonly s: number | null;
  readonly d: JsonObject | null;
}

/** A connection to the gateway without the vendor's client. */
export interface RawConnection {
  readonly packets: readonly GatewayPacket[];
  send(packet: object | string): void;
  /** Resolves with the first packet that fits. */
  heard(fits: (packet: GatewayPacket) => boolean): Promise<GatewayPacket>;
  /** Resolves with the code by which the fake closes it. */
  readonly closed: Promise<number>;
  close(code: number): void;
}

/** Opens a connection to the gateway by hand. It goes when the test is over. */
export async function openRaw(fake: FakeDiscord): Promise<RawConnection> {
  const socket = new WebSocket(
    `${fake.apiUrl.replace("http", "ws").replace("/api", "")}/gateway?v=10&encoding=json`,
  );
  onTestFinished(() => socket.terminate());
  const packets: GatewayPacket[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (data) => {
    packets.push(JSON.parse(String(data)));
    for (const look of [...waiting]) look();
  });
  const closed = once(socket, "close").then(([code]) => Number(code));
  await once(socket, "open");
  return {
    packets,
    send: (packet) => socket.send(typeof packet === "string" ? packet : JSON.stringify(packet)),
    heard: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = packets.find(fits);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    closed,
    close: (code) => socket.close(code),
  };
}

/** The packet that starts a session. */
export function identify(fake: FakeDiscord, more: object = {}): object {
  const bits = usualIntents.reduce((sum, bit) => sum | bit, 0);
  return { op: 2, d: { token: fake.token, intents: bits, properties: { os: "linux" }, ...more } };
}
