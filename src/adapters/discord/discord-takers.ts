import type { Clock } from "../../core/ports/clock.ts";
import type { Delivery } from "../../core/ports/delivery.ts";
import type { Documents } from "../../core/ports/documents.ts";
import type { Log } from "../../core/ports/log.ts";
import type { PlatformHandler } from "../../core/ports/platform.ts";
import type { CommandScope } from "./commands/registration.ts";
import { createRegistration } from "./commands/registration.ts";
import type { ClosedPlaces } from "./deliver/closed-places.ts";
import type { DirectCards } from "./direct/direct-cards.ts";
import type { DirectChannels } from "./direct/direct-channels.ts";
import type { DirectTalk } from "./direct/direct-talk.ts";
import { createServerChoice } from "./direct/server-choice.ts";
import type { KnownServers } from "./directory/known-servers.ts";
import type { Servers } from "./directory/servers.ts";
import type { Gateway } from "./gateway/gateway.ts";
import type { Identity } from "./identity.ts";
import { createAnswering } from "./interactions/answering.ts";
import { createFormShelf } from "./interactions/form-shelf.ts";
import { createInteractionIntake } from "./interactions/interaction-intake.ts";
import { createLateAnswers } from "./interactions/late-answers.ts";
import { createOwnButtons } from "./interactions/own-buttons.ts";
import { createResponder } from "./interactions/responder.ts";
import { createEventIntake } from "./receive/event-intake.ts";
import type { MessageReader } from "./receive/message-reader.ts";
import { createMissedTalk } from "./receive/missed-talk.ts";
import { serverEvents } from "./receive/server-events.ts";
import { talkEvents } from "./receive/talk-events.ts";
import { createUnreadableReplies } from "./receive/unreadable-replies.ts";
import type { Untaken } from "./receive/untaken.ts";
import type { DiscordCalls } from "./web/discord-calls.ts";

/** The open parts of the adapter. */
export interface DiscordHouseParts {
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
  readonly calls: DiscordCalls;
  readonly gateway: Gateway;
  readonly servers: Servers;
  readonly known: KnownServers;
  readonly channels: DirectChannels;
  readonly direct: DirectTalk;
  readonly directCards: DirectCards;
  readonly closed: ClosedPlaces;
  readonly reader: MessageReader;
  readonly delivery: Delivery;
  readonly untaken: Untaken;
  readonly identity: () => Identity;
}

/** What takes in what Discord tells, for the handler of one start. */
export function createTakers(parts: DiscordHouseParts, scope: CommandScope, handler: PlatformHandler) {
  const { calls, clock, delivery, direct, documents, identity, log } = parts;
  const given = { ...parts, handler };
  const applicationId = () => identity().applicationId;
  const shelf = createFormShelf(clock);
  const responder = createResponder(calls, applicationId, shelf, log);
  const registration = createRegistration(parts, scope, handler.commands);
  const lateAnswers = createLateAnswers(delivery, direct, log);
  const missed = createMissedTalk(given);
  return {
    registration,
    missed,
    interactions: createInteractionIntake({
      ...given,
      responder,
      ownButtons: createOwnButtons({ ...given, responder, shelf }),
      work: createAnswering({ ...given, responder, lateAnswers }),
    }),
    events: createEventIntake(
      talkEvents({
        ...given,
        choice: createServerChoice(calls, documents, log),
        unreadable: createUnreadableReplies(documents, delivery, parts.gateway.hearsAll, log),
      }),
      serverEvents({
        ...given,
        missed,
        joined: (guildId) => registration.inServer(applicationId(), guildId),
      }),
    ),
  };
}
