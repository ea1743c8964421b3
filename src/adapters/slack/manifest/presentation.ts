import { eventsOf } from "./events.ts";
import { creationLink, slackManifest } from "./manifest.ts";
import { type AppKind, kindNames, scopesOf } from "./scopes.ts";

/** What somebody reads before they create the app: what it may do, the link, and the steps after it. */
export function presentManifest(kind: AppKind, baseUrl: string | null): string {
  const scopes = scopesOf(kind);
  const width = Math.max(...scopes.map(({ name }) => name.length));
  const lines = [
    `Reverie for Slack: ${kindNames[kind]}, ${baseUrl === null ? "by Socket Mode" : `by HTTP at ${baseUrl}`}`,
    "",
    "What the app may do:",
    ...scopes.map(({ name, why }) => `  ${name.padEnd(width)}  ${why.replaceAll("`", "")}`),
    "",
    "What it is told of:",
    `  ${eventsOf(kind).join(", ")}`,
    "",
    "Create it with this link, in the workspace of your choice:",
    `  ${creationLink(slackManifest(kind, baseUrl))}`,
    "",
    "Then, on the app's page:",
    ...stepsOf(baseUrl).map((step, index) => `  ${index + 1}. ${step}`),
  ];
  return `${lines.join("\n")}\n`;
}

function stepsOf(baseUrl: string | null): readonly string[] {
  const install =
    "Install App: install it, and copy the Bot User OAuth Token into .env as SLACK_BOT_TOKEN=xoxb-...";
  if (baseUrl === null) {
    return [
      install,
      "Basic Information, App-Level Tokens: make one with the scope connections:write, and copy it as SLACK_APP_TOKEN=xapp-...",
      "npm run doctor, then npm start. In Slack: /invite @Reverie, and mention it.",
    ];
  }
  return [
    install,
    "Basic Information, App Credentials: copy the Signing Secret as SLACK_SIGNING_SECRET=...",
    "npm run doctor, then npm start. App Manifest: let Slack verify the Request URL while the program runs.",
    "In Slack: /invite @Reverie, and mention it.",
  ];
}
