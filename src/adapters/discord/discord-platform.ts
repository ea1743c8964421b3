import { GatewayDispatchEvents as Dispatch, RESTEvents } from "discord.js";
import { PlatformError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Documents } from "../../core/ports/documents.ts";
import type { Log } from "../../core/ports/log.ts";
import type { Platform } from "../../core/ports/platform.ts";
import { within } from "../../core/waiting-time.ts";
import { readIdentityAtStart } from "./application.ts";
import { createClosedPlaces } from "./deliver/closed-places.ts";
import { createDiscordDelivery } from "./deliver/discord-delivery.ts";
import { createDirectCards } from "./direct/direct-cards.ts";
import { createDirectChannels } from "./direct/direct-channels.ts";
import { createDirectTalk } from "./direct/direct-talk.ts";
import { createAdministrators } from "./directory/administrators.ts";
import { createDiscordDirectory } from "./directory/discord-directory.ts";
import { createKnownServers } from "./directory/known-servers.ts";
import { createServers } from "./directory/servers.ts";
import { createDiscordArchive } from "./discord-archive.ts";
import type { DiscordConfig } from "./discord-config.ts";
import { createTakers } from "./discord-takers.ts";
import { createGateway } from "./gateway/gateway.ts";
import { tokenSentence } from "./gateway/gateway-trouble.ts";
import { discordName, type Identity } from "./identity.ts";
import { createMessageReader } from "./receive/message-reader.ts";
import { createUnderWay } from "./receive/under-way.ts";
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
  const knownServers = createKnownServers(documents, () => known().applicationId);
  const channels = createDirectChannels(calls, documents, clock);
  const direct = createDirectTalk({ channels, servers, documents, clock });
  const directCards = createDirectCards(documents, gateway);
  const closed = createClosedPlaces(documents);
  const administrators = createAdministrators(calls, servers, () => identity);
  const reader = createMessageReader(servers, known);
  const delivery = createDiscordDelivery({ calls, gateway, closed, directCards, documents, clock, log });
  const untaken = createUntaken(clock, log);
  const answering = createUnderWay();
  const house = {
    ...parts,
    calls,
    gateway,
    servers,
    known: knownServers,
    channels,
    direct,
    directCards,
    closed,
    reader,
    delivery,
    untaken,
    identity: known,
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
      const { registration, missed, interactions, events } = createTakers(
        house,
        config.commandScope,
        handler,
      );
      const { applicationId } = identity;
      // Whoever talks to it needs no commands: what Discord does not take now is tried again beside.
      await untaken.take(() =>
        registration.everywhere(applicationId).catch((error: unknown) => {
          log.error("commands-not-registered", { platform: discordName }, error);
          throw error;
        }),
      );
      await gateway.start(identity, {
        dispatched: (type, data) => {
          // An interaction is not worth taking later.
          if (type === Dispatch.InteractionCreate) answering.add(interactions(data));
          else void untaken.take(() => events(type, data));
        },
        identified: () => void untaken.take(() => missed.tellDirect()),
      });
    },
    async stop() {
      await gateway.stop();
      await within(clock, stopMs, Promise.all([untaken.stop(), answering.settled()]));
    },
    state: () => (rest.isTokenRefused ? { state: "down", detail: tokenSentence } : gateway.state()),
  };
}
