import { createServer } from "node:http";
import { close, listen } from "../loopback.ts";
import { type FakeTime, realTime } from "../slack/fake-time.ts";
import { Faults } from "./faults.ts";
import { Gateway } from "./gateway/gateway.ts";
import { createControls } from "./http/controls.ts";
import { route } from "./http/routes.ts";
import { app } from "./world/identity.ts";
import { createState, type Settings } from "./world/state.ts";
import { createWorld, type World } from "./world.ts";

/** How a fake starts. */
export interface FakeDiscordOptions {
  /** The machine's own without it. A manual clock fits. */
  readonly time?: FakeTime;
  /** What owners of the app and of servers have set; what is not named is as usual. */
  readonly settings?: Partial<Settings>;
}

/** A running fake of Discord. */
export interface FakeDiscord {
  /** The base of the REST API, before the version: what discord.js takes as `rest.api`. */
  readonly apiUrl: string;
  /** `POST <controlUrl><name>` does the act of that name. */
  readonly controlUrl: string;
  readonly token: string;
  readonly applicationId: string;
  /** What people do and see. */
  readonly world: World;
  /** The sessions, and what is sent to them: order, repetition, ends. */
  readonly gateway: Gateway;
  /** What goes wrong at will. */
  readonly faults: Faults;
  /** Stops, and breaks off whatever is still open. Harmless when it has stopped. */
  close(): Promise<void>;
}

/** Starts a Discord on a free port of the loopback, with servers of some people and channels. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const state = createState(options.time ?? realTime(), options.settings ?? {});
  const gateway = new Gateway(state);
  const faults = new Faults(state);
  const sender = { state, gateway };
  const world = createWorld(sender);
  const parts = { sender, faults, controls: createControls(world, gateway, faults) };
  const server = createServer((request, response) => {
    route(parts, request, response).catch((error) => {
      // The client sees that the fake is broken, and the records say why.
      state.records.ownFaults.push(String(error));
      response.destroy();
    });
  });
  server.on("upgrade", (request, stream, head) => gateway.upgrade(request, stream, head));
  state.baseUrl = await listen(server);
  return {
    apiUrl: `${state.baseUrl}/api`,
    controlUrl: `${state.baseUrl}/_control/`,
    token: state.token,
    applicationId: app.id,
    world,
    gateway,
    faults,
    close: async () => {
      gateway.shut();
      if (server.listening) await close(server);
    },
  };
}
