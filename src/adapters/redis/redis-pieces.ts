import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { DocumentKey, Json } from "../../core/ports/documents.ts";
import type { Log } from "../../core/ports/log.ts";
import type { Arriving, Piece } from "../../core/ports/pieces.ts";
import type { Proposal, Tombstone } from "../../core/proposal.ts";
import type { AuditEntry, DreamRecord } from "../../core/record.ts";
import { decodeJson, encodeJson } from "../../core/storage/json-codec.ts";
import { connect, createRedisClient, type RedisClient, strictly } from "./connection.ts";
import { historyKey, messageEntry, readRecord } from "./history-records.ts";
import { recordScript } from "./history-scripts.ts";
import { keysBeginning } from "./keys.ts";
import { LedgerReads } from "./ledger-reads.ts";
import { ledgerKey, writeEntry } from "./ledger-records.ts";
import { writeScript } from "./ledger-scripts.ts";
import { moveKey } from "./move-mark.ts";
import { askerScript, auditScript, jobScript, raiseScript } from "./piece-scripts.ts";

const noWrite = {
  expect: { proposals: [], books: [], cursors: [] },
  proposals: [],
  changes: [],
  tombstones: [],
  cursors: [],
  dreams: [],
  audit: [],
};

/** Longer than its time to live a document stays for the server to clear away: for longer than any move takes. */
const graceMs = 24 * 60 * 60 * 1000;

/** A Redis that takes everything of another store. Rejects with a StartError where it does not answer. */
export async function openArriving(options: {
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly prefix?: string;
}): Promise<Arriving & { close(): void }> {
  const { url, clock, log, prefix = "reverie" } = options;
  const client = createRedisClient(url, log);
  await connect(client);
  const mark = moveKey(prefix);
  let knowsScripts = false;
  return {
    begin: (source) =>
      strictly("move.begin", async () => {
        if ((await client.get(mark)) === source) return true;
        for await (const _ of keysBeginning(client, `${prefix}:`)) return false;
        await client.set(mark, source);
        return true;
      }),
    put: (pieces) =>
      strictly("move.put", async () => {
        // What comes first has the lower number: commands of one connection are carried out in their order, once the
        // server knows the scripts.
        if (knowsScripts) await Promise.all(pieces.map((piece) => putPiece(client, prefix, clock, piece)));
        else for (const piece of pieces) await putPiece(client, prefix, clock, piece);
        knowsScripts = true;
      }),
    end: () =>
      strictly("move.end", async () => {
        await client.del(mark);
      }),
    pieces: () => piecesOf(client, prefix),
    close: () => client.destroy(),
  };
}

async function putPiece(client: RedisClient, prefix: string, clock: Clock, piece: Piece): Promise<void> {
  const history = (workspace: WorkspaceId) => historyKey(prefix, workspace);
  const ledger = (workspace: WorkspaceId) => ledgerKey(prefix, workspace);
  const write = (workspace: WorkspaceId, more: Partial<typeof noWrite>) =>
    writeScript(client, [ledger(workspace), writeEntry({ ...noWrite, ...more } as never)]);
  switch (piece.kind) {
    case "message": {
      const { sequence, ...message } = piece.message;
      await recordScript(client, [history(message.workspace), messageEntry(message, sequence)]);
      return;
    }
    case "asker":
      await askerScript(client, [history(piece.workspace), piece.question, piece.answer, piece.asker]);
      return;
    case "removed":
      await client.sAdd(`${history(piece.workspace)}removed`, piece.message);
      return;
    case "sequence":
      await raiseScript(client, [`${history(piece.workspace)}sequence`, `${piece.sequence}`]);
      return;
    case "proposal":
      await write(piece.proposal.workspace, { proposals: [piece.proposal] as never });
      return;
    case "change":
      await write(piece.change.workspace, { changes: [piece.change] as never });
      return;
    case "tombstone":
      await write(piece.tombstone.workspace, { tombstones: [piece.tombstone] as never });
      return;
    case "dream":
      await write(piece.dream.workspace, { dreams: [piece.dream] as never });
      return;
    case "book":
    case "cursor": {
      const name = piece.kind === "book" ? "revision" : "cursor";
      await client.hSet(`${ledger(piece.workspace)}${name}`, piece.audience, `${piece.number}`);
      return;
    }
    case "audit": {
      const { workspace, at } = piece.entry;
      await auditScript(client, [ledger(workspace), `${piece.number}`, `${at}`, JSON.stringify(piece.entry)]);
      return;
    }
    case "document":
      await putDocument(client, prefix, clock, piece);
      return;
    case "job":
      await putJob(client, prefix, piece);
      return;
  }
}

async function putDocument(
  client: RedisClient,
  prefix: string,
  clock: Clock,
  { key: { workspace, kind, name }, value, expiresAt }: Extract<Piece, { kind: "document" }>,
): Promise<void> {
  const key = `${prefix}:document:${JSON.stringify([workspace, kind, name])}`;
  const record = `${expiresAt ?? ""}\n${encodeJson(value)}`;
  if (expiresAt === null) await client.set(key, record);
  else await client.set(key, record, { PX: Math.max(0, Math.ceil(expiresAt - clock.now())) + graceMs });
}

async function putJob(
  client: RedisClient,
  prefix: string,
  { job, number, state, failures, retryAt, error, endedAt }: Extract<Piece, { kind: "job" }>,
): Promise<void> {
  const { id, kind, key, lane, at, data } = job;
  await jobScript(client, [
    `${prefix}:jobs:`,
    id,
    kind,
    key,
    lane,
    `${at}`,
    encodeJson(data),
    `${number}`,
    state,
    `${failures}`,
    `${retryAt ?? ""}`,
    error ?? "",
    `${endedAt ?? ""}`,
  ]);
}

async function* piecesOf(client: RedisClient, prefix: string): AsyncGenerator<Piece> {
  const beginning = `${prefix}:history:`;
  for (const workspace of await workspacesOf(client, beginning)) yield* historyOf(client, prefix, workspace);
  for (const workspace of await workspacesOf(client, `${prefix}:ledger:`))
    yield* ledgerOf(client, prefix, workspace);
  for await (const key of keysBeginning(client, `${prefix}:document:`))
    yield* documentOf(client, prefix, key);
  for await (const key of keysBeginning(client, `${prefix}:jobs:job:`)) yield* jobOf(client, prefix, key);
}

/** A workspace's id stands as JSON text in its keys. */
async function workspacesOf(client: RedisClient, beginning: string): Promise<Set<WorkspaceId>> {
  const found = new Set<WorkspaceId>();
  for await (const key of keysBeginning(client, beginning)) {
    const id = /^"(?:[^"\\]|\\.)*"/u.exec(key.slice(beginning.length))?.[0];
    if (id) found.add(asId(JSON.parse(id) as string));
  }
  return found;
}

async function* historyOf(
  client: RedisClient,
  prefix: string,
  workspace: WorkspaceId,
): AsyncGenerator<Piece> {
  const key = historyKey(prefix, workspace);
  for await (const entries of client.hScanIterator(`${key}message`))
    for (const { value } of entries) yield { kind: "message", message: readRecord(workspace, value).message };
  for (const [field, asker] of Object.entries(await client.hGetAll(`${key}asker`))) {
    const [question = "", answer = ""] = field.split(" ");
    yield { kind: "asker", workspace, question: asId(question), answer: asId(answer), asker: asId(asker) };
  }
  for (const message of await client.sMembers(`${key}removed`))
    yield { kind: "removed", workspace, message: asId(message) };
  yield {
    kind: "sequence",
    workspace,
    sequence: Number((await client.get(`${key}sequence`)) ?? 0),
  };
}

async function* ledgerOf(client: RedisClient, prefix: string, workspace: WorkspaceId): AsyncGenerator<Piece> {
  const reads = new LedgerReads(client, prefix, workspace);
  for (const proposal of (await reads.all<Proposal>("proposal")).values())
    yield { kind: "proposal", proposal };
  for (const change of await reads.allChanges()) yield { kind: "change", change };
  for (const tombstone of await reads.tombstones())
    yield { kind: "tombstone", tombstone: tombstone satisfies Tombstone };
  for (const dream of (await reads.all<DreamRecord>("dream")).values()) yield { kind: "dream", dream };
  for (const [kind, name] of [
    ["book", "revision"],
    ["cursor", "cursor"],
  ] as const)
    for (const [audience, number] of Object.entries(await client.hGetAll(`${reads.key}${name}`)))
      yield { kind, workspace, audience, number: Number(number) };
  for (const [member, entry] of await reads.all<AuditEntry>("audit"))
    yield { kind: "audit", number: Number(member), entry };
}

async function* documentOf(client: RedisClient, prefix: string, key: string): AsyncGenerator<Piece> {
  const record = await client.get(key);
  if (record === null) return;
  const [workspace, kind, name] = JSON.parse(key.slice(`${prefix}:document:`.length)) as [
    DocumentKey["workspace"],
    string,
    string,
  ];
  const cut = record.indexOf("\n");
  const expiry = record.slice(0, cut);
  yield {
    kind: "document",
    key: { workspace, kind, name },
    value: decodeJson(record.slice(cut + 1)) as Json,
    expiresAt: expiry === "" ? null : Number(expiry),
  };
}

async function* jobOf(client: RedisClient, prefix: string, key: string): AsyncGenerator<Piece> {
  const job = await client.hGetAll(key);
  const orNull = (text: string | undefined) => (text === undefined ? null : Number(text));
  const isOver = job.state === "ended" || job.state === "dead";
  yield {
    kind: "job",
    job: {
      id: key.slice(`${prefix}:jobs:job:`.length),
      kind: job.kind ?? "",
      key: job.key ?? "",
      lane: job.lane ?? "",
      at: Number(job.at),
      data: decodeJson(job.data ?? "null") as Json,
    },
    number: Number(job.number),
    state: isOver ? (job.state as "ended" | "dead") : "waiting",
    failures: Number(job.failures),
    retryAt: orNull(job.retry),
    error: job.error ?? null,
    endedAt: orNull(job.ended),
  };
}
