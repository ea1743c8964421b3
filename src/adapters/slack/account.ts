import type { WebClient } from "@slack/web-api";
import type { CallFailure } from "../../core/calls/call-failure.ts";
import { PlatformError, StartError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Log } from "../../core/ports/log.ts";
import { after } from "../../core/waiting-time.ts";
import { type Identity, readIdentity } from "./identity.ts";
import { callFailureOf, deadTokenCodes } from "./web/call-failure.ts";

/** How often Slack is asked who we are before the start gives up, and the pause between, in milliseconds. */
const startTries = 3;
const startPauseMs = 1000;

/** The app's standing in its workspace. */
export interface Account {
  /** Waits for the start. Rejects with a PlatformError where the app is no longer installed. */
  identity(): Promise<Identity>;
  /** The identity, or undefined as long as nobody has asked Slack. */
  known(): Identity | undefined;
  /** True once the app was removed from the workspace, or its token revoked. */
  isLeft(): boolean;
  /** True where Slack says that the app itself is gone, and not its token alone. */
  isRemoved(): boolean;
  /** Asks Slack who we are. A token that was revoked is no error: there is nothing left to serve. Rejects with a StartError. */
  open(): Promise<void>;
  /** Asks Slack whether the token still counts; where it does not, the account is left. Gives whether it is. Rejects where Slack cannot be asked. */
  checkLeft(): Promise<boolean>;
}

export function createAccount(client: WebClient, clock: Clock, log: Log): Account {
  let identity: Identity | undefined;
  let isLeft = false;
  let isRemoved = false;
  const opened = Promise.withResolvers<Identity>();
  // Those who wait learn of it; where nobody waits it is no unhandled rejection.
  opened.promise.catch(() => undefined);

  const leave = (code: string) => {
    isLeft = true;
    isRemoved = code === "account_inactive";
    log.error("slack-token-dead", { code, next: "install the app again, set the new token, start again" });
    opened.reject(new PlatformError("Slack", "app-removed", true));
  };

  return {
    async identity() {
      if (isLeft) throw new PlatformError("Slack", "app-removed", true);
      return opened.promise;
    },
    known: () => identity,
    isLeft: () => isLeft,
    isRemoved: () => isRemoved,
    async open() {
      try {
        identity = await readPatiently(client, clock);
        opened.resolve(identity);
      } catch (error) {
        const failure = callFailureOf(error);
        if (failure?.type === "refused" && deadTokenCodes.has(failure.code)) return leave(failure.code);
        const problem = failure ? new StartError(startSentence(failure), { cause: error }) : error;
        opened.reject(problem);
        throw problem;
      }
    },
    async checkLeft() {
      try {
        await client.auth.test();
        return false;
      } catch (error) {
        const failure = callFailureOf(error);
        // Where Slack cannot be asked nobody knows: whoever asks tries again.
        if (failure?.type !== "refused") throw error;
        const isDead = deadTokenCodes.has(failure.code) || failure.code === "invalid_auth";
        if (isDead) leave(failure.code);
        return isDead;
      }
    },
  };
}

/** Slack may stumble for a moment; what it refuses it refuses for good. */
async function readPatiently(client: WebClient, clock: Clock): Promise<Identity> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await readIdentity(client);
    } catch (error) {
      const failure = callFailureOf(error);
      if (!failure || failure.type === "refused" || tried >= startTries) throw error;
      await after(clock, startPauseMs);
    }
  }
}

function startSentence(failure: CallFailure): string {
  if (failure.type !== "refused")
    return "Slack cannot be reached. Check the network, and SLACK_API_URL if it is set.";
  if (failure.code === "invalid_auth" || failure.code === "not_authed")
    return "Slack does not know SLACK_BOT_TOKEN (invalid_auth). Copy the Bot User OAuth Token again from the app's page, under OAuth & Permissions.";
  return `Slack refuses SLACK_BOT_TOKEN (${failure.code}). Look at the app's page, under OAuth & Permissions.`;
}
