import { describe, expect, it } from "vitest";
import { clientOf, openFake, outcomeOf } from "./open-fake.ts";

const general = "C0GENERAL";
const text = "hello";

describe("the token", () => {
  it("is demanded, known, of the right kind, and dies", async () => {
    const { fake, client } = await openFake();
    expect(await outcomeOf(clientOf(fake, "").auth.test())).toBe("not_authed");
    expect(await outcomeOf(clientOf(fake, "wrong").auth.test())).toBe("invalid_auth");
    expect(await outcomeOf(client.apps.connections.open())).toBe("not_allowed_token_type");
    expect(await outcomeOf(client.apiCall("chat.shout"))).toBe("unknown_method");
    const who = await client.auth.test();
    expect(who).toMatchObject({ user_id: "U0REVERIE", bot_id: "B0REVERIE", team_id: "T0TEAM" });
    expect(who.response_metadata?.scopes).toContain("chat:write");
    fake.world.revokeTokens();
    expect(await outcomeOf(client.auth.test())).toBe("token_revoked");
    fake.world.uninstall({ tokensFirst: true });
    expect(await outcomeOf(client.auth.test())).toBe("account_inactive");
    expect(fake.world.records.calls.map(({ token }) => token)).toEqual([
      "none",
      "other",
      ...Array(5).fill("bot"),
    ]);
    expect(JSON.stringify(fake.world.records)).not.toContain(fake.botToken);
  });

  it("needs the scope of each method, and of each kind of channel", async () => {
    const { fake, client } = await openFake({ settings: { scopes: ["channels:read", "channels:history"] } });
    await expect(client.chat.postMessage({ channel: general, text })).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "chat:write", provided: "channels:read,channels:history" },
    });
    expect(await outcomeOf(client.conversations.info({ channel: general }))).toBe("ok");
    expect(await outcomeOf(client.conversations.info({ channel: "C0CORETEAM" }))).toBe("missing_scope");
    expect(await outcomeOf(client.conversations.history({ channel: general }))).toBe("ok");
    expect(await outcomeOf(client.conversations.history({ channel: "D0ANA" }))).toBe("missing_scope");
    expect(await outcomeOf(client.users.conversations({ types: "public_channel,im" }))).toBe("missing_scope");
    expect(await outcomeOf(client.users.info({ user: "U0ANA" }))).toBe("missing_scope");
    fake.world.configure({ scopes: ["users:read"] });
    expect(await outcomeOf(client.users.info({ user: "U0ANA" }))).toBe("ok");
  });
});

describe("people", () => {
  it("are shown with what they may do", async () => {
    const { client, fake } = await openFake();
    const show = async (user: string) => (await client.users.info({ user })).user;
    expect(await show("U0ANA")).toMatchObject({ is_admin: true, is_owner: false, is_restricted: false });
    expect(await show("U0OWEN")).toMatchObject({ is_admin: true, is_owner: true });
    expect(await show("U0CLEO")).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
    expect(await show("U0SOLO")).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    expect(await show("U0OLAF")).toMatchObject({ is_stranger: true, team_id: "T0OUTSIDE" });
    expect(await show("U0ROBO")).toMatchObject({ is_bot: true, profile: { bot_id: "B0ROBO" } });
    expect(await show("USLACKBOT")).toMatchObject({ is_bot: false });
    expect(await show("U0GONE")).toMatchObject({ deleted: true });
    expect(await outcomeOf(client.users.info({ user: "U0NOBODY" }))).toBe("user_not_found");
    fake.world.changePerson({ person: "ana", kind: "member" });
    expect(await show("U0ANA")).toMatchObject({ is_admin: false });
  });

  it("are listed page by page", async () => {
    const { client } = await openFake();
    const names: unknown[] = [];
    let cursor = "";
    do {
      const page = await client.users.list({ limit: 4, cursor });
      names.push(...(page.members ?? []).map(({ id }) => id));
      cursor = page.response_metadata?.next_cursor ?? "";
    } while (cursor !== "");
    expect(names).toHaveLength(11);
    expect(new Set(names).size).toBe(11);
    expect(await outcomeOf(client.users.list({ cursor: btoa("elsewhere") }))).toBe("invalid_cursor");
  });

  it("are found only where the bot is too, and never in their direct conversations", async () => {
    const { client } = await openFake();
    const where = async (given: { user?: string; exclude_archived?: boolean }) =>
      (
        await client.users.conversations({ types: "public_channel,private_channel,im,mpim", ...given })
      ).channels?.map(({ id }) => id);
    expect(await where({ user: "U0DORA" })).toEqual(["C0GENERAL", "C0ENGINEERING"]);
    expect(await where({})).toContain("D0DORA");
    expect(await where({})).toContain("C0OLD");
    expect(await where({ exclude_archived: true })).not.toContain("C0OLD");
    expect((await client.users.conversations({})).channels?.every((one) => one.is_channel)).toBe(true);
    expect(await outcomeOf(client.users.conversations({ types: "rooms" }))).toBe("invalid_arguments");
  });
});

describe("conversations", () => {
  it("are shown as they are", async () => {
    const { client, fake } = await openFake();
    const info = async (channel: string) => (await client.conversations.info({ channel })).channel;
    expect(await info(general)).toMatchObject({ is_channel: true, is_private: false, is_member: true });
    expect(await info("C0RANDOM")).toMatchObject({ is_member: false });
    expect(await info("C0CORETEAM")).toMatchObject({ is_private: true, is_group: true });
    expect(await info("C0PARTNERS")).toMatchObject({ is_ext_shared: true });
    expect(await info("C0OLD")).toMatchObject({ is_archived: true });
    expect(await info("D0ANA")).toMatchObject({ is_im: true, user: "U0ANA" });
    expect(await outcomeOf(client.conversations.info({ channel: "C0SECRET" }))).toBe("channel_not_found");
    fake.world.changeChannel({ channel: "general", kind: "private" });
    expect(await info(general)).toMatchObject({ is_private: true, is_channel: false });
    const members = await client.conversations.members({ channel: "C0CORETEAM" });
    expect(members.members).toEqual(["U0ANA", "U0BEN", "U0REVERIE"]);
  });

  it("are opened with people, and refused with bots and those who are gone", async () => {
    const { client } = await openFake();
    const open = async (users: string) => (await client.conversations.open({ users })).channel?.id;
    expect(await open("U0ANA")).toBe("D0ANA");
    expect(await open("U0ANA,U0BEN")).toBe("C0MPDMANABENREVERIE1");
    const group = await open("U0ANA,U0DORA");
    expect(await open("U0DORA,U0ANA")).toBe(group);
    const refusal = (users: string) => outcomeOf(client.conversations.open({ users }));
    expect(await refusal("U0ROBO")).toBe("cannot_dm_bot");
    expect(await refusal("USLACKBOT")).toBe("cannot_dm_bot");
    expect(await refusal("U0GONE")).toBe("user_disabled");
    expect(await refusal("U0NOBODY")).toBe("user_not_found");
    expect(await refusal("U0ANA,U0NOBODY")).toBe("users_not_found");
  });

  it("are read back with threads, edges, pages, tombstones and metadata", async () => {
    const { client, fake } = await openFake();
    const first = fake.world.say({ person: "ana", channel: "general", text: "one" });
    const second = fake.world.say({ person: "ben", channel: "general", text: "two" });
    const third = fake.world.say({ person: "ana", channel: "general", text: "three" });
    const metadata = { event_type: "answer", event_payload: { key: "k" } };
    const reply = await client.chat.postMessage({
      channel: general,
      text: "re",
      thread_ts: first.ts,
      metadata,
    });
    const texts = async (given: object) => {
      const { messages } = await client.conversations.history({ channel: general, ...given });
      return messages?.map((message) => message.text);
    };
    expect(await texts({})).toEqual(["three", "two", "one"]);
    expect(await texts({ oldest: first.ts })).toEqual(["three", "two"]);
    expect(await texts({ oldest: first.ts, latest: third.ts })).toEqual(["two"]);
    expect(await texts({ latest: second.ts, inclusive: true })).toEqual(["two", "one"]);
    expect(await texts({ limit: 1 })).toEqual(["three"]);
    const thread = async (given: object) =>
      (await client.conversations.replies({ channel: general, ts: first.ts, ...given })).messages;
    expect(await thread({})).toMatchObject([
      { text: "one", reply_count: 1, thread_ts: first.ts, latest_reply: reply.ts },
      { text: "re", parent_user_id: "U0ANA", bot_id: "B0REVERIE", app_id: "A0REVERIE" },
    ]);
    expect((await thread({}))?.[1]).not.toHaveProperty("metadata");
    expect((await thread({ include_all_metadata: true }))?.[1]).toMatchObject({ metadata });
    fake.world.remove({ channel: "general", ts: first.ts });
    expect((await thread({}))?.[0]).toMatchObject({ subtype: "tombstone", user: "USLACKBOT" });
    expect(await texts({})).toEqual(["three", "two", "This message was deleted."]);
    fake.world.remove({ channel: "general", ts: second.ts });
    const missing = client.conversations.replies({ channel: general, ts: second.ts });
    expect(await outcomeOf(missing)).toBe("thread_not_found");
    expect(await outcomeOf(client.conversations.history({ channel: "C0RANDOM" }))).toBe("not_in_channel");
  });
});

describe("E8, E15: a message of the bot", () => {
  it.each([
    [{ channel: "C0NOWHERE", text }, "channel_not_found"],
    [{ channel: "C0SECRET", text }, "channel_not_found"],
    [{ channel: "C0RANDOM", text }, "not_in_channel"],
    [{ channel: "C0OLD", text }, "is_archived"],
    [{ channel: general, text: "" }, "no_text"],
    [{ channel: general, text: " \n" }, "no_text"],
    [{ channel: general, text, thread_ts: "1.000001" }, "thread_not_found"],
    [{ channel: general, markdown_text: "x".repeat(12_001) }, "msg_too_long"],
    [{ channel: general, markdown_text: "x", text }, "markdown_text_conflict"],
    [{ channel: general, blocks: "[" }, "invalid_blocks_format"],
    [{ channel: general, blocks: [{ type: "section" }] }, "invalid_blocks"],
    [{ channel: general, text, metadata: { event_type: "x" } }, "invalid_metadata_schema"],
    [{ channel: general, text, link_names: "perhaps" }, "invalid_arguments"],
    [{ text }, "invalid_arguments"],
    [{ channel: "U0ANA", text }, "ok"],
    [{ channel: "#general", text }, "ok"],
  ])("%j: %s", async (given, code) => {
    const { client } = await openFake();
    expect(await outcomeOf(client.apiCall("chat.postMessage", given))).toBe(code);
  });

  it("is kept as Slack keeps it", async () => {
    const { client, fake } = await openFake();
    const posted = await client.chat.postMessage({
      channel: general,
      text: "a < b & <@U0ANA> https://a.example/x",
    });
    expect(posted.message?.text).toBe("a &lt; b &amp; <@U0ANA> <https://a.example/x>");
    const long = await client.chat.postMessage({ channel: general, text: "x".repeat(40_001) });
    expect(long.message?.text).toHaveLength(40_000);
    expect(fake.world.messages({ channel: "general" })).toMatchObject([{ isByBot: true }, { isByBot: true }]);
  });

  it("is updated, deleted and linked to, and only its own", async () => {
    const { client, fake } = await openFake();
    const blocks = [{ type: "divider" }];
    const metadata = { event_type: "answer", event_payload: { key: "k" } };
    const { ts = "" } = await client.chat.postMessage({ channel: general, text, blocks, metadata });
    await client.chat.update({ channel: general, ts, text: "other" });
    const kept = () => fake.world.messages({ channel: "general" })[0];
    expect(kept()).toMatchObject({ text: "other", isEdited: true, metadata, blocks });
    await client.chat.update({
      channel: general,
      ts,
      text: "other",
      blocks: [],
      metadata: {} as typeof metadata,
    });
    expect(kept()).toMatchObject({ blocks: [], metadata: null });
    const said = fake.world.say({ person: "ana", channel: "general", text });
    const update = (place: object) =>
      outcomeOf(client.apiCall("chat.update", { channel: general, text, ...place }));
    expect(await update({ ts: said.ts })).toBe("cant_update_message");
    expect(await update({ ts: "1.000001" })).toBe("message_not_found");
    expect(await update({ ts, text: "x".repeat(4001) })).toBe("msg_too_long");
    expect(await update({ ts, text: "" })).toBe("no_text");
    const link = await client.chat.getPermalink({ channel: general, message_ts: ts });
    expect(link.permalink).toBe(`https://example.slack.com/archives/${general}/p${ts.replace(".", "")}`);
    expect(await outcomeOf(client.chat.delete({ channel: general, ts: said.ts }))).toBe(
      "cant_delete_message",
    );
    await client.chat.delete({ channel: general, ts });
    expect(await outcomeOf(client.chat.delete({ channel: general, ts }))).toBe("message_not_found");
    fake.world.changeChannel({ channel: "general", isArchived: true });
    expect(await outcomeOf(client.chat.postMessage({ channel: general, text }))).toBe("is_archived");
  });

  it("reaches one person alone when it is ephemeral", async () => {
    const { client, fake } = await openFake();
    await client.chat.postEphemeral({ channel: general, user: "U0ANA", text });
    expect(fake.world.ephemerals({ person: "ana" })).toMatchObject([{ channel: general, text }]);
    expect(fake.world.ephemerals({ person: "ben" })).toEqual([]);
    const outside = client.chat.postEphemeral({ channel: general, user: "U0OLAF", text });
    expect(await outcomeOf(outside)).toBe("user_not_in_channel");
  });
});

describe("what an agent shows", () => {
  it("is recorded, within its limits", async () => {
    const { client, fake } = await openFake();
    const { ts } = fake.world.say({ person: "ana", channel: "dm-ana", text });
    const place = { channel_id: "D0ANA", thread_ts: ts };
    await client.assistant.threads.setStatus({ ...place, status: "is thinking…", loading_messages: ["a"] });
    const loading = Array(11).fill("a");
    const many = client.assistant.threads.setStatus({ ...place, status: "x", loading_messages: loading });
    expect(await outcomeOf(many)).toBe("invalid_arguments");
    await client.agents.sessions.setStatus({ ...place, status: "processing" });
    expect(await outcomeOf(client.agents.sessions.setStatus({ ...place, status: "busy" }))).toBe(
      "invalid_arguments",
    );
    const prompt = { title: "What?", message: "What do you remember?" };
    await client.assistant.threads.setSuggestedPrompts({ channel_id: "D0ANA", prompts: [prompt] });
    const five = client.assistant.threads.setSuggestedPrompts({ ...place, prompts: Array(5).fill(prompt) });
    expect(await outcomeOf(five)).toBe("invalid_arguments");
    expect(fake.world.records.statuses.map(({ status }) => status)).toEqual(["is thinking…", "processing"]);
    expect(fake.world.records.prompts).toMatchObject([{ channel: "D0ANA", prompts: [prompt] }]);
  });
});

describe("a file", () => {
  it("is shown, and downloaded with the token alone", async () => {
    const { client, fake } = await openFake();
    const file = { name: "notes.txt", mimetype: "text/plain", content: "secret notes" };
    fake.world.say({ person: "ana", channel: "general", text: "", files: [file] });
    const [message] = (await client.conversations.history({ channel: general })).messages ?? [];
    const found = await client.files.info({ file: message?.files?.[0]?.id ?? "" });
    const url = found.file?.url_private_download ?? "";
    const authorization = `Bearer ${fake.botToken}`;
    expect(await (await fetch(url, { headers: { authorization } })).text()).toBe("secret notes");
    const page = await fetch(url);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await outcomeOf(client.files.info({ file: "F0" }))).toBe("file_not_found");
  });
});

describe("a manifest", () => {
  const good = {
    display_information: { name: "Reverie" },
    features: {
      bot_user: { display_name: "reverie" },
      slash_commands: [{ command: "/reverie", description: "x" }],
    },
    oauth_config: { scopes: { bot: ["commands", "app_mentions:read"] } },
    settings: { socket_mode_enabled: true, event_subscriptions: { bot_events: ["app_mention"] } },
  };
  it.each([
    [good, "ok"],
    [{ ...good, display_information: { name: "x".repeat(36) } }, "invalid_manifest"],
    [{ ...good, oauth_config: { scopes: { bot: ["commands"] } } }, "invalid_manifest"],
    [
      { ...good, oauth_config: { scopes: { bot: ["commands", "fly", "app_mentions:read"] } } },
      "invalid_manifest",
    ],
    [{ ...good, settings: { event_subscriptions: { bot_events: ["app_mention"] } } }, "invalid_manifest"],
  ])("%#: %s", async (manifest, code) => {
    const { client } = await openFake();
    const call = client.apiCall("apps.manifest.validate", { manifest: JSON.stringify(manifest) });
    expect(await outcomeOf(call)).toBe(code);
  });
});
