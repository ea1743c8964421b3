import { createServer } from "node:http";
import { close, listen } from "../loopback.ts";
import { HttpPush } from "./delivery/http-push.ts";
import { Outbox } from "./delivery/outbox.ts";
import { SocketHub } from "./delivery/socket-hub.ts";
import { type FakeTime, realTime } from "./fake-time.ts";
import { Faults } from "./faults.ts";
import { createControls } from "./http/controls.ts";
import { route } from "./http/routes.ts";
import { createState, type Settings } from "./world/state.ts";
import { createWorld, type World } from "./world.ts";

/** How a fake starts. */
export interface FakeSlackOptions {
  /** The machine's own without it. A manual clock fits. */
  readonly time?: FakeTime;
  /** What an administrator of the app has set; what is not named is as usual. */
  readonly settings?: Partial<Settings>;
  /** Where events and interactions are posted to. Without it they go by Socket Mode. */
  readonly pushUrl?: string;
  /** Whether what was not acknowledged waits for `outbox.redeliver()`, instead of the fake's clock. */
  readonly isManual?: boolean;
}

/** A running fake of Slack. */
export interface FakeSlack {
  /** The base of the Web API; ends with `/api/`. */
  readonly apiUrl: string;
  /** `POST <controlUrl><name>` does the act of that name. */
  readonly controlUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** What people do and see. */
  readonly world: World;
  /** What waits for the app: redelivery, repetition, order. */
  readonly outbox: Outbox;
  /** The Socket Mode connections. */
  readonly socket: SocketHub;
  /** Signed requests, and requests made to measure. */
  readonly push: HttpPush;
  /** What goes wrong at will. */
  readonly faults: Faults;
  /** Stops, and breaks off whatever is still open. Harmless when it has stopped. */
  close(): Promise<void>;
}

/** Starts a Slack on a free port of the loopback, with a workspace of some people and channels. */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const state = createState(options.time ?? realTime());
  Object.assign(state.settings, options.settings);
  const outbox = new Outbox(state, options.isManual ?? false);
  const socket = new SocketHub(state);
  const push = new HttpPush(state, options.pushUrl ?? "");
  outbox.use(options.pushUrl === undefined ? socket : push);
  const faults = new Faults(state);
  const sender = { state, outbox };
  const world = createWorld(sender);
  const parts = { sender, faults, controls: createControls(world, outbox, socket, faults) };
  const server = createServer((request, response) => {
    route(parts, request, response).catch((error) => {
      // The client sees that the fake is broken, and the records say why.
      state.records.ownFaults.push(String(error));
      response.destroy();
    });
  });
  server.on("upgrade", (request, stream, head) => socket.upgrade(request, stream, head));
  state.baseUrl = await listen(server);
  return {
    apiUrl: `${state.baseUrl}/api/`,
    controlUrl: `${state.baseUrl}/_control/`,
    botToken: state.tokens.bot,
    appToken: state.tokens.app,
    signingSecret: state.tokens.signingSecret,
    world,
    outbox,
    socket,
    push,
    faults,
    close: async () => {
      outbox.close();
      push.close();
      socket.close();
      if (server.listening) await close(server);
    },
  };
}
