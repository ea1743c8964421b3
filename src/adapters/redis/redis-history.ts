import {
  asId,
  type ChannelId,
  type ConversationId,
  type MessageId,
  type PersonId,
  type WorkspaceId,
} from "../../core/ids.ts";
import type { Message, RecordedMessage } from "../../core/message.ts";
import type { ErasedHistory, History, SearchHit } from "../../core/ports/history.ts";
import type { Log } from "../../core/ports/log.ts";
import { type RedisClient, strictly } from "./connection.ts";
import { byMoment, historyKey, messageEntry, readRecord, type StoredMessage } from "./history-records.ts";
import { takeOut } from "./history-redaction.ts";
import { recordScript, takeScript } from "./history-scripts.ts";
import { searchNewest } from "./history-search.ts";
import { clearFiles, deleteBeginning } from "./keys.ts";
import { readReadable } from "./readable.ts";

/** How many messages one script takes away, and how many are read in one command. */
const takenAtOnce = 200;
const readAtOnce = 1000;

/** Members are a number of twelve digits, a space and an id. */
const idFrom = 13;

/** History in hashes and sorted sets. */
export class RedisHistory implements History {
  readonly #client: RedisClient;
  readonly #prefix: string;
  readonly #log: Log;

  constructor(client: RedisClient, prefix: string, log: Log) {
    this.#client = client;
    this.#prefix = prefix;
    this.#log = log;
  }

  record(message: Message): Promise<boolean> {
    return strictly("history.record", async () => {
      const key = this.#keyOf(message.workspace);
      return (await recordScript(this.#client, [key, messageEntry(message)])) === 1;
    });
  }

  remove(workspace: WorkspaceId, message: MessageId): Promise<boolean> {
    return strictly("history.remove", async () => {
      const gone = await this.#take(workspace, [message], "mark", "count");
      return gone.length > 0;
    });
  }

  get(workspace: WorkspaceId, messages: readonly MessageId[]): Promise<RecordedMessage[]> {
    return strictly("history.get", async () => messagesOf(await this.#stored(workspace, messages)));
  }

  conversation(
    workspace: WorkspaceId,
    conversation: ConversationId,
    limit: number,
  ): Promise<RecordedMessage[]> {
    return strictly("history.conversation", async () => {
      if (limit <= 0) return [];
      const list = `${this.#keyOf(workspace)}conversation:${conversation}`;
      const members = await this.#client.zRange(list, 0, limit - 1, { REV: true });
      return this.#oldestFirst(workspace, members.map(idOf));
    });
  }

  channel(
    workspace: WorkspaceId,
    channel: ChannelId,
    beforeAt: number,
    limit: number,
  ): Promise<RecordedMessage[]> {
    return strictly("history.channel", async () => {
      if (limit <= 0) return [];
      const list = `${this.#keyOf(workspace)}channel:${channel}`;
      const members = await this.#client.zRange(list, `(${beforeAt}`, "-inf", {
        BY: "SCORE",
        REV: true,
        LIMIT: { offset: 0, count: limit },
      });
      return this.#oldestFirst(workspace, members.map(idOf));
    });
  }

  since(
    workspace: WorkspaceId,
    channels: readonly ChannelId[],
    sequence: number,
    limit: number,
  ): Promise<RecordedMessage[]> {
    return strictly("history.since", async () => {
      if (limit <= 0) return [];
      const key = this.#keyOf(workspace);
      const lists = await Promise.all(
        [...new Set(channels)].map((channel) =>
          this.#client.zRangeWithScores(`${key}news:${channel}`, `(${sequence}`, "+inf", {
            BY: "SCORE",
            LIMIT: { offset: 0, count: limit },
          }),
        ),
      );
      const next = lists
        .flat()
        .toSorted((one, other) => one.score - other.score)
        .slice(0, limit);
      const stored = await this.#stored(
        workspace,
        next.map(({ value }) => value),
      );
      return messagesOf(stored).toSorted((one, other) => one.sequence - other.sequence);
    });
  }

  sequence(workspace: WorkspaceId): Promise<number> {
    return strictly("history.sequence", async () =>
      Number((await this.#client.get(`${this.#keyOf(workspace)}sequence`)) ?? 0),
    );
  }

  authors(workspace: WorkspaceId): Promise<{ readonly author: PersonId; readonly sequence: number }[]> {
    return strictly("history.authors", async () => {
      const key = this.#keyOf(workspace);
      const authors = await this.#client.sMembers(`${key}authors`);
      const newest = await Promise.all(
        authors.map((author) => this.#client.zRangeWithScores(`${key}author:${author}`, -1, -1)),
      );
      return authors.flatMap((author, index) => {
        const [last] = newest[index] ?? [];
        return last ? [{ author: asId<PersonId>(author), sequence: last.score }] : [];
      });
    });
  }

  citing(workspace: WorkspaceId, message: MessageId): Promise<RecordedMessage[]> {
    return strictly("history.citing", async () => this.#members(workspace, `citing:${message}`));
  }

  answersTo(workspace: WorkspaceId, message: MessageId): Promise<RecordedMessage[]> {
    return strictly("history.answersTo", async () => this.#members(workspace, `answers:${message}`));
  }

  search(
    workspace: WorkspaceId,
    channels: readonly ChannelId[],
    terms: readonly string[],
  ): Promise<SearchHit[]> {
    return strictly("history.search", () =>
      searchNewest(this.#client, this.#keyOf(workspace), channels, terms, this.#log),
    );
  }

  saidBy(workspace: WorkspaceId, person: PersonId): Promise<RecordedMessage[]> {
    return strictly("history.saidBy", async () =>
      this.#oldestFirst(workspace, await this.#idsSaidBy(workspace, person)),
    );
  }

  idsSaidBy(workspace: WorkspaceId, person: PersonId): Promise<MessageId[]> {
    return strictly("history.idsSaidBy", async () =>
      (await this.#idsSaidBy(workspace, person)).map((id) => asId<MessageId>(id)),
    );
  }

  erasePerson(workspace: WorkspaceId, person: PersonId, names: readonly string[]): Promise<ErasedHistory> {
    return strictly("history.erasePerson", async () => {
      const removed: MessageId[] = [];
      for (;;) {
        const listed = await this.#ofPerson(workspace, person);
        const taken = await this.#take(workspace, listed, "mark", "quiet");
        removed.push(...taken);
        // What is listed and is not there would be listed for ever.
        if (taken.length === 0) break;
      }
      const key = this.#keyOf(workspace);
      await this.#client.del([`${key}author:${person}`, `${key}asker:${person}`]);
      const messagesRedacted = await takeOut(this.#client, key, workspace, person, names);
      await clearFiles(this.#client);
      return { messagesRemoved: removed.length, messagesRedacted, removed };
    });
  }

  forget(workspace: WorkspaceId, messages: readonly MessageId[]): Promise<MessageId[]> {
    return strictly("history.forget", async () => {
      const forgotten = await this.#take(workspace, messages, "no mark", "quiet");
      if (forgotten.length > 0) await clearFiles(this.#client);
      return forgotten;
    });
  }

  channels(workspace: WorkspaceId): Promise<ChannelId[]> {
    return strictly("history.channels", async () => {
      const channels = await this.#client.sMembers(`${this.#keyOf(workspace)}channels`);
      return channels.map((channel) => asId<ChannelId>(channel));
    });
  }

  forgetBefore(
    workspace: WorkspaceId,
    at: number,
    channels: readonly ChannelId[] | null,
  ): Promise<MessageId[]> {
    return strictly("history.forgetBefore", async () => {
      const forgotten: MessageId[] = [];
      for (const channel of channels ?? (await this.channels(workspace))) {
        const list = `${this.#keyOf(workspace)}channel:${channel}`;
        const members = await this.#client.zRange(list, "-inf", `(${at}`, { BY: "SCORE" });
        // What is forgotten for its age leaves no mark: should it come again, the next run takes it again.
        forgotten.push(...(await this.#take(workspace, members.map(idOf), "no mark", "quiet")));
      }
      if (forgotten.length > 0) await clearFiles(this.#client);
      return forgotten;
    });
  }

  eraseWorkspace(workspace: WorkspaceId): Promise<number> {
    return strictly("history.eraseWorkspace", async () => {
      const key = this.#keyOf(workspace);
      const count = await this.#client.hLen(`${key}message`);
      await deleteBeginning(this.#client, key);
      await clearFiles(this.#client);
      return count;
    });
  }

  #keyOf(workspace: WorkspaceId): string {
    return historyKey(this.#prefix, workspace);
  }

  #idsSaidBy(workspace: WorkspaceId, person: PersonId): Promise<string[]> {
    return this.#client.zRange(`${this.#keyOf(workspace)}author:${person}`, 0, -1);
  }

  /** What the person said, and the answers to it. */
  async #ofPerson(workspace: WorkspaceId, person: PersonId): Promise<string[]> {
    const key = this.#keyOf(workspace);
    const [said, answered] = await Promise.all([
      this.#idsSaidBy(workspace, person),
      this.#client.sMembers(`${key}asker:${person}`),
    ]);
    const answers = await Promise.all(said.map((id) => this.#client.sMembers(`${key}answers:${id}`)));
    return [...new Set([...said, ...answered, ...answers.flat()])];
  }

  async #take(
    workspace: WorkspaceId,
    ids: readonly string[],
    mark: "mark" | "no mark",
    count: "count" | "quiet",
  ): Promise<MessageId[]> {
    const gone: MessageId[] = [];
    for (let from = 0; from < ids.length; from += takenAtOnce) {
      const some = ids.slice(from, from + takenAtOnce);
      const taken = await takeScript(this.#client, [this.#keyOf(workspace), mark, count, ...some]);
      gone.push(...(taken as readonly string[]).map((id) => asId<MessageId>(id)));
    }
    return gone;
  }

  async #members(workspace: WorkspaceId, name: string): Promise<RecordedMessage[]> {
    return this.#oldestFirst(workspace, await this.#client.sMembers(`${this.#keyOf(workspace)}${name}`));
  }

  async #oldestFirst(workspace: WorkspaceId, ids: readonly string[]): Promise<RecordedMessage[]> {
    return messagesOf((await this.#stored(workspace, ids)).toSorted(byMoment));
  }

  async #stored(workspace: WorkspaceId, ids: readonly string[]): Promise<StoredMessage[]> {
    const wanted = [...new Set(ids)];
    const stored: StoredMessage[] = [];
    for (let from = 0; from < wanted.length; from += readAtOnce) {
      const some = wanted.slice(from, from + readAtOnce);
      const records = await this.#client.hmGet(`${this.#keyOf(workspace)}message`, some);
      const found = records.filter((record) => record !== null);
      stored.push(...readReadable(found, "message", this.#log, (record) => readRecord(workspace, record)));
    }
    return stored;
  }
}

function idOf(member: string): string {
  return member.slice(idFrom);
}

function messagesOf(stored: readonly StoredMessage[]): RecordedMessage[] {
  return stored.map(({ message }) => message);
}
