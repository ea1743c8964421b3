import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import type { Sender } from "../delivery/message-events.ts";
import type { Answer } from "../delivery/outbox.ts";
import type { Channel } from "../world/channels.ts";
import { app, teamDomain, teamId } from "../world/identity.ts";
import { type Person, teamOf } from "../world/people.ts";
import type { ResponseTarget } from "../world/response-urls.ts";

/** What somebody did, and how the app answers. */
export interface Interaction {
  readonly triggerId: string;
  /** Empty where there is none. */
  readonly responseUrl: string;
  /** Resolves with the app's acknowledgement, or with a timeout after 3 s of the fake's time. */
  readonly answer: Promise<Answer>;
}

interface Started {
  readonly fields: {
    readonly token: string;
    readonly trigger_id: string;
    readonly response_url: string;
    readonly [field: string]: unknown;
  };
}

/** The fields that every interaction has; with a response URL where there is a target. */
export function start({ state }: Sender, person: Person, target: ResponseTarget | null): Started {
  return {
    fields: {
      token: "loopback",
      api_app_id: app.id,
      team: { id: teamId, domain: teamDomain },
      enterprise: null,
      is_enterprise_install: false,
      user: { id: person.id, username: person.name, name: person.name, team_id: teamOf(person) },
      trigger_id: state.triggers.give(person.id),
      response_url: target ? `${state.baseUrl}${state.responseUrls.give(target)}` : "",
    },
  };
}

/** Sends an interaction of these fields. */
export function finish(
  { outbox }: Sender,
  { fields }: { readonly fields: JsonObject },
  payload: JsonObject,
): Interaction {
  const answer = outbox.interaction("interactive", { ...fields, ...payload });
  const responseUrl = typeof fields.response_url === "string" ? fields.response_url : "";
  return { triggerId: String(fields.trigger_id), responseUrl, answer };
}

/** A conversation as interactions name it. */
export function channelReference({ id, kind, name }: Channel): {
  readonly id: string;
  readonly name: string;
} {
  const shown = { public: name, private: "privategroup", im: "directmessage", mpim: name };
  return { id, name: shown[kind] };
}

/** Whether a value is what somebody did, with an answer still to come. */
export function isInteraction(value: unknown): value is Interaction {
  return isObject(value) && value.answer instanceof Promise;
}
