import type { MessageId, WorkspaceId } from "../../core/ids.ts";
import type { Change } from "../../core/memory.ts";
import type { ErasedWorkspaceLedger } from "../../core/ports/ledger.ts";
import type { Proposal, Tombstone } from "../../core/proposal.ts";
import type { DreamRecord } from "../../core/record.ts";
import type { RedisClient } from "./connection.ts";
import { keysBeginning } from "./keys.ts";
import { type Holder, joinChange, ledgerKey } from "./ledger-records.ts";

/** Members are listed by a number of twelve digits and a space, so that what came at one instant keeps its order. */
const idFrom = 13;

/** Reads of one workspace's ledger. */
export class LedgerReads {
  /** The beginning of all its keys. */
  readonly key: string;
  readonly #client: RedisClient;

  constructor(client: RedisClient, prefix: string, workspace: WorkspaceId) {
    this.#client = client;
    this.key = ledgerKey(prefix, workspace);
  }

  /** The records of these ids that are there, in the order of the ids. */
  async documents<Record>(name: string, ids: readonly string[]): Promise<Record[]> {
    return (await this.#texts(name, ids)).flatMap((text) =>
      text === null ? [] : [JSON.parse(text) as Record],
    );
  }

  async changes(ids: readonly string[]): Promise<Change[]> {
    const [words, marks] = await Promise.all([this.#texts("change", ids), this.#texts("marks", ids)]);
    return words.flatMap((text, index) => (text === null ? [] : [joinChange(text, marks[index] ?? "{}")]));
  }

  async changesOf(list: string): Promise<Change[]> {
    return this.changes(await this.listed(list));
  }

  /** All records of a kind, by id. */
  async all<Record>(name: string): Promise<Map<string, Record>> {
    const texts = await this.#client.hGetAll(`${this.key}${name}`);
    return new Map(Object.entries(texts).map(([id, text]) => [id, JSON.parse(text) as Record]));
  }

  async allChanges(): Promise<Change[]> {
    return this.changes(await this.#client.hKeys(`${this.key}change`));
  }

  /** All tombstones, whoever they are for. */
  async tombstones(): Promise<Tombstone[]> {
    const found: Tombstone[] = [];
    for await (const key of keysBeginning(this.#client, `${this.key}tombstone:`))
      found.push(...(await this.all<Tombstone>(key.slice(this.key.length))).values());
    return found;
  }

  async members(name: string): Promise<string[]> {
    return this.#client.sMembers(`${this.key}${name}`);
  }

  /** The version, revision or sequence that stands there; 0 where there is none. */
  async number(name: string, field: string): Promise<number> {
    return Number((await this.#client.hGet(`${this.key}${name}`, field)) ?? 0);
  }

  async stamp(): Promise<number> {
    return Number((await this.#client.get(`${this.key}stamp`)) ?? 0);
  }

  /** Ids in the order of their list. */
  async listed(name: string): Promise<string[]> {
    return this.#client.zRange(`${this.key}${name}`, 0, -1);
  }

  /** Ids of a list whose members are numbered, newest first. */
  async newest(name: string, limit: number): Promise<string[]> {
    return (await this.newestMembers(name, limit)).map((member) => member.slice(idFrom));
  }

  async newestMembers(name: string, limit: number): Promise<string[]> {
    if (limit <= 0) return [];
    return this.#client.zRange(`${this.key}${name}`, 0, limit - 1, { REV: true });
  }

  /** The records that hold, or held, words of these messages. */
  async holding(messages: readonly MessageId[]): Promise<readonly [Proposal[], Change[], DreamRecord[]]> {
    return Promise.all([
      this.#holders("proposal", messages).then((ids) => this.documents<Proposal>("proposal", ids)),
      this.#holders("change", messages).then((ids) => this.changes(ids)),
      this.#holders("dream", messages).then((ids) => this.documents<DreamRecord>("dream", ids)),
    ]);
  }

  async counts(): Promise<ErasedWorkspaceLedger> {
    const [proposals, memories] = await Promise.all([
      this.#client.hLen(`${this.key}proposal`),
      this.#client.hVals(`${this.key}memory-of`),
    ]);
    return { memories: new Set(memories).size, proposals };
  }

  async #holders(holder: Holder, messages: readonly MessageId[]): Promise<string[]> {
    const lists = await Promise.all(messages.map((message) => this.members(`held:${holder}:${message}`)));
    return [...new Set(lists.flat())];
  }

  async #texts(name: string, ids: readonly string[]): Promise<(string | null)[]> {
    return ids.length === 0 ? [] : this.#client.hmGet(`${this.key}${name}`, [...ids]);
  }
}
