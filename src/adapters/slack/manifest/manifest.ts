import { suggestedPrompts } from "../home.ts";
import { eventsOf } from "./events.ts";
import { rememberShortcut, requestPath, slashCommand } from "./names.ts";
import { type AppKind, scopesOf } from "./scopes.ts";

/** A description of an app, from which Slack creates it (https://docs.slack.dev/reference/app-manifest). */
export type SlackManifest = ReturnType<typeof slackManifest>;

/**
 * The description of an app of this kind. The base is the program's public address without a slash at its
 * end, such as `https://reverie.example.com`; null means Socket Mode, which needs no address.
 */
export function slackManifest(kind: AppKind, baseUrl: string | null) {
  const requestUrl = baseUrl === null ? null : `${baseUrl}${requestPath}`;
  const called = requestUrl === null ? {} : { request_url: requestUrl };
  return {
    display_information: {
      name: "Reverie",
      description: "Answers from what your team said and remembers. People approve what it remembers.",
      background_color: "#3b2f63",
    },
    features: {
      agent_view: {
        agent_description:
          "Ask me what was said, decided or agreed. Now and then I read it again and propose what is worth remembering. What I remember you can see, change and undo at any time.",
        suggested_prompts: suggestedPrompts,
      },
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: "Reverie", always_online: true },
      shortcuts: [
        {
          name: "Remember this",
          type: "message",
          callback_id: rememberShortcut,
          description: "Keep what this message says, for you, this channel or the team",
        },
      ],
      slash_commands: [
        {
          command: slashCommand,
          description: "See and change what Reverie remembers",
          usage_hint: "help | memory | remember <text> | review | dream now | settings | privacy",
          should_escape: false,
          ...(requestUrl === null ? {} : { url: requestUrl }),
        },
      ],
    },
    oauth_config: { scopes: { bot: scopesOf(kind).map(({ name }) => name) } },
    settings: {
      event_subscriptions: { ...called, bot_events: eventsOf(kind) },
      interactivity: { is_enabled: true, ...called },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === null,
      token_rotation_enabled: false,
    },
  } as const;
}

/** The address at which Slack creates the app after one question: in which workspace. */
export function creationLink(manifest: SlackManifest): string {
  return `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest))}`;
}
