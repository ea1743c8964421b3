import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import { eventScopes, knownScopes } from "../world/identity.ts";
import type { Methods } from "./method.ts";
import { SlackError } from "./slack-error.ts";

interface ManifestFault {
  readonly message: string;
  readonly pointer: string;
}

/** The app's own description. */
export const manifestMethods: Methods = {
  "apps.manifest.validate": {
    token: "any",
    scopes: [],
    run: ({ arguments: given }) => {
      const errors = manifestFaults(given.object("manifest", "invalid_manifest") ?? {});
      if (errors.length > 0) throw new SlackError("invalid_manifest", { errors });
      return {};
    },
  },
};

/** What is wrong with a manifest, as far as the fake knows the rules. */
function manifestFaults(manifest: JsonObject): ManifestFault[] {
  const { display_information, features, oauth_config, settings } = manifest;
  return [
    ...displayFaults(object(display_information)),
    ...featureFaults(object(features)),
    ...scopeFaults(object(object(oauth_config).scopes), object(settings), object(features)),
    ...addressFaults(object(settings), object(features)),
  ];
}

function displayFaults({ name, description }: JsonObject): ManifestFault[] {
  const pointer = "/display_information";
  return [
    ...textFault(name, 35, `${pointer}/name`),
    ...(description === undefined ? [] : textFault(description, 140, `${pointer}/description`)),
  ];
}

function featureFaults({ bot_user, slash_commands, shortcuts, agent_view }: JsonObject): ManifestFault[] {
  const pointer = "/features";
  const commands = objectsIn(slash_commands).flatMap(({ command, description }, index) => [
    ...(/^\/[a-z0-9_-]{1,31}$/u.test(String(command))
      ? []
      : [{ message: "Must be a command", pointer: `${pointer}/slash_commands/${index}/command` }]),
    ...textFault(description, 2000, `${pointer}/slash_commands/${index}/description`),
  ]);
  const shortcutFaults = objectsIn(shortcuts).flatMap(({ type, callback_id, name }, index) => [
    ...(type === "message" || type === "global"
      ? []
      : [{ message: "Must be global or message", pointer: `${pointer}/shortcuts/${index}/type` }]),
    ...textFault(name, 24, `${pointer}/shortcuts/${index}/name`),
    ...textFault(callback_id, 255, `${pointer}/shortcuts/${index}/callback_id`),
  ]);
  const agent = isObject(agent_view)
    ? [
        ...textFault(agent_view.agent_description, 300, `${pointer}/agent_view/agent_description`),
        ...(objectsIn(agent_view.suggested_prompts).length > 4
          ? [{ message: "No more than 4", pointer: `${pointer}/agent_view/suggested_prompts` }]
          : []),
      ]
    : [];
  const bot = textFault(object(bot_user).display_name, 80, `${pointer}/bot_user/display_name`);
  return [...commands, ...shortcutFaults, ...agent, ...bot];
}

function scopeFaults(scopes: JsonObject, settings: JsonObject, features: JsonObject): ManifestFault[] {
  const granted = Array.isArray(scopes.bot) ? scopes.bot.map(String) : [];
  const known: readonly string[] = knownScopes;
  const pointer = "/oauth_config/scopes/bot";
  const unknown = granted.filter((scope) => !known.includes(scope));
  const events = object(settings.event_subscriptions).bot_events;
  const needed = [
    ...(objectsIn(features.slash_commands).length > 0 ? ["commands"] : []),
    ...(isObject(features.agent_view) ? ["assistant:write"] : []),
  ].filter((scope) => !granted.includes(scope));
  return [
    ...unknown.map((scope) => ({ message: `Unknown scope: ${scope}`, pointer })),
    ...needed.map((scope) => ({ message: `Requires the scope ${scope}`, pointer })),
    ...(Array.isArray(events) ? events : []).flatMap((event, index) =>
      eventFaultOf(String(event), granted, `/settings/event_subscriptions/bot_events/${index}`),
    ),
  ];
}

function eventFaultOf(event: string, granted: readonly string[], pointer: string): ManifestFault[] {
  const scope = eventScopes[event];
  if (scope === undefined) return [{ message: `Unknown event: ${event}`, pointer }];
  return scope === null || granted.includes(scope)
    ? []
    : [{ message: `Requires the scope ${scope}`, pointer }];
}

function addressFaults(settings: JsonObject, features: JsonObject): ManifestFault[] {
  if (settings.socket_mode_enabled === true) return [];
  const wants = [
    ["/settings/event_subscriptions", object(settings.event_subscriptions)],
    ["/settings/interactivity", object(settings.interactivity)],
  ] as const;
  const missing = wants.filter(
    ([, part]) => Object.keys(part).length > 0 && typeof part.request_url !== "string",
  );
  const commands = objectsIn(features.slash_commands).filter(({ url }) => typeof url !== "string");
  return [
    ...missing.map(([pointer]) => ({ message: "Requires a request_url", pointer })),
    ...commands.map(() => ({ message: "Requires a url", pointer: "/features/slash_commands" })),
  ];
}

function textFault(value: unknown, most: number, pointer: string): ManifestFault[] {
  const fits = typeof value === "string" && value.length > 0 && value.length <= most;
  return fits ? [] : [{ message: `Must be a text of 1 to ${most} characters`, pointer }];
}

function object(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
