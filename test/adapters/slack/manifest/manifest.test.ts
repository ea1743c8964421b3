import { describe, expect, it } from "vitest";
import { suggestedPrompts } from "../../../../src/adapters/slack/home.ts";
import { creationLink, slackManifest } from "../../../../src/adapters/slack/manifest/manifest.ts";
import { requestPath } from "../../../../src/adapters/slack/manifest/names.ts";
import type { AppKind } from "../../../../src/adapters/slack/manifest/scopes.ts";
import { createHttpReceiver } from "../../../../src/adapters/slack/receive/http-receiver.ts";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import { createSilentLog } from "../../../doubles/silent-log.ts";
import { openFake, outcomeOf } from "../../../fakes/slack/open-fake.ts";
import { eventScopes } from "../../../fakes/slack/world/identity.ts";
import { calledMethods } from "./called-methods.ts";

const base = "https://reverie.example.com";
const kinds: readonly AppKind[] = ["talk-only", "learn"];
const variants = kinds.flatMap((kind) => [
  { kind, baseUrl: null },
  { kind, baseUrl: base },
]);

const scopesIn = (kind: AppKind): readonly string[] => slackManifest(kind, null).oauth_config.scopes.bot;
const eventsIn = (kind: AppKind): readonly string[] =>
  slackManifest(kind, null).settings.event_subscriptions.bot_events;

/** What Slack says of a manifest: `ok`, or the code of its refusal. */
async function validate(manifest: object): Promise<string> {
  const { client } = await openFake();
  return outcomeOf(client.apiCall("apps.manifest.validate", { manifest: JSON.stringify(manifest) }));
}

describe("a manifest", () => {
  it.each(variants)("for $kind at $baseUrl is taken by Slack", async ({ kind, baseUrl }) => {
    expect(await validate(slackManifest(kind, baseUrl))).toBe("ok");
  });

  it.each(kinds)("of an app that is to %s asks for a scope for each event", async (kind) => {
    const events = eventsIn(kind);
    expect(events).toEqual(expect.arrayContaining(["app_mention", "message.im", "app_uninstalled"]));
    for (const event of events) {
      expect(Object.keys(eventScopes)).toContain(event);
      const scope = eventScopes[event];
      if (scope) expect(scopesIn(kind), event).toContain(scope);
    }
  });

  it.each(kinds)(
    "of an app that is to %s is refused when a scope of its events is taken out",
    async (kind) => {
      const manifest = slackManifest(kind, null);
      for (const scope of new Set(eventsIn(kind).flatMap((event) => eventScopes[event] ?? []))) {
        const bot = scopesIn(kind).filter((name) => name !== scope);
        expect(await validate({ ...manifest, oauth_config: { scopes: { bot } } }), scope).toBe(
          "invalid_manifest",
        );
      }
    },
  );

  it("asks for the history of channels and for their messages only to learn from them", () => {
    const added = (of: (kind: AppKind) => readonly string[]) =>
      of("learn").filter((name) => !of("talk-only").includes(name));
    expect(added(scopesIn)).toEqual(["channels:history", "groups:history", "mpim:history", "reactions:read"]);
    expect(added(eventsIn)).toEqual([
      "message.channels",
      "message.groups",
      "message.mpim",
      "reaction_added",
      "reaction_removed",
    ]);
    expect(scopesIn("learn")).toEqual(expect.arrayContaining([...scopesIn("talk-only")]));
  });

  it("subscribes an app that learns to every event that is known", () => {
    expect([...eventsIn("learn")].sort()).toEqual(Object.keys(eventScopes).sort());
  });

  it("goes by Socket Mode without an address, and by HTTP with one", () => {
    const socket = slackManifest("learn", null);
    expect(socket.settings).toMatchObject({
      socket_mode_enabled: true,
      interactivity: { is_enabled: true },
      org_deploy_enabled: false,
      token_rotation_enabled: false,
    });
    expect(JSON.stringify(socket)).not.toMatch(/request_url|"url"/u);
    const address = `${base}/slack/events`;
    expect(slackManifest("learn", base)).toMatchObject({
      features: { slash_commands: [{ command: "/reverie", url: address, should_escape: false }] },
      settings: {
        socket_mode_enabled: false,
        interactivity: { is_enabled: true, request_url: address },
        event_subscriptions: { request_url: address },
      },
    });
  });

  it("names the path at which requests are taken", async () => {
    const receiver = createHttpReceiver("a secret of Slack", createManualClock(0), createSilentLog());
    const statuses = await Promise.all(
      [requestPath, "/elsewhere"].map(
        async (path) => (await receiver.routes[0]?.request(path, { method: "POST", body: "{}" }))?.status,
      ),
    );
    expect(statuses).toEqual([401, 404]);
  });

  it("keeps to Slack's lengths", () => {
    const { display_information: display, features } = slackManifest("learn", base);
    const { agent_view: agent, bot_user: bot, shortcuts, slash_commands: commands } = features;
    expect(display.name.length).toBeLessThanOrEqual(35);
    expect(display.description.length).toBeLessThanOrEqual(140);
    expect(agent.agent_description.length).toBeLessThanOrEqual(300);
    expect(agent.suggested_prompts).toEqual(suggestedPrompts);
    expect(agent.suggested_prompts.length).toBeLessThanOrEqual(4);
    expect(bot.display_name.length).toBeLessThanOrEqual(80);
    for (const { name, description, callback_id } of shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
      expect(callback_id.length).toBeLessThanOrEqual(255);
    }
    for (const { command, usage_hint } of commands) {
      expect(command.length).toBeLessThanOrEqual(32);
      expect(usage_hint.length).toBeLessThanOrEqual(1000);
    }
  });

  it.each(variants)("for $kind at $baseUrl is whole in its link", ({ kind, baseUrl }) => {
    const manifest = slackManifest(kind, baseUrl);
    const link = creationLink(manifest);
    // Longer ones are cut off by some servers.
    expect(link.length).toBeLessThan(8000);
    const url = new URL(link);
    expect(`${url.origin}${url.pathname}`).toBe("https://api.slack.com/apps");
    expect(url.searchParams.get("new_app")).toBe("1");
    expect(JSON.parse(url.searchParams.get("manifest_json") ?? "")).toEqual(manifest);
  });
});

/** What each method asks for, as https://docs.slack.dev/reference/methods says; empty for nothing. */
const methodScopes: Readonly<Record<string, readonly string[]>> = {
  "agents.sessions.setStatus": ["chat:write"],
  "assistant.threads.setStatus": ["assistant:write"],
  "assistant.threads.setSuggestedPrompts": ["assistant:write"],
  "auth.test": [],
  "chat.appendStream": ["chat:write"],
  "chat.delete": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.postMessage": ["chat:write"],
  "chat.startStream": ["chat:write"],
  "chat.stopStream": ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.history": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "conversations.info": ["channels:read", "groups:read", "im:read", "mpim:read"],
  "conversations.open": ["im:write"],
  "conversations.replies": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "files.info": ["files:read"],
  "files.delete": ["files:write"],
  "files.uploadV2": ["files:write"],
  "users.conversations": ["channels:read", "groups:read", "im:read", "mpim:read"],
  "users.info": ["users:read"],
  "users.list": ["users:read"],
  "views.open": [],
  "views.publish": [],
};

describe("the methods that are called", () => {
  it("are those of the table", () => {
    expect([...calledMethods()].sort()).toEqual(Object.keys(methodScopes).sort());
  });

  it.each(Object.entries(methodScopes))("may be called by an app that learns: %s", (_method, scopes) => {
    expect(scopesIn("learn")).toEqual(expect.arrayContaining([...scopes]));
  });

  it("are all that an app asks for, beside what events, commands and files need", () => {
    const needed = new Set([
      ...Object.values(methodScopes).flat(),
      ...Object.values(eventScopes).flatMap((scope) => scope ?? []),
      "commands",
    ]);
    expect(scopesIn("learn").filter((scope) => !needed.has(scope))).toEqual([]);
  });
});
