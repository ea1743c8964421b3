import { z } from "zod";
import { createOnceAtATime } from "../../../core/calls/once-at-a-time.ts";
import type { Seen } from "../../../core/conversation/seen.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { PlatformHandler } from "../../../core/ports/platform.ts";
import type { Account } from "../account.ts";
import type { SlackDirectory } from "../directory/slack-directory.ts";
import { type Identity, slackName } from "../identity.ts";
import { type Hint, readEvent, textsOf } from "./event-reader.ts";
import type { ReadNames } from "./mention-names.ts";

/** What the intake of events works with. */
export interface EventParts {
  readonly handler: PlatformHandler;
  readonly account: Account;
  readonly directory: SlackDirectory;
  readonly seen: Seen;
  readonly readNames: ReadNames;
  readonly log: Log;
  /** Whether a message at the top of a direct channel opens a thread of its own. */
  readonly opensThreads: () => boolean;
  /** Slack holds events back, because there are too many. */
  readonly rateLimited: () => void;
  /** Somebody opened the app's page or its conversation. */
  readonly homeOpened: (person: string, tab: string, channel: string) => Promise<void>;
}

/** Around an event: whom it is for, and by which id it is told again. */
const envelope = z.object({
  event_id: z.string().optional(),
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).nullish(),
});

const homeEvent = z.object({ user: z.string(), tab: z.string().optional(), channel: z.string().optional() });

const revokedEvent = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) });

/** Types whose content tells by itself whether it is news: an id and a version decide, in whatever order they come. */
const contentTypes: ReadonlySet<string> = new Set(["message", "app_mention"]);

/** Takes an event of a type, with the body that it came in. */
export type EventIntake = (type: string, event: unknown, body: unknown) => Promise<void>;

/** Takes an event. Resolves once it is durable; only then may it be acknowledged. Safe to repeat. */
export function createEventIntake(given: EventParts): EventIntake {
  const once = createOnceAtATime();
  const receive: PlatformHandler["receive"] = (told) =>
    told.type === "message-said"
      ? once(`${told.message.id} ${told.message.version}`, () => given.handler.receive(told))
      : given.handler.receive(told);
  const parts = { ...given, handler: { ...given.handler, receive } };
  return async (type, event, body) => {
    const identity = parts.account.known();
    // Of a workspace that was left, only the removal itself still matters.
    if (!identity || (parts.account.isLeft() && type !== "app_uninstalled")) return;
    const outer = envelope.safeParse(body);
    if (!outer.success || !isForTeam(outer.data.authorizations, identity)) {
      parts.log.warn("event-of-another-workspace", { type });
      return;
    }
    const { event_id: id } = outer.data;
    if (id === undefined || contentTypes.has(type)) return takeEvent(parts, identity, type, event);
    if (await parts.seen.has(id)) return;
    await takeEvent(parts, identity, type, event);
    await parts.seen.mark(id);
  };
}

async function takeEvent(parts: EventParts, identity: Identity, type: string, event: unknown): Promise<void> {
  await takeOwn(parts, identity, type, event);
  const names = await parts.readNames(textsOf(event), identity);
  const read = readEvent(type, event, { identity, names, opensThreads: parts.opensThreads() });
  for (const hint of read.hints) follow(parts, hint);
  for (const told of read.events) await parts.handler.receive(told);
}

/** A payload that names nobody is taken: the signature or the socket says that it is for this app. */
function isForTeam(
  authorizations: readonly { readonly team_id?: string | null | undefined }[] | null | undefined,
  { teamId }: Identity,
): boolean {
  const teams = (authorizations ?? []).flatMap(({ team_id }) => team_id ?? []);
  return teams.length === 0 || teams.includes(teamId);
}

function follow({ directory }: EventParts, hint: Hint): void {
  if (hint.type === "person-changed") directory.forgetPerson(hint.person);
  else directory.forgetChannel(hint.channel);
}

/** What is for the adapter itself. */
async function takeOwn(parts: EventParts, identity: Identity, type: string, event: unknown): Promise<void> {
  if (type === "app_home_opened") {
    const opened = homeEvent.safeParse(event);
    const { user, tab = "home", channel = "" } = opened.data ?? {};
    // Nothing depends on it: what could not be drawn is drawn when it is opened again.
    if (user) void parts.homeOpened(user, tab, channel);
  }
  if (type === "app_rate_limited") parts.rateLimited();
  // Events are claims: the token itself tells whether it is so. A token may be revoked to be replaced, so that
  // nothing goes for that alone.
  const revoked = type === "tokens_revoked" ? revokedEvent.safeParse(event).data?.tokens.bot : undefined;
  if (revoked?.includes(identity.botUserId)) await parts.account.checkLeft();
  if (type === "app_uninstalled") {
    const isGone = parts.account.isLeft() || (await parts.account.checkLeft());
    // Not taken: Slack tells it again, and by then the token may be dead indeed.
    if (!isGone) throw new PlatformError("Slack", "still-installed", false);
    parts.log.error("app-removed", { platform: slackName });
    await parts.handler.receive({ type: "workspace-left", workspace: identity.workspace });
  }
}
