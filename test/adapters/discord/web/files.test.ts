import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { fetchAttachedFile, fileId } from "../../../../src/adapters/discord/attached-files.ts";
import { messageId } from "../../../../src/adapters/discord/snowflakes.ts";
import { createDiscordCalls, createRest } from "../../../../src/adapters/discord/web/discord-calls.ts";
import { PlatformError } from "../../../../src/core/errors.ts";
import type { AttachedFile } from "../../../../src/core/message.ts";
import { followClock } from "../../../doubles/follow-clock.ts";
import { createManualClock, type ManualClock } from "../../../doubles/manual-clock.ts";
import { openFake } from "../../../fakes/discord/open-fake.ts";
import { type Answer, serve } from "./serve.ts";

const channel = "110000000000000001";
const message = "120000000000000001";
const attachment = "130000000000000001";

const attached: AttachedFile = {
  id: fileId(messageId(channel, message), attachment),
  name: "a.txt",
  mediaType: "text/plain",
  sizeBytes: 5,
};

const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof PlatformError ? [error.code, error.permanent] : error),
  );

/** Discord with one message, to which a file is attached; on its own host the file is answered as said. */
async function openFiles(options: { readonly address?: string; readonly file?: Answer }) {
  const { file = (_, response) => response.end("hello") } = options;
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const tokens: (string | undefined)[] = [];
  const discord = await serve((request, response) => {
    tokens.push(request.headers.authorization);
    if (!request.url?.startsWith("/api/")) {
      file(request, response);
      return;
    }
    response.setHeader("content-type", "application/json");
    const url = options.address ?? `${discord.url}/attachments/a.txt`;
    response.end(
      JSON.stringify({
        id: message,
        channel_id: channel,
        type: 0,
        author: { id: "210000000000000002" },
        attachments: [{ id: attachment, filename: "a.txt", size: 5, url }],
      }),
    );
  });
  const calls = createDiscordCalls(createRest("a.token.of.none", `${discord.url}/api`), clock);
  const fetchFile = (wanted: Partial<AttachedFile> = {}) =>
    fetchAttachedFile(calls, { ...attached, ...wanted });
  return {
    ...discord,
    clock,
    tokens,
    fetchFile,
    refusalOf: (wanted: Partial<AttachedFile> = {}) => outcomeOf(fetchFile(wanted)),
  };
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

it("a file is read at the address that it has now, and the token is shown to the interface alone", async () => {
  const { tokens, asked, fetchFile } = await openFiles({});
  expect(Buffer.from(await fetchFile()).toString()).toBe("hello");
  expect(asked).toEqual([`GET /api/v10/channels/${channel}/messages/${message}`, "GET /attachments/a.txt"]);
  expect(tokens).toEqual(["Bot a.token.of.none", undefined]);
});

describe("nothing is fetched from elsewhere", () => {
  it("where an address names another host", async () => {
    const other = await serve((_, response) => response.end("hello"));
    const { refusalOf } = await openFiles({ address: `${other.url}/file` });
    expect(await refusalOf()).toEqual(["file-without-address", true]);
    expect(other.asked).toEqual([]);
  });

  it.each([
    "https://cdn.discordapp.com.evil.example/file",
    "https://evilcdn.discordapp.com/file",
    "https://cdn.discordapp.com@evil.example/file",
    "https://evil.example/cdn.discordapp.com",
    "https://discord.com/file",
    "http://cdn.discordapp.com/file",
    "https://cdn.discordapp.com:8443@evil.example/",
    "file:///etc/passwd",
    "data:text/plain,hello",
    "not an address",
    "",
  ])("nor from %j", async (address) => {
    const { refusalOf } = await openFiles({ address });
    expect(await refusalOf()).toEqual(["file-without-address", true]);
  });

  it("where Discord's host sends on", async () => {
    const other = await serve((_, response) => response.end("hello"));
    const { refusalOf } = await openFiles({
      file: (_, response) => response.writeHead(302, { location: `${other.url}/file` }).end(),
    });
    expect(await refusalOf()).toEqual(["file-302", false]);
    expect(other.asked).toEqual([]);
  });
});

describe("a file is refused", () => {
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
    [410, false],
    [500, false],
    [503, false],
  ])("where Discord's host answers %d, as it does once an address is over", async (status, permanent) => {
    const { refusalOf } = await openFiles({ file: (_, response) => response.writeHead(status).end("gone") });
    expect(await refusalOf()).toEqual([`file-${status}`, permanent]);
  });

  it("where the message has no such file any more", async () => {
    const { refusalOf } = await openFiles({});
    const id = fileId(messageId(channel, message), "139999999999999999");
    expect(await refusalOf({ id })).toEqual(["file-without-address", true]);
  });

  it("where the connection breaks", async () => {
    const { refusalOf } = await openFiles({ file: (_, response) => response.destroy() });
    expect(await refusalOf()).toEqual(["file-unreachable", false]);
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

  it.each<[string, Answer]>([
    ["never begins", () => undefined],
    ["stalls in the middle", (_, response) => response.write("hel")],
  ])("after half a minute where it %s", async (_, file) => {
    const { clock, refusalOf } = await openFiles({ file });
    onTestFinished(followClock(clock));
    const startedAt = clock.now();
    expect(await passing(clock, refusalOf())).toEqual(["file-unreachable", false]);
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(30_000);
    expect(clock.now() - startedAt).toBeLessThan(35_000);
  });
});

describe("a file of the fake's", () => {
  async function openAttached() {
    const { fake, clock } = await openFake();
    const file = { name: "a.txt", contentType: "text/plain", content: "hello" };
    const said = fake.world.say({ person: "ana", channel: "general", text: "Look", files: [file] });
    const [shown] = fake.world.messages({ channel: "general" });
    const id = fileId(messageId(said.channel, said.id), String(shown?.attachments[0]?.id));
    const calls = createDiscordCalls(createRest(fake.token, fake.apiUrl), clock);
    return { fake, said, fetchFile: () => fetchAttachedFile(calls, { ...attached, id }) };
  }

  it("is read", async () => {
    const { fetchFile } = await openAttached();
    expect(Buffer.from(await fetchFile()).toString()).toBe("hello");
  });

  it("is gone with its message", async () => {
    const { fake, said, fetchFile } = await openAttached();
    fake.world.remove(said);
    expect(await outcomeOf(fetchFile())).toEqual(["10008", true]);
  });

  it("is not there for whoever may not read messages that are not said to it", async () => {
    const { fake, fetchFile } = await openAttached();
    fake.world.configure({ messageContent: false });
    expect(await outcomeOf(fetchFile())).toEqual(["file-without-address", true]);
  });

  it("is not there for whoever may not see the channel", async () => {
    const { fake, fetchFile } = await openAttached();
    const overwrites = [{ of: "@everyone", deny: ["ViewChannel"] as const }];
    fake.world.changeChannel({ channel: "general", overwrites });
    expect(await outcomeOf(fetchFile())).toEqual(["50001", true]);
  });
});
