import { describe, expect, it, onTestFinished } from "vitest";
import { slackManifest } from "../../src/adapters/slack/manifest/manifest.ts";
import { goodIdentity, openScriptedSlack, type Script } from "../adapters/slack/manifest/scripted-slack.ts";
import { type FakeSlackOptions, startFakeSlack } from "../fakes/slack/fake-slack.ts";
import { makeDataDir, runToEnd } from "./program.ts";

type Environment = Readonly<Record<string, string>>;

/** The doctor as people run it: its exit code, and its lines without what pads them. */
async function examine(environment: Environment) {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const given = { DATA_DIR: `${data.path}/new`, ...environment };
  const { code, output, errors } = await runToEnd(given, ["bin/reverie.js", "doctor"]);
  expect(errors).toBe("");
  return { code, output, lines: output.split("\n").map((line) => line.replace(/ +/gu, " ")) };
}

/** A workspace as the settings describe it, and the environment that fits it. */
async function openWorkspace(settings: FakeSlackOptions["settings"] = {}): Promise<Environment> {
  const { oauth_config } = slackManifest("learn", null);
  const fake = await startFakeSlack({ settings: { scopes: oauth_config.scopes.bot, ...settings } });
  onTestFinished(() => fake.close());
  return { SLACK_BOT_TOKEN: fake.botToken, SLACK_APP_TOKEN: fake.appToken, SLACK_API_URL: fake.apiUrl };
}

const ill = (lines: readonly string[]) => lines.filter((line) => line.startsWith("ill"));

describe("the doctor", () => {
  it("says that Slack is not connected where it is not", async () => {
    const { code, output } = await examine({});
    expect(code).toBe(0);
    expect(output).toMatch(/well {2}Slack +not connected: SLACK_BOT_TOKEN is not set/u);
    expect(output).not.toMatch(/Socket|Scopes/u);
  });

  it("is content with an app that learns from channels", async () => {
    const { code, lines } = await examine(await openWorkspace());
    expect(ill(lines)).toEqual([]);
    expect(code).toBe(0);
    expect(lines).toContain("well Slack workspace example (https://example.slack.com/), bot @reverie");
    expect(lines).toContain(
      "well Scopes Learn from channels: it may follow the channels that it is invited to",
    );
    expect(lines).toContain("well Socket Slack opens a connection of Socket Mode");
  });

  it("is content with an app that is only talked to", async () => {
    const { bot: scopes } = slackManifest("talk-only", null).oauth_config.scopes;
    const { code, lines } = await examine(await openWorkspace({ scopes }));
    expect(code).toBe(0);
    expect(lines).toContain(
      "well Scopes Talk only: in channels it hears mentions alone, and learns nothing there",
    );
  });

  it("tells the address for HTTP, and what alone can prove the signing secret", async () => {
    const { SLACK_APP_TOKEN: _unset, ...workspace } = await openWorkspace();
    const { code, output } = await examine({
      ...workspace,
      SLACK_SIGNING_SECRET: "loopback0signing0secret",
      PORT: "8080",
    });
    expect(code).toBe(0);
    expect(output).toMatch(
      /^well {2}HTTP +give Slack .* http:\/\/127\.0\.0\.1:8080\/slack\/events.*SLACK_SIGNING_SECRET.*Slack's can prove it$/mu,
    );
    expect(output).not.toMatch(/loopback0signing|Socket/u);
  });
});

describe("the doctor finds", () => {
  const broken: readonly (readonly [string, FakeSlackOptions["settings"], Environment, RegExp])[] = [
    [
      "a wrong bot token",
      {},
      { SLACK_BOT_TOKEN: "xoxb-wrong" },
      /^ill Slack .*SLACK_BOT_TOKEN \(invalid_auth\).*Copy the Bot User OAuth Token/u,
    ],
    [
      "a token that was revoked",
      { tokenError: "token_revoked" },
      {},
      /^ill Slack .*token_revoked.*Install the app again/u,
    ],
    [
      "an app that was removed",
      { tokenError: "account_inactive" },
      {},
      /^ill Slack .*account_inactive.*Install the app again/u,
    ],
    [
      "a wrong app-level token",
      {},
      { SLACK_APP_TOKEN: "xapp-wrong" },
      /^ill Socket .*SLACK_APP_TOKEN \(invalid_auth\).*App-Level Tokens/u,
    ],
    [
      "an app-level token without its scope",
      { connectError: "missing_scope" },
      {},
      /^ill Socket .*connections:write \(missing_scope\).*Make a new/u,
    ],
    [
      "Socket Mode switched off",
      { connectError: "link_disabled" },
      {},
      /^ill Socket .*switched off \(link_disabled\).*Switch it on/u,
    ],
  ];

  it.each(broken)("%s, and nothing else", async (_what, settings, environment, sentence) => {
    const workspace = await openWorkspace(settings);
    const { code, output, lines } = await examine({ ...workspace, ...environment });
    expect(code).toBe(1);
    expect(ill(lines)).toHaveLength(1);
    expect(ill(lines)[0]).toMatch(sentence);
    expect(output).not.toMatch(/xox|xapp-\S/u);
  });

  it("scopes that are missing, each in a line with what it costs", async () => {
    const { bot } = slackManifest("learn", null).oauth_config.scopes;
    const scopes = bot.filter((name) => name !== "groups:history" && name !== "files:read");
    const { code, lines } = await examine(await openWorkspace({ scopes }));
    expect(code).toBe(1);
    const [heading, ...missing] = ill(lines);
    expect(heading).toMatch(/“Learn from channels”.*install the app again.*npm run slack:manifest/u);
    expect(missing).toEqual([
      "ill Scopes files:read is missing (missing_scope): it cannot read attached files",
      "ill Scopes groups:history is missing (missing_scope): it hears only mentions in private channels, and learns nothing there",
    ]);
  });

  const strange: readonly (readonly [string, Script, RegExp])[] = [
    [
      "a token of a whole organisation",
      { "auth.test": { ...goodIdentity, is_enterprise_install: true } },
      /^ill Slack .*organisation.*one workspace/u,
    ],
    [
      "a person's token in the bot's place",
      { "auth.test": { ...goodIdentity, bot_id: undefined } },
      /^ill Slack .*no bot's token.*xoxb-/u,
    ],
    [
      "a token of a kind that Slack does not take",
      { "auth.test": { ok: false, error: "not_allowed_token_type" } },
      /^ill Slack .*SLACK_BOT_TOKEN \(not_allowed_token_type\)/u,
    ],
  ];

  it.each(strange)("%s", async (_what, script, sentence) => {
    const { SLACK_APP_TOKEN: appToken = "", SLACK_BOT_TOKEN: botToken = "" } = await openWorkspace();
    const { apiUrl } = await openScriptedSlack(script);
    const { code, lines } = await examine({
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_API_URL: apiUrl,
    });
    expect(code).toBe(1);
    expect(ill(lines)[0]).toMatch(sentence);
  });

  it("a token in the wrong place, before it asks Slack", async () => {
    const workspace = await openWorkspace();
    const { SLACK_BOT_TOKEN: bot = "", SLACK_APP_TOKEN: appToken = "" } = workspace;
    const swapped = await examine({ ...workspace, SLACK_BOT_TOKEN: appToken, SLACK_APP_TOKEN: bot });
    expect([swapped.code, ill(swapped.lines)]).toEqual([1, [expect.stringMatching(/SLACK_BOT_TOKEN: /u)]]);
    const user = ["xoxp", "1", "2"].join("-");
    const { code, output } = await examine({ ...workspace, SLACK_BOT_TOKEN: user });
    expect(code).toBe(1);
    expect(output).toMatch(/SLACK_BOT_TOKEN: .*user token/u);
    expect(output).not.toContain(user);
  });

  it("that Slack cannot be reached", async () => {
    const fake = await startFakeSlack();
    await fake.close();
    const { code, lines } = await examine({
      SLACK_BOT_TOKEN: fake.botToken,
      SLACK_APP_TOKEN: fake.appToken,
      SLACK_API_URL: fake.apiUrl,
    });
    expect(code).toBe(1);
    expect(ill(lines)).toEqual([
      "ill Slack Slack cannot be reached. Check the network, and SLACK_API_URL if it is set.",
      expect.stringMatching(/^ill Socket Slack cannot be reached/u),
    ]);
  });
});
