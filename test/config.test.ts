import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { ConfigError } from "../src/core/errors.ts";

const bot = ["xoxb", "1", "test"].join("-");
const app = ["xapp", "1", "test"].join("-");

function problemsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe("the environment of Slack", () => {
  it("connects by Socket Mode where there is an app-level token, and the playground stays closed", () => {
    const config = readConfig({
      SLACK_BOT_TOKEN: bot,
      SLACK_APP_TOKEN: app,
      SLACK_SIGNING_SECRET: "0123456789abcdef",
    });
    expect(config.slack).toEqual({ botToken: bot, way: { type: "socket", appToken: app }, apiUrl: null });
    expect(config.playground).toBe(false);
  });

  it("connects by HTTP where there is a signing secret alone", () => {
    const environment = { SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: "0123456789abcdef", HOST: "0.0.0.0" };
    expect(readConfig(environment).slack?.way).toEqual({ type: "http", signingSecret: "0123456789abcdef" });
  });

  it("leaves the playground open beside Socket Mode where it is asked to", () => {
    expect(readConfig({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, PLAYGROUND: "on" }).playground).toBe(
      true,
    );
  });

  it("refuses the playground beside Slack by HTTP, and on an address that others reach", () => {
    const http = { SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: "0123456789abcdef", PLAYGROUND: "on" };
    expect(problemsOf(http)).toEqual([expect.stringMatching(/^PLAYGROUND: .*Set PLAYGROUND=off\.$/u)]);
    const open = { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, PLAYGROUND: "on", HOST: "0.0.0.0" };
    expect(problemsOf(open)).toEqual([expect.stringMatching(/^HOST: /u)]);
  });

  it.each([
    ["a bot token alone", { SLACK_BOT_TOKEN: bot }, /^SLACK_APP_TOKEN: is missing/u],
    ["an app-level token alone", { SLACK_APP_TOKEN: app }, /^SLACK_BOT_TOKEN: is missing/u],
    ["a signing secret alone", { SLACK_SIGNING_SECRET: "0123456789abcdef" }, /^SLACK_BOT_TOKEN: is missing/u],
    [
      "an app-level token in the bot's place",
      { SLACK_BOT_TOKEN: app, SLACK_APP_TOKEN: app },
      /^SLACK_BOT_TOKEN: holds a Slack app-level token; that belongs in SLACK_APP_TOKEN\.$/u,
    ],
    [
      "a user's token",
      { SLACK_BOT_TOKEN: ["xoxp", "1"].join("-"), SLACK_APP_TOKEN: app },
      /^SLACK_BOT_TOKEN: holds a Slack user token/u,
    ],
    [
      "something else",
      { SLACK_BOT_TOKEN: "secret", SLACK_APP_TOKEN: app },
      /^SLACK_BOT_TOKEN: expects the Bot User OAuth Token/u,
    ],
    [
      "an address that is none",
      { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_API_URL: "slack" },
      /^SLACK_API_URL: expects a URL/u,
    ],
  ])("explains %s and shows no value", (_name, environment, sentence) => {
    const problems = problemsOf(environment as unknown as Record<string, string>);
    expect(problems).toEqual([expect.stringMatching(sentence)]);
    for (const value of Object.values(environment)) expect(problems.join(" ")).not.toContain(value);
  });

  it("has somebody to talk to: without a chat token the playground cannot be off", () => {
    expect(readConfig({}).playground).toBe(true);
    expect(problemsOf({ PLAYGROUND: "off" })).toEqual([expect.stringMatching(/^PLAYGROUND: expects on/u)]);
  });
});

describe("the environment of Discord", () => {
  const token = ["MTIzNDU2Nzg5MDEyMzQ1Njc4", "Gabcde", "x".repeat(30)].join(".");

  it("connects with a token alone, and the playground stays closed", () => {
    const config = readConfig({ DISCORD_TOKEN: `Bot ${token}` });
    expect(config.discord).toEqual({ token, apiUrl: null, commandScope: "everywhere" });
    expect(config.slack).toBeNull();
    expect(config.playground).toBe(false);
  });

  it("stands beside Slack, and beside the playground where it is asked to", () => {
    const config = readConfig({
      DISCORD_TOKEN: token,
      DISCORD_API_URL: "http://127.0.0.1:8080/api",
      SLACK_BOT_TOKEN: bot,
      SLACK_APP_TOKEN: app,
      PLAYGROUND: "on",
      NODE_ENV: "development",
    });
    expect(config.discord).toEqual({
      token,
      apiUrl: "http://127.0.0.1:8080/api",
      commandScope: "in-each-server",
    });
    expect(config.slack).not.toBeNull();
    expect(config.playground).toBe(true);
  });

  it.each([
    ["an address alone", { DISCORD_API_URL: "http://127.0.0.1:8080/api" }, /^DISCORD_TOKEN: is missing/u],
    [
      "an address that is none",
      { DISCORD_TOKEN: token, DISCORD_API_URL: "discord" },
      /^DISCORD_API_URL: expects a URL/u,
    ],
    [
      "Slack's token",
      { DISCORD_TOKEN: bot },
      /^DISCORD_TOKEN: holds a Slack bot token; that belongs in SLACK_BOT_TOKEN\.$/u,
    ],
    ["a word that is too short", { DISCORD_TOKEN: "secret" }, /^DISCORD_TOKEN: expects the bot's token/u],
    [
      "its token in Slack's place",
      { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: app },
      /that belongs in DISCORD_TOKEN\.$/u,
    ],
  ])("explains %s and shows no value", (_name, environment, sentence) => {
    const problems = problemsOf(environment as unknown as Record<string, string>);
    expect(problems).toEqual([expect.stringMatching(sentence)]);
    for (const value of Object.values(environment)) expect(problems.join(" ")).not.toContain(value);
  });

  it("reads prices, and refuses what are none", () => {
    const prices = '{"my-model":{"input":1,"output":5.5}}';
    expect(readConfig({ REVERIE_PRICES: prices }).prices).toEqual({
      "my-model": { input: 1, output: 5.5, searches: null },
    });
    const searches = '{"my-model":{"input":1,"output":5,"searches":0}}';
    expect(readConfig({ REVERIE_PRICES: searches }).prices).toMatchObject({ "my-model": { searches: 0 } });
    expect(readConfig({}).prices).toEqual({});
    for (const wrong of ["{", "[]", '{"m":{"input":-1,"output":1}}', '{"m":{"input":1}}', "5"]) {
      expect(() => readConfig({ REVERIE_PRICES: wrong })).toThrow(/REVERIE_PRICES/u);
    }
  });
});
