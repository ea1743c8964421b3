import { Client, Events, Options, type REST } from "discord.js";
import type { Log } from "../../../core/ports/log.ts";
import { discordName } from "../identity.ts";

/** What a connection tells of. */
export interface ConnectionListener {
  /** Something arrived; what the client remembers of the world holds it already. */
  readonly dispatched: (type: string, data: unknown) => void;
  /** All servers are there, after a start or after a session that could not be resumed. */
  readonly identified: () => void;
  /** The connection broke; the client tries to resume it. */
  readonly away: () => void;
  /** It was resumed, with all that happened meanwhile. */
  readonly back: () => void;
  /** Discord closed for good with this code. */
  readonly ended: (code: number) => void;
}

/** What a connection is opened with. */
export interface ConnectionOptions {
  readonly rest: REST;
  readonly token: string;
  readonly intents: number;
  readonly log: Log;
}

/** How long servers that do not come are waited for, in milliseconds. */
const waitForServersMs = 5000;

/** The most members that the client remembers of one server; beyond, Discord is asked again. */
const membersAtMost = 200;

/** A client of discord.js, for one life: it resumes by itself, and ends where Discord closes for good. */
function createClient({ rest, intents, log }: ConnectionOptions, listener: ConnectionListener): Client {
  const client: Client = new Client({
    intents,
    allowedMentions: { parse: [], repliedUser: false },
    waitGuildTimeout: waitForServersMs,
    // What was said is History's to keep; of the world only what permissions follow from.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      ApplicationCommandManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      DMMessageManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: { maxSize: membersAtMost, keepOverLimit: ({ id }) => id === client.user?.id },
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      UserManager: { maxSize: membersAtMost, keepOverLimit: ({ id }) => id === client.user?.id },
      VoiceStateManager: 0,
    }),
  });
  // One client for all requests, so that there is one count of what Discord allows.
  client.rest = rest;
  client.on(Events.Raw, ({ t, d }: { readonly t: string; readonly d: unknown }) => {
    // The client takes it in right after this event.
    queueMicrotask(() => listener.dispatched(t, d));
  });
  client.on(Events.ShardReady, () => listener.identified());
  client.on(Events.ShardDisconnect, ({ code }) => listener.ended(code));
  client.on(Events.ShardReconnecting, () => {
    log.info("gateway-reconnecting", { platform: discordName });
    listener.away();
  });
  client.on(Events.ShardResume, () => listener.back());
  client.on(Events.ShardError, (error) => log.warn("gateway-error", { platform: discordName }, error));
  client.on(Events.Error, (error) => log.warn("gateway-error", { platform: discordName }, error));
  return client;
}

/** A client that is being opened. */
export interface Opening {
  readonly client: Client;
  /** Resolves once it stands, with undefined; or with the code with which Discord closed for good. Rejects as the SDK does. */
  readonly outcome: Promise<number | undefined>;
}

/** Opens a connection. */
export function openConnection(options: ConnectionOptions, listener: ConnectionListener): Opening {
  let endedWith: number | undefined;
  const client = createClient(options, {
    ...listener,
    ended: (code) => {
      endedWith = code;
      listener.ended(code);
    },
  });
  const ready = new Promise<undefined>((resolve) =>
    client.once(Events.ClientReady, () => resolve(undefined)),
  );
  const open = async (): Promise<undefined> => {
    await client.login(options.token);
    return ready;
  };
  const outcome = open().catch((error: unknown) => {
    // The client took the token along when it gave up.
    options.rest.setToken(options.token);
    if (endedWith === undefined) throw error;
    return endedWith;
  });
  return { client, outcome };
}

/** Ends a client. The token that it takes from the shared REST client is given back. */
export async function endClient(client: Client, { rest, token, log }: ConnectionOptions): Promise<void> {
  try {
    await client.destroy();
  } catch (error) {
    log.warn("gateway-not-ended", { platform: discordName }, error);
  } finally {
    rest.setToken(token);
  }
}
