import { describe, expect, it, onTestFinished } from "vitest";
import { type FakeDiscordOptions, startFakeDiscord } from "../fakes/discord/fake-discord.ts";
import { makeDataDir, runToEnd } from "./program.ts";

/** The doctor as people run it over a Discord: its exit code, and its lines without what pads them. */
async function examine(
  settings: FakeDiscordOptions["settings"],
  environment: Readonly<Record<string, string>> = {},
  prepare: (fake: Awaited<ReturnType<typeof startFakeDiscord>>) => void = () => undefined,
) {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const fake = await startFakeDiscord(settings ? { settings } : {});
  onTestFinished(() => fake.close());
  prepare(fake);
  const { code, output, errors } = await runToEnd(
    {
      DATA_DIR: `${data.path}/new`,
      DISCORD_TOKEN: fake.token,
      DISCORD_API_URL: fake.apiUrl,
      ...environment,
    },
    ["bin/reverie.js", "doctor"],
  );
  expect(errors).toBe("");
  expect(output).not.toContain(fake.token);
  expect(fake.gateway.sessions()).toEqual([]);
  return { code, fake, lines: output.split("\n").map((line) => line.replace(/ +/gu, " ")) };
}

const ill = (lines: readonly string[]) => lines.filter((line) => line.startsWith("ill"));

describe("the doctor on Discord", () => {
  it("is content with an application that may follow channels", async () => {
    const { code, lines, fake } = await examine({});
    expect(ill(lines)).toEqual([]);
    expect(code).toBe(0);
    expect(lines).toContain(`well Discord application ${fake.applicationId}, bot @reverie`);
    expect(lines).toContain(
      "well Intents the Message Content Intent is on: it may follow the channels that it is in",
    );
    expect(lines).toContain("well Commands not registered as this version has them: the next start does it");
    expect(lines).toContain("well Server Example: it may do what it needs to");
  });

  it("names the switch where the intent is off, which is no ill", async () => {
    const { code, lines, fake } = await examine({ messageContent: false });
    expect(code).toBe(0);
    const line = lines.find((each) => each.startsWith("well Intents"));
    expect(line).toContain(`https://discord.com/developers/applications/${fake.applicationId}/bot`);
    expect(line).toContain("Message Content Intent");
  });

  it("tells a token that Discord does not know, and a Discord that is not there", async () => {
    const unknown = await examine({ isTokenValid: false });
    expect(unknown.code).toBe(1);
    expect(ill(unknown.lines)).toEqual([expect.stringContaining("Press Reset Token")]);
    const gone = await examine({}, { DISCORD_API_URL: "http://127.0.0.1:9/api" });
    expect(gone.code).toBe(1);
    expect(ill(gone.lines)).toEqual([expect.stringContaining("cannot be reached")]);
  });

  it("tells in which server a permission is missing, and which", async () => {
    const { code, lines } = await examine({}, {}, ({ world }) => {
      world.changeRole({ role: "reverie", permissions: [] });
      world.changeRole({ role: "@everyone", permissions: ["ViewChannel", "SendMessages"] });
    });
    expect(code).toBe(1);
    expect(ill(lines)).toEqual([
      expect.stringContaining("Example: it lacks Send Messages in Threads, Read Message History."),
    ]);
  });

  it("tells that it is in no server yet, and how it comes into one", async () => {
    const { code, lines } = await examine({ guilds: [] });
    expect(code).toBe(1);
    expect(ill(lines)).toEqual([expect.stringContaining("npm run discord:invite")]);
  });

  it("warns where the connections of the day are used up", async () => {
    const { code, lines } = await examine({ identifiesPerDay: 5 });
    expect(code).toBe(1);
    expect(ill(lines)).toEqual([expect.stringContaining("5 of 5 connections are left")]);
  });
});
