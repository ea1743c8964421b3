import type { Hono } from "hono";
import { createSeen } from "../../core/conversation/seen.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Documents } from "../../core/ports/documents.ts";
import type { Log } from "../../core/ports/log.ts";
import type { PartState, Platform, PlatformHandler } from "../../core/ports/platform.ts";
import { createAccount } from "./account.ts";
import { createNativeSupport } from "./deliver/native-support.ts";
import { createSlackDelivery } from "./deliver/slack-delivery.ts";
import { createSlackDirectory } from "./directory/slack-directory.ts";
import { createHome } from "./home.ts";
import { slackName } from "./identity.ts";
import { createInstallation } from "./installation.ts";
import { createBoltApp } from "./receive/bolt-app.ts";
import { createEventIntake } from "./receive/event-intake.ts";
import { createFormIntake } from "./receive/form-intake.ts";
import { createHttpReceiver } from "./receive/http-receiver.ts";
import { createInteractionIntake } from "./receive/interaction-intake.ts";
import { createNameReader } from "./receive/mention-names.ts";
import { createPrivateAnswers } from "./receive/private-answers.ts";
import { createWays } from "./receive/private-ways.ts";
import type { SlackReceiver } from "./receive/receiver.ts";
import { createSocketReceiver } from "./receive/socket-receiver.ts";
import { createSlackArchive } from "./slack-archive.ts";
import { createSlackCalls, createWebClient } from "./web/slack-calls.ts";

/** How Slack reaches us: by sockets that we open, or by requests that it signs. */
export type SlackWay =
  | { readonly type: "socket"; readonly appToken: string }
  | { readonly type: "http"; readonly signingSecret: string };

/** What Slack is connected with. */
export interface SlackConfig {
  readonly botToken: string;
  readonly way: SlackWay;
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
}

/** What Slack needs of the house. */
export interface SlackParts {
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long a word of Slack's that it holds events back colours the state, in milliseconds. */
const rateLimitedMs = 10 * 60 * 1000;

/** Slack as a platform, with the routes at which it may call. */
export interface Slack extends Platform {
  readonly routes: readonly Hono[];
}

/** Connects one Slack workspace: the one that the bot token belongs to. */
export function createSlack({ botToken, way, apiUrl }: SlackConfig, parts: SlackParts): Slack {
  const { documents, clock, log } = parts;
  const client = createWebClient(botToken, apiUrl, log);
  const calls = createSlackCalls(client, clock);
  const account = createAccount(client, clock, log);
  const directory = createSlackDirectory(calls, account, clock);
  const support = createNativeSupport(documents, clock, log);
  const installation = createInstallation(documents, botToken);
  const readNames = createNameReader(directory, log);
  const receiver = createReceiver(way, apiUrl, parts);
  const listen = createBoltApp(receiver, botToken, account, log);
  let rateLimitedAt = Number.NEGATIVE_INFINITY;

  const state = (): PartState => {
    if (account.isLeft())
      return {
        state: "down",
        detail: "The app was removed from its Slack workspace, or its token was revoked.",
      };
    if (!account.known()) return { state: "down", detail: "Slack is not connected yet." };
    const receiving = receiver.state();
    if (receiving.state === "ok" && clock.now() - rateLimitedAt < rateLimitedMs)
      return { state: "degraded", detail: "Slack holds events back: more than 30,000 came within an hour." };
    return receiving;
  };

  /** Nothing is left to be served. Where the app was removed while nobody was here, the workspace is told now. */
  const leave = async (handler: PlatformHandler) => {
    log.error("app-removed", { platform: slackName });
    const workspace = account.isRemoved() ? await installation.find() : undefined;
    if (workspace) await handler.receive({ type: "workspace-left", workspace });
  };

  return {
    name: slackName,
    routes: receiver.routes,
    directory,
    delivery: createSlackDelivery({ calls, account, support, documents, clock, log }),
    archive: createSlackArchive(calls, account, readNames, botToken),
    async start(handler) {
      await account.open();
      if (account.isLeft()) return leave(handler);
      const { workspace } = await account.identity();
      await installation.keep(workspace);
      await support.load(workspace);
      const seen = createSeen(documents, workspace, slackName);
      const home = createHome(calls, account, handler, log);
      const answers = createPrivateAnswers(createWays(calls, account, directory), log);
      const common = { handler, account, directory, seen, readNames, log };
      const interaction = { ...common, clock, answers, redrawHome: home.draw };
      listen({
        events: createEventIntake({
          ...common,
          opensThreads: support.isExpected,
          rateLimited: () => {
            rateLimitedAt = clock.now();
            log.warn("events-held-back", { platform: slackName });
          },
          homeOpened: home.opened,
        }),
        interactions: createInteractionIntake(interaction),
        forms: createFormIntake(interaction),
      });
      await receiver.start();
    },
    stop: async () => {
      await receiver.stop();
    },
    state,
  };
}

function createReceiver(way: SlackWay, apiUrl: string | null, { clock, log }: SlackParts): SlackReceiver {
  return way.type === "socket"
    ? createSocketReceiver({ appToken: way.appToken, apiUrl, log }, clock)
    : createHttpReceiver(way.signingSecret, clock, log);
}
