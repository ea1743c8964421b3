import { type IShardingStrategy, SimpleShardingStrategy, WebSocketShardStatus } from "discord.js";

/** What the SDK manages its connections with. */
export type ShardManager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/** Whom connections ask and tell. */
export interface ShardOwner {
  /** Whether they are to be over, for good. */
  readonly isOver: () => boolean;
  /** What an event came to inside the client that was told of it. */
  readonly failed: (error: unknown) => void;
}

/** How long Discord may take to open a connection and to greet on it, in milliseconds. */
const handshakeTimeout = 10_000;
const helloTimeout = 15_000;

/**
 * The SDK's connections, except that they end when they are told to. The SDK opens a connection again half a
 * second after it was lost and asks nobody then; a connection that is let go of while it opens throws its error
 * at the program; and an event that a client cannot read rejects where nobody listens.
 */
export function createEndingShards(manager: ShardManager, owner: ShardOwner): IShardingStrategy {
  const { isOver } = owner;
  let isGreeted = false;

  const emit = (event: string, ...values: unknown[]): boolean => {
    if (event === "hello") isGreeted = true;
    if (event === "closed") isGreeted = false;
    if (isOver()) {
      // Let go of while it opened: now it can be closed.
      if (event === "hello") void shards.destroy();
      return true;
    }
    try {
      return Reflect.apply(manager.emit, manager, [event, ...values]);
    } catch (error) {
      owner.failed(error);
      return true;
    }
  };
  const { retrieveSessionInfo } = manager.options;
  const options: ShardManager["options"] = {
    ...manager.options,
    handshakeTimeout,
    helloTimeout,
    // Whoever opens a connection asks for this first.
    retrieveSessionInfo: (shard) => (isOver() ? new Promise(() => {}) : retrieveSessionInfo(shard)),
  };
  const shards = new SimpleShardingStrategy(
    new Proxy(manager, {
      get(target, name): unknown {
        if (name === "emit") return emit;
        return name === "options" ? options : Reflect.get(target, name);
      },
    }),
  );

  return {
    spawn: (ids) => shards.spawn(ids),
    async connect() {
      if (isOver()) throw new Error("The connection ended before it was opened");
      await shards.connect();
    },
    send: (shard, payload) => shards.send(shard, payload),
    fetchStatus: () => shards.fetchStatus(),
    async destroy(given) {
      const isOpening = (await shards.fetchStatus()).some(
        (status) => status === WebSocketShardStatus.Connecting && !isGreeted,
      );
      // Its own end, one way or the other, is the end of it.
      if (!isOpening || !isOver()) await shards.destroy(given);
    },
  };
}
