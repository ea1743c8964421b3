import { GatewayDispatchEvents as Dispatch, RESTEvents } from "discord.js";
import { PlatformError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Documents } from "../../core/ports/documents.ts";
import type { Log } from "../../core/ports/log.ts";
import type { Platform, PlatformHandler } from "../../core/ports/platform.ts";
import { within } from "../../core/waiting-time.ts";
import { readIdentityAtStart } from "./application.ts";
import { createRegistration } from "./commands/registration.ts";
import { createClosedPlaces } from "./deliver/closed-places.ts";
import { createDiscordDelivery } from "./deliver/discord-delivery.ts";
import { createDirectCards } from "./direct/direct-cards.ts";
import { createDirectChannels } from "./direct/direct-channels.ts";
import { createDirectTalk } from "./direct/direct-talk.ts";
import { createServerChoice } from "./direct/server-choice.ts";
import { createAdministrators } from "./directory/administrators.ts";
import { createDiscordDirectory } from "./directory/discord-directory.ts";
import { createKnownServers } from "./directory/known-servers.ts";
import { createServers } from "./directory/servers.ts";
import { createDiscordArchive } from "./discord-archive.ts";
import type { DiscordConfig } from "./discord-config.ts";

import { createGateway } from "./gateway/gateway.ts";
import { discordName, type Identity } from "./identity.ts";
import { createAnswering } from "./interactions/answering.ts";
import { createFormShelf } from "./interactions/form-shelf.ts";
import { createInteractionIntake } from "./interactions/interaction-intake.ts";
import { createLateAnswers } from "./interactions/late-answers.ts";
import { createOwnButtons } from "./interactions/own-buttons.ts";
import { createResponder } from "./interactions/responder.ts";
import { createEventIntake } from "./receive/event-intake.ts";
import { createMessageReader } from "./receive/message-reader.ts";
import { createMissedTalk } from "./receive/missed-talk.ts";
import { serverEvents } from "./receive/server-events.ts";
import { talkEvents } from "./receive/talk-events.ts";
import { createUnreadableReplies } from "./receive/unreadable-replies.ts";
import { createUntaken } from "./receive/untaken.ts";
import { createDiscordCalls, createRest } from "./web/discord-calls.ts";

/** What Discord needs of the house. */
export interface DiscordParts {
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long a stop waits for what is being taken, in milliseconds. */
const stopMs = 3000;

/** Connects one application of Discord's: every server that it is in is a workspace. */
export function createDiscord(config: DiscordConfig, parts: DiscordParts): Platform {
  const { documents, clock, log } = parts;
  let identity: Identity | undefined;
  const known = (): Identity => {
    if (!identity) throw new PlatformError("Discord", "not-connected", false);
    return identity;
  };
  const rest = createRest(config.token, config.apiUrl);
  rest.on(RESTEvents.InvalidRequestWarning, (warning) =>
    log.warn("discord-refuses-often", { platform: discordName, refused: warning.count }),
  );
  const calls = createDiscordCalls(rest, clock);
  const gateway = createGateway({ rest, token: config.token, documents, clock, log });
  const servers = createServers(gateway, calls, clock);
  const knownServers = createKnownServers(documents);
  const channels = createDirectChannels(calls, documents, clock);
  const direct = createDirectTalk({ channels, servers, documents, clock });
  const directCards = createDirectCards(documents, gateway);
  const closed = createClosedPlaces(documents);
  const administrators = createAdministrators(calls, servers, () => identity);
  const reader = createMessageReader(servers, known);
  const delivery = createDiscordDelivery({ calls, gateway, closed, directCards, documents, clock, log });
  const untaken = createUntaken(clock, log);

  const createTakers = (handler: PlatformHandler) => {
    const shelf = createFormShelf(clock);
    const responder = createResponder(calls, () => known().applicationId, shelf, log);
    const registration = createRegistration({ calls, documents, log }, config.commandScope, handler.commands);
    const acting = { servers, direct, directCards };
    const ownButtons = createOwnButtons({ ...acting, handler, calls, reader, responder, shelf });
    const lateAnswers = createLateAnswers(delivery, direct, log);
    const choice = createServerChoice(calls, documents, log);
    const unreadable = createUnreadableReplies(documents, delivery, gateway.hearsAll, log);
    const missed = createMissedTalk({ handler, servers, direct, channels, untaken });
    const common = { handler, servers, closed, identity: known };
    return {
      registration,
      missed,
      interactions: createInteractionIntake({
        ...acting,
        handler,
        reader,
        responder,
        ownButtons,
        log,
        work: createAnswering({ ...acting, ...parts, handler, responder, lateAnswers }),
      }),
      events: createEventIntake(
        talkEvents({ ...common, direct, channels, choice, reader, unreadable }),
        serverEvents({
          ...common,
          known: knownServers,
          missed,
          joined: (guildId) => registration.inServer(known().applicationId, guildId),
        }),
      ),
    };
  };

  return {
    name: discordName,
    delivery,
    directory: createDiscordDirectory({
      calls,
      gateway,
      servers,
      known: knownServers,
      administrators,
      direct,
      documents,
      clock,
    }),
    archive: createDiscordArchive(calls, servers, reader),
    async start(handler) {
      identity = await readIdentityAtStart(calls);
      const { registration, missed, interactions, events } = createTakers(handler);
      await registration.everywhere(identity.applicationId).catch((error: unknown) => {
        // Whoever talks to it needs no commands.
        log.error("commands-not-registered", { platform: discordName }, error);
      });
      await gateway.start(identity, {
        dispatched: (type, data) => {
          // An interaction is not worth taking later.
          if (type === Dispatch.InteractionCreate) void interactions(data);
          else void untaken.take(() => events(type, data));
        },
        identified: () => void untaken.take(() => missed.tellDirect()),
      });
    },
    async stop() {
      await gateway.stop();
      await within(clock, stopMs, untaken.stop());
    },
    state: gateway.state,
  };
}
