import {
  Client,
  Events,
  GatewayDispatchEvents,
  type IIdentifyThrottler,
  Options,
  type REST,
} from "discord.js";
import { z } from "zod";
import type { Log } from "../../../core/ports/log.ts";
import { discordName } from "../identity.ts";
import { createEndingShards } from "./ending-shards.ts";
import { lentRest } from "./lent-rest.ts";

/** What a connection tells of, until it is ended. */
export interface ConnectionListener {
  /** Something arrived; what the client remembers of the world holds it already. */
  readonly dispatched: (type: string, data: unknown) => void;
  /** Discord took the session: the client knows which servers there are, and hears of each by and by. */
  readonly greeted: () => void;
  /** All servers are there, after a start or after a session that could not be resumed. */
  readonly identified: () => void;
  /** The connection broke; the client tries to resume it. */
  readonly away: () => void;
  /** It was resumed, with all that happened meanwhile. */
  readonly back: () => void;
  /** Discord closed for good with this code. */
  readonly closed: (code: number) => void;
}

/** What a connection is opened with. */
export interface ConnectionOptions {
  readonly rest: REST;
  readonly token: string;
  readonly intents: number;
  /** Says when the connection may identify. */
  readonly throttle: IIdentifyThrottler;
  readonly log: Log;
}

/** What the opening of a connection came to. */
export type Opened =
  | { readonly type: "standing" }
  | { readonly type: "closed"; readonly code: number }
  /** Somebody ended it meanwhile. */
  | { readonly type: "ended" };

/** A connection for one life: it resumes by itself, and ends where Discord closes for good. */
export interface Connection {
  readonly client: Client;
  /** Resolves once it stands, or never will. Rejects as the SDK does. */
  readonly opened: Promise<Opened>;
  /** Ends it: it tells of nothing from now on. Never rejects. */
  end(): Promise<void>;
}

/** How long servers that do not come are waited for, in milliseconds. */
const waitForServersMs = 5000;

/** The most members that the client remembers of one server; beyond, Discord is asked again. */
const membersAtMost = 200;

const greeting = z.object({ guilds: z.array(z.object({ id: z.string() })) });

/** Opens a connection. */
export function openConnection(options: ConnectionOptions, listener: ConnectionListener): Connection {
  const { log } = options;
  const ended = Promise.withResolvers<Opened>();
  let isOver = false;
  let closedWith: number | undefined;
  const client = createClient(options, () => isOver);
  listenTo(client, log, () => isOver, {
    ...listener,
    closed: (code) => {
      closedWith = code;
      listener.closed(code);
    },
  });

  const destroy = async (): Promise<void> => {
    if (isOver) return;
    isOver = true;
    try {
      await client.destroy();
    } catch (error) {
      log.warn("gateway-not-ended", { platform: discordName }, error);
    }
  };

  const ready = new Promise<Opened>((resolve) =>
    client.once(Events.ClientReady, () => resolve({ type: "standing" })),
  );
  const open = async (): Promise<Opened> => {
    try {
      await client.login(options.token);
    } catch (error) {
      // The client gives up by halves.
      void destroy();
      if (closedWith === undefined) throw error;
      return { type: "closed", code: closedWith };
    }
    return ready;
  };
  const opening = open();
  // Whoever ended it does not ask what became of it.
  opening.catch(() => undefined);
  return {
    client,
    opened: Promise.race([opening, ended.promise]),
    async end() {
      ended.resolve({ type: "ended" });
      await destroy();
    },
  };
}

function createClient({ rest, intents, throttle, log }: ConnectionOptions, isOver: () => boolean): Client {
  const client: Client = new Client({
    intents,
    allowedMentions: { parse: [], repliedUser: false },
    waitGuildTimeout: waitForServersMs,
    // It gets another one.
    rest: { hashSweepInterval: 0, handlerSweepInterval: 0 },
    ws: {
      buildIdentifyThrottler: () => throttle,
      buildStrategy: (manager) =>
        createEndingShards(manager, {
          isOver,
          failed: (error) => log.error("event-not-read", { platform: discordName }, error),
        }),
    },
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
  client.rest = lentRest(rest);
  return client;
}

/** Tells the listener of what the client does, as long as that is anybody's business. */
function listenTo(client: Client, log: Log, isOver: () => boolean, listener: ConnectionListener): void {
  const tell = (work: () => void): void => {
    if (!isOver()) work();
  };
  client.on(Events.Raw, ({ t, d }: { readonly t: string; readonly d: unknown }) => {
    if (t === GatewayDispatchEvents.Ready) {
      forgetOtherServers(client, d);
      tell(listener.greeted);
    }
    // The client takes it in right after this event.
    queueMicrotask(() => tell(() => listener.dispatched(t, d)));
  });
  client.on(Events.ShardReady, () => tell(listener.identified));
  client.on(Events.ShardDisconnect, ({ code }) => tell(() => listener.closed(code)));
  client.on(Events.ShardReconnecting, () => {
    log.info("gateway-reconnecting", { platform: discordName });
    tell(listener.away);
  });
  client.on(Events.ShardResume, () => tell(listener.back));
  client.on(Events.ShardError, (error) => log.warn("gateway-error", { platform: discordName }, error));
  client.on(Events.Error, (error) => log.warn("gateway-error", { platform: discordName }, error));
}

/** A client goes on remembering servers that it was removed from while it heard nothing. */
function forgetOtherServers(client: Client, ready: unknown): void {
  const told = greeting.safeParse(ready).data?.guilds.map(({ id }) => id);
  for (const guild of client.guilds.cache.values()) {
    if (!told || told.includes(guild.id)) continue;
    for (const id of guild.channels.cache.keys()) client.channels.cache.delete(id);
    client.guilds.cache.delete(guild.id);
  }
}
