import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSlack } from "../../../../src/adapters/slack/slack-platform.ts";
import { PlatformError } from "../../../../src/core/errors.ts";
import type { AttachedFile } from "../../../../src/core/message.ts";
import { workspaceId } from "../../../../src/core/platforms.ts";
import { createManualClock, type ManualClock } from "../../../doubles/manual-clock.ts";
import { createSilentLog } from "../../../doubles/silent-log.ts";
import { openTemporaryStore } from "../../sqlite/open-temporary-store.ts";
import { followClock } from "../deliver/open-delivery.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const token = ["xoxb", "1", "loopback"].join("-");
const attached: AttachedFile = { id: "F1", name: "a.txt", mediaType: "text/plain", sizeBytes: 5 };

/** A server on the loopback that remembers who showed it which token. */
async function serve(answer: Answer) {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** Slack with one file, which stands at the address; at `/file` on its own host it is answered as said. */
async function openFiles(options: { readonly address?: string; readonly file?: Answer }) {
  const { file = (_, response) => response.end("hello") } = options;
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const slack = await serve((request, response) => {
    if (request.url === "/api/files.info") {
      response.setHeader("content-type", "application/json");
      const address = options.address ?? `${slack.url}/file`;
      response.end(JSON.stringify({ ok: true, file: { id: "F1", url_private_download: address } }));
    } else file(request, response);
  });
  const store = openTemporaryStore(undefined, clock);
  onTestFinished(() => store.close());
  const platform = createSlack(
    { botToken: token, way: { type: "http", signingSecret: "x" }, apiUrl: `${slack.url}/api/` },
    { documents: store.documents, clock, log: createSilentLog() },
  );
  const fetchFile = (wanted: Partial<AttachedFile> = {}) =>
    platform.archive.fetchFile(workspaceId("slack", "T0TEAM"), { ...attached, ...wanted });
  const refusalOf = (wanted: Partial<AttachedFile> = {}) =>
    fetchFile(wanted).then(
      () => "none",
      (error: unknown) => (error instanceof PlatformError ? [error.code, error.permanent] : error),
    );
  return { slack, clock, fetchFile, refusalOf };
}

/** Lets time pass until the work is over. */
async function passing<Result>(clock: ManualClock, work: Promise<Result>): Promise<Result> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  work.then(end, end);
  for (let passedMs = 0; !isOver && passedMs < 60_000; passedMs += 500) {
    await clock.advance(500);
    await setTimeout(5);
  }
  return work;
}

it("a file of Slack's is read with the token", async () => {
  const { slack, fetchFile } = await openFiles({});
  expect(Buffer.from(await fetchFile()).toString()).toBe("hello");
  expect(slack.seen).toEqual([`Bearer ${token}`, `Bearer ${token}`]);
});

describe("the token goes to Slack alone", () => {
  it("and not to another host that an address names", async () => {
    const other = await serve((_, response) => response.end("hello"));
    const { refusalOf } = await openFiles({ address: `${other.url}/file` });
    expect(await refusalOf()).toEqual(["file-without-address", true]);
    expect(other.seen).toEqual([]);
  });

  it.each([
    "https://slack.com.evil.example/file",
    "https://evilslack.com/file",
    "https://slack.com@evil.example/file",
    "https://evil.example/slack.com",
    "http://files.slack.com/file",
    "file:///etc/passwd",
    "not an address",
    "",
  ])("and not to %j", async (address) => {
    const { refusalOf } = await openFiles({ address });
    expect(await refusalOf()).toEqual(["file-without-address", true]);
  });

  it("and not to where Slack's host sends on", async () => {
    const other = await serve((_, response) => response.end("hello"));
    const { refusalOf } = await openFiles({
      file: (_, response) => response.writeHead(302, { location: `${other.url}/file` }).end(),
    });
    await refusalOf();
    for (const authorization of other.seen) expect(authorization).toBeUndefined();
  });
});

describe("a file is refused", () => {
  const page: Answer = (_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end("<p>");
  };

  it("as a missing permission, where Slack gives its page for signing in", async () => {
    const { refusalOf } = await openFiles({ file: page });
    expect(await refusalOf()).toEqual(["missing_scope", true]);
  });

  it("not where it is a page itself", async () => {
    const { fetchFile } = await openFiles({ file: page });
    expect(await fetchFile({ mediaType: "text/html" })).toHaveLength(3);
  });

  it("where it is larger than was said, without all of it being read", async () => {
    let isCut = false;
    const { clock, refusalOf } = await openFiles({
      file: (_, response) => {
        response.on("close", () => {
          isCut = true;
        });
        response.write("too long for what was said");
      },
    });
    expect(await passing(clock, refusalOf())).toEqual(["file-too-large", true]);
    await passing(
      clock,
      (async () => {
        while (!isCut) await setTimeout(1);
      })(),
    );
  });

  it.each([
    [404, true],
    [403, false],
    [500, false],
    [503, false],
  ])("where Slack answers %d", async (status, permanent) => {
    const { refusalOf } = await openFiles({ file: (_, response) => response.writeHead(status).end() });
    expect(await refusalOf()).toEqual([`file-${status}`, permanent]);
  });

  it("where the connection breaks", async () => {
    const { refusalOf } = await openFiles({ file: (_, response) => response.destroy() });
    expect(await refusalOf()).toEqual(["file-unreachable", false]);
  });

  it.each<[string, Answer]>([
    ["never begins", () => undefined],
    ["stalls in the middle", (_, response) => response.write("hel")],
  ])("after half a minute where it %s", async (_, file) => {
    const { clock, refusalOf } = await openFiles({ file });
    const restore = followClock(clock);
    onTestFinished(restore);
    const startedAt = clock.now();
    expect(await passing(clock, refusalOf())).toEqual(["file-unreachable", false]);
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(30_000);
    expect(clock.now() - startedAt).toBeLessThan(35_000);
  });

  it("where the connection breaks in the middle", async () => {
    const { refusalOf } = await openFiles({
      file: (_, response) => {
        response.writeHead(200, { "content-length": "5" });
        response.write("he");
        setImmediate(() => response.destroy());
      },
    });
    expect(await refusalOf()).toEqual(["file-unreachable", false]);
  });
});
