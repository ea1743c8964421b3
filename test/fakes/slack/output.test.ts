import { describe, expect, it } from "vitest";
import { openFake } from "./open-fake.ts";
import { urlsInText } from "./world/crawler.ts";
import { pingsInBlocks, pingsInText } from "./world/pings.ts";

const channel = "C0GENERAL";
const quiet = { unfurl_links: false, unfurl_media: false };

describe("E4: a ping", () => {
  it.each([
    ["<!channel> and <!here|here> and <!everyone>", ["channel ", "here ", "everyone "]],
    [
      "<!subteam^S0ADMINS|@admins> <@U0ANA> <@W0BEN|ben> <#C0GENERAL>",
      ["subteam S0ADMINS", "user U0ANA", "user W0BEN", "channel-link C0GENERAL"],
    ],
    ["`<!channel>`", ["channel "]],
    ["&lt;!channel&gt; @channel <!date^1^{date}|x>", []],
  ])("is seen in %s", (text, expected) => {
    expect(pingsInText(text, false).map(({ kind, target }) => `${kind} ${target}`)).toEqual(expected);
  });

  it("is seen in words where names are linked", () => {
    expect(pingsInText("@channel, @here! a@everyone", true)).toEqual([
      { kind: "channel", target: "" },
      { kind: "here", target: "" },
    ]);
  });

  it("is seen in blocks, but not in plain text", () => {
    const blocks = [
      { type: "section", text: { type: "mrkdwn", text: "<!here>" } },
      { type: "section", text: { type: "plain_text", text: "<!here>" } },
      { type: "markdown", text: "<@U0ANA>" },
      {
        type: "rich_text",
        elements: [{ type: "rich_text_section", elements: [{ type: "broadcast", range: "channel" }] }],
      },
    ];
    expect(pingsInBlocks(blocks).map(({ kind }) => kind)).toEqual(["here", "user", "channel"]);
  });

  it("is recorded on each way out", async () => {
    const { fake, client } = await openFake();
    const text = "<!channel>";
    const { ts: thread_ts = "" } = await client.chat.postMessage({ channel, text });
    await client.chat.update({ channel, ts: thread_ts, text });
    await client.chat.postEphemeral({ channel, user: "U0ANA", text });
    await client.chat.postMessage({ channel, text: "@channel", link_names: true });
    const recipient = { recipient_user_id: "U0ANA", recipient_team_id: "T0TEAM" };
    const stream = await client.chat.startStream({
      channel,
      thread_ts,
      ...recipient,
      markdown_text: "<!chan",
    });
    await client.chat.appendStream({ channel, ts: stream.ts ?? "", markdown_text: "nel>" });
    expect(fake.world.records.pings.map(({ by }) => by)).toEqual([
      "chat.postMessage",
      "chat.update",
      "chat.postEphemeral",
      "chat.postMessage",
      "chat.appendStream",
    ]);
  });
});

describe("E5: a fetch", () => {
  it.each([
    ["see https://a.example/x.", ["https://a.example/x"]],
    [
      "<https://a.example/x|here> [b](http://b.example) ![c](https://c.example/i.png)",
      ["https://a.example/x", "http://b.example", "https://c.example/i.png"],
    ],
    ["`https://a.example` and ```\nhttps://b.example\n``` and ``a ` https://c.example``", []],
    ["```\nhttps://open.example", []],
    ["https://example.slack.com/archives/C1/p1 example.com ftp://a.example", []],
  ])("is made for %s", (text, expected) => {
    expect(urlsInText(text)).toEqual(expected);
  });

  it("is made unless the message says no to links and media, and always for what has no such flag", async () => {
    const { fake, client } = await openFake();
    const text = "https://canary.example/secret";
    const fetches = () => fake.world.records.fetches.splice(0).map(({ by }) => by);
    const { ts = "" } = await client.chat.postMessage({ channel, text, ...quiet });
    expect(fetches()).toEqual([]);
    await client.chat.postMessage({ channel, text, unfurl_links: false });
    await client.chat.postMessage({ channel, text });
    await client.apiCall("chat.update", { channel, ts, text, ...quiet });
    const recipient = { recipient_user_id: "U0ANA", recipient_team_id: "T0TEAM" };
    await client.chat.startStream({ channel, thread_ts: ts, ...recipient, markdown_text: text });
    expect(fetches()).toEqual(["chat.postMessage", "chat.postMessage", "chat.update", "chat.startStream"]);
    const blocks = [{ type: "image", image_url: text, alt_text: "x" }];
    await client.chat.postMessage({ channel, text: "x", blocks, ...quiet });
    expect(fetches()).toEqual(["chat.postMessage"]);
  });
});
