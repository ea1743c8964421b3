import { describe, expect, it } from "vitest";
import { creationLink, slackManifest } from "../../../../src/adapters/slack/manifest/manifest.ts";
import { scopesOf } from "../../../../src/adapters/slack/manifest/scopes.ts";
import { runToEnd } from "../../../e2e/program.ts";

/** Runs the command as `npm run slack:manifest -- …` does. */
const run = (...given: string[]) => runToEnd({}, ["bin/reverie.js", "slack-manifest", ...given]);

describe("npm run slack:manifest", () => {
  it("prints what the app may do, the link and the steps after it", async () => {
    const { code, output, errors } = await run();
    expect([code, errors]).toEqual([0, ""]);
    for (const { name } of scopesOf("learn")) expect(output).toContain(`  ${name} `);
    expect(output).toContain("Learn from channels, by Socket Mode");
    expect(output).toContain(creationLink(slackManifest("learn", null)));
    expect(output).toContain("SLACK_APP_TOKEN=xapp-");
    expect(output).not.toContain("undefined");
  });

  it("prints the smaller app, and the one for HTTP", async () => {
    const { output } = await run("--talk-only", "--url", "https://reverie.example.com/");
    expect(output).toContain("Talk only, by HTTP at https://reverie.example.com\n");
    expect(output).toContain(creationLink(slackManifest("talk-only", "https://reverie.example.com")));
    expect(output).not.toContain("channels:history");
    expect(output).toContain("SLACK_SIGNING_SECRET=");
    expect(output).not.toContain("SLACK_APP_TOKEN");
  });

  it("prints nothing but the manifest when it is asked for JSON", async () => {
    const { code, output } = await run("--json", "--talk-only");
    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual(slackManifest("talk-only", null));
  });

  it.each([
    [["--url", "http://reverie.example.com"], "such as https://"],
    [["--url", "reverie.example.com"], "such as https://"],
    [["--url", "https://reverie.example.com/?key=1"], "such as https://"],
    [["--url", "https://ana:secret@reverie.example.com"], "such as https://"],
    [["--url"], "Usage:"],
    [["--listen"], "Usage:"],
    [["learn"], "Usage:"],
  ])("says in a line what is wrong with %j", async (given, sentence) => {
    const { code, output, errors } = await run(...given);
    expect([code, output]).toEqual([1, ""]);
    expect(errors).toContain(sentence);
    expect(errors.trim().split("\n")).toHaveLength(1);
    expect(errors).not.toContain("secret");
  });
});
