import { PermissionFlagsBits } from "discord.js";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  invitationLink,
  missingPermissions,
  neededPermissions,
} from "../../../src/adapters/discord/invitation.ts";
import { runToEnd } from "../../e2e/program.ts";
import { startFakeDiscord } from "../../fakes/discord/fake-discord.ts";

/** Runs the command as `npm run discord:invite -- …` does. */
const run = (environment: Record<string, string>, ...given: string[]) =>
  runToEnd(environment, ["bin/reverie.js", "discord-invite", ...given]);

describe("npm run discord:invite", () => {
  it("prints what Reverie may do, and the link of the application that the token belongs to", async () => {
    const fake = await startFakeDiscord();
    onTestFinished(() => fake.close());
    const { code, output, errors } = await run({
      DISCORD_TOKEN: fake.token,
      DISCORD_API_URL: fake.apiUrl,
    });
    expect([code, errors]).toEqual([0, ""]);
    for (const { name } of neededPermissions) expect(output).toContain(`  ${name} `);
    expect(output).toContain(invitationLink(fake.applicationId));
    expect(output).not.toContain(fake.token);
  });

  it("asks nobody where the application is named", async () => {
    const { code, output } = await run({}, "--application", "123456789012345678");
    expect(code).toBe(0);
    expect(output).toContain("client_id=123456789012345678");
  });

  it.each([
    [[], {}, "DISCORD_TOKEN is not set"],
    [["--application", "reverie"], {}, "Usage:"],
    [["--permissions", "8"], {}, "Usage:"],
    [[], { DISCORD_TOKEN: "abcdefgh", DISCORD_API_URL: "http://127.0.0.1:9/api" }, "cannot be reached"],
  ] as const)("tells in a sentence what is wrong with %j", async (given, environment, words) => {
    const { code, output, errors } = await run(environment, ...given);
    expect([code, output]).toEqual([1, ""]);
    expect(errors).toContain(words);
    expect(errors).not.toContain("    at ");
  });
});

describe("the invitation", () => {
  it("asks for the least, and for nothing of an administrator's", () => {
    const asked = BigInt(new URL(invitationLink("1")).searchParams.get("permissions") ?? "0");
    expect(asked).toBe(
      PermissionFlagsBits.ViewChannel |
        PermissionFlagsBits.SendMessages |
        PermissionFlagsBits.SendMessagesInThreads |
        PermissionFlagsBits.ReadMessageHistory,
    );
    expect(missingPermissions(asked)).toEqual([]);
    expect(missingPermissions(PermissionFlagsBits.Administrator)).toEqual([]);
    expect(missingPermissions(0n)).toEqual(neededPermissions);
  });
});
