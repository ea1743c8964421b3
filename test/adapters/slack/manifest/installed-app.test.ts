import { describe, expect, it, onTestFinished, vi } from "vitest";
import { slackManifest } from "../../../../src/adapters/slack/manifest/manifest.ts";
import type { AppKind } from "../../../../src/adapters/slack/manifest/scopes.ts";
import { makeDataDir, startProgram } from "../../../e2e/program.ts";
import { type FakeSlack, startFakeSlack } from "../../../fakes/slack/fake-slack.ts";
import { app } from "../../../fakes/slack/world/identity.ts";

const patience = { timeout: 15_000 };

/** The program, connected to a workspace that granted what the manifest asks for and nothing else. */
async function install(kind: AppKind): Promise<FakeSlack> {
  const { oauth_config, settings } = slackManifest(kind, null);
  const fake = await startFakeSlack({
    settings: { scopes: oauth_config.scopes.bot, events: settings.event_subscriptions.bot_events },
  });
  const data = makeDataDir();
  const program = await startProgram({
    DATA_DIR: data.path,
    SLACK_BOT_TOKEN: fake.botToken,
    SLACK_APP_TOKEN: fake.appToken,
    SLACK_API_URL: fake.apiUrl,
  });
  onTestFinished(async () => {
    await program.stop();
    await fake.close();
    data.remove();
  });
  return fake;
}

/** How many messages of the bot's stand in a thread. */
const answersIn = (fake: FakeSlack, channel: string, thread: string) =>
  fake.world.messages({ channel, thread }).filter(({ isByBot, ts }) => isByBot && ts !== thread).length;

const refusals = (fake: FakeSlack) =>
  fake.world.records.calls.filter(({ outcome }) => outcome === "missing_scope").map(({ method }) => method);

describe.each(["talk-only", "learn"] as const)("an app that may do what %s asks for", (kind) => {
  it("answers mentions, direct messages and commands, and lacks no permission for it", async () => {
    const fake = await install(kind);
    const mention = `<@${app.userId}> when do we deploy?`;
    const { ts } = fake.world.say({ person: "ana", channel: "general", text: mention });
    await vi.waitFor(() => expect(answersIn(fake, "general", ts)).toBe(1), patience);
    fake.world.say({ person: "ana", channel: "dm-ana", text: "when do we deploy?" });
    const saidInDirect = () => fake.world.messages({ channel: "dm-ana" }).filter(({ isByBot }) => isByBot);
    await vi.waitFor(() => expect(saidInDirect()).toHaveLength(1), patience);
    fake.world.command({ person: "ana", channel: "general", text: "settings" });
    await vi.waitFor(() => expect(fake.world.ephemerals({ person: "ana" })).toHaveLength(1), patience);
    fake.world.openHome({ person: "ana", tab: "home" });
    await vi.waitFor(() => expect(fake.world.home({ person: "ana" })).not.toBeNull(), patience);
    const mayNotRead = ["conversations.history", "conversations.replies"];
    const expected = kind === "learn" ? [] : mayNotRead;
    expect(refusals(fake).filter((method) => !expected.includes(method))).toEqual([]);
  });

  it(`${kind === "learn" ? "answers" : "does not hear"} a thread that goes on without a mention`, async () => {
    const fake = await install(kind);
    const mention = `<@${app.userId}> when do we deploy?`;
    const { ts } = fake.world.say({ person: "ana", channel: "general", text: mention });
    await vi.waitFor(() => expect(answersIn(fake, "general", ts)).toBe(1), patience);
    const { events } = fake.world.say({ person: "ana", channel: "general", text: "and why?", thread: ts });
    if (kind === "talk-only") expect(events).toEqual([]);
    else await vi.waitFor(() => expect(answersIn(fake, "general", ts)).toBe(2), patience);
  });
});
