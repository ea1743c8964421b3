import { StartError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Log } from "../../core/ports/log.ts";
import { createAccount } from "./account.ts";
import type { Identity } from "./identity.ts";
import { requestPath } from "./manifest/names.ts";
import { type AppKind, kindNames, type Scope, scopesOf } from "./manifest/scopes.ts";
import { openLine } from "./receive/open-line.ts";
import { socketCode, socketSentence } from "./receive/socket-trouble.ts";
import type { SlackConfig } from "./slack-platform.ts";
import { createWebClient } from "./web/slack-calls.ts";

/** How long the connection of Socket Mode may take to stand, in milliseconds. */
const connectionMs = 10_000;

/** What one look at Slack found, as one line for whoever runs the program. */
export interface SlackFinding {
  readonly name: string;
  readonly isWell: boolean;
  readonly says: string;
}

/** What the examination works with. */
export interface ExaminationParts {
  readonly clock: Clock;
  readonly log: Log;
  /** The program's own address without a slash at its end, to which Slack's requests have to lead. */
  readonly address: string;
}

/**
 * Tries the settings against Slack: whose token it is, what was granted, whether Slack reaches us. Takes
 * nothing in and says nothing in the workspace. Never rejects for what Slack answers.
 */
export async function examineSlack(
  config: SlackConfig,
  parts: ExaminationParts,
): Promise<readonly SlackFinding[]> {
  const token = await examineToken(config, parts);
  const { way } = config;
  const reached =
    way.type === "socket" ? await examineSocket(way.appToken, config, parts) : explainHttp(parts.address);
  return [...token, reached];
}

async function examineToken(
  { botToken, apiUrl }: SlackConfig,
  { clock, log }: ExaminationParts,
): Promise<readonly SlackFinding[]> {
  const name = "Slack";
  const account = createAccount(createWebClient(botToken, apiUrl, log), clock, log);
  try {
    await account.open();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return [{ name, isWell: false, says: error.message }];
  }
  const identity = account.known();
  if (!identity) {
    const says =
      "Slack no longer takes SLACK_BOT_TOKEN (token_revoked or account_inactive). Install the app again on its page, and copy the new Bot User OAuth Token.";
    return [{ name, isWell: false, says }];
  }
  return [{ name, isWell: true, says: whoseToken(identity) }, ...examineScopes(identity.scopes)];
}

function whoseToken({ teamName, url, botName }: Identity): string {
  return `workspace ${teamName} (${url}), bot @${botName}`;
}

/** Compares what was granted with what the two apps ask for; each permission that is missing has its line. */
export function examineScopes(granted: ReadonlySet<string>): readonly SlackFinding[] {
  const name = "Scopes";
  const kind = intendedKind(granted);
  const missing = scopesOf(kind).filter((scope) => !granted.has(scope.name));
  if (missing.length === 0) return [{ name, isWell: true, says: kindSentence(kind) }];
  const flag = kind === "talk-only" ? " -- --talk-only" : "";
  const says = `granted is less than “${kindNames[kind]}” needs. Add what is missing under OAuth & Permissions and install the app again, or make a new one: npm run slack:manifest${flag}`;
  return [
    { name, isWell: false, says },
    ...missing.map((scope) => ({ name, isWell: false, says: missingSentence(scope) })),
  ];
}

/** Whoever lets it follow one kind of channel wants an app that learns. */
function intendedKind(granted: ReadonlySet<string>): AppKind {
  const follows = scopesOf("learn").some(
    ({ name, isForLearning }) => isForLearning && name.endsWith(":history") && granted.has(name),
  );
  return follows ? "learn" : "talk-only";
}

function kindSentence(kind: AppKind): string {
  return kind === "learn"
    ? `${kindNames.learn}: it may follow the channels that it is invited to`
    : `${kindNames["talk-only"]}: in channels it hears mentions alone, and learns nothing there`;
}

function missingSentence({ name, without }: Scope): string {
  return `${name} is missing (missing_scope): ${without}`;
}

/** Opens a connection as the program does, and closes it again. */
async function examineSocket(
  appToken: string,
  { apiUrl }: SlackConfig,
  { clock, log }: ExaminationParts,
): Promise<SlackFinding> {
  const name = "Socket";
  // What Slack hands to this connection is left without an answer, so that it is told again to the program.
  const nobody = () => undefined;
  try {
    const { line } = await openLine({ appToken, apiUrl, log }, clock, nobody, connectionMs);
    await line.disconnect();
    return { name, isWell: true, says: "Slack opens a connection of Socket Mode" };
  } catch (error) {
    return { name, isWell: false, says: socketSentence(socketCode(error)) };
  }
}

function explainHttp(address: string): SlackFinding {
  return {
    name: "HTTP",
    isWell: true,
    says: `give Slack the public HTTPS address that leads to ${address}${requestPath}, as Request URL. Whether SLACK_SIGNING_SECRET is right shows when Slack verifies it: nothing but a request of Slack's can prove it`,
  };
}
