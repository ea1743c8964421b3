import { describe, expect, it } from "vitest";
import { examineScopes, examineSlack } from "../../../../src/adapters/slack/examination.ts";
import { scopesOf } from "../../../../src/adapters/slack/manifest/scopes.ts";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import { createSilentLog } from "../../../doubles/silent-log.ts";
import { openFake } from "../../../fakes/slack/open-fake.ts";
import { goodIdentity, openScriptedSlack } from "./scripted-slack.ts";

const names = (kind: "talk-only" | "learn") => scopesOf(kind).map(({ name }) => name);
const parts = () => ({
  clock: createManualClock(Date.UTC(2026, 10, 22)),
  log: createSilentLog(),
  address: "http://127.0.0.1:3000",
});

describe("the scopes that were granted", () => {
  it.each([
    ["learn", "Learn from channels"],
    ["talk-only", "Talk only"],
  ] as const)("are known as those of %s, and more does no harm", (kind, says) => {
    for (const more of [[], ["pins:read"]]) {
      const [finding, ...others] = examineScopes(new Set([...names(kind), ...more]));
      expect([finding?.isWell, others]).toEqual([true, []]);
      expect(finding?.says).toContain(says);
    }
  });

  it.each(scopesOf("learn").map((scope) => [scope.name, scope] as const))(
    "are ill without %s, and say what it costs",
    (name, { without }) => {
      const findings = examineScopes(new Set(names("learn").filter((each) => each !== name)));
      expect(findings.every(({ isWell }) => !isWell)).toBe(true);
      expect(findings.slice(1).map(({ says }) => says)).toEqual([
        `${name} is missing (missing_scope): ${without}`,
      ]);
    },
  );

  it("are measured by the smaller app where nothing lets it follow channels", () => {
    const granted = new Set(["chat:write", "reactions:read"]);
    const findings = examineScopes(granted);
    expect(findings).toHaveLength(names("talk-only").length);
    expect(findings.map(({ says }) => says).join("\n")).not.toContain(
      ":history is missing (missing_scope): it hears",
    );
  });
});

describe("the examination", () => {
  it("opens one connection and closes it, and says nothing in the workspace", async () => {
    const { fake } = await openFake();
    const { botToken, appToken, apiUrl } = fake;
    const findings = await examineSlack({ botToken, way: { type: "socket", appToken }, apiUrl }, parts());
    expect(findings.map(({ name, isWell }) => [name, isWell])).toEqual([
      ["Slack", true],
      ["Scopes", true],
      ["Socket", true],
    ]);
    expect(fake.world.records.calls.map(({ method }) => method)).toEqual([
      "auth.test",
      "apps.connections.open",
    ]);
    expect(fake.socket.connections()).toEqual([]);
  });

  it("waits ten seconds for a connection and no longer", async () => {
    const { apiUrl, isCalled } = await openScriptedSlack({
      "auth.test": goodIdentity,
      "apps.connections.open": null,
    });
    const given = parts();
    const config = { botToken: "xoxb-1", way: { type: "socket", appToken: "xapp-1" }, apiUrl } as const;
    const examined = examineSlack(config, given);
    await isCalled("apps.connections.open");
    await given.clock.advance(10_000);
    expect((await examined).at(-1)).toEqual({
      name: "Socket",
      isWell: false,
      says: "Slack cannot be reached. Check the network, and SLACK_API_URL if it is set.",
    });
  });

  it("leaves what Slack hands to its connection for the program", async () => {
    const { fake } = await openFake({ isManual: true });
    const { botToken, appToken, apiUrl } = fake;
    const examined = examineSlack({ botToken, way: { type: "socket", appToken }, apiUrl }, parts());
    await fake.socket.connected(1);
    fake.world.say({ person: "ana", channel: "general", text: "hello" });
    expect(fake.socket.connections()).toHaveLength(1);
    await examined;
    expect(fake.world.records.acks).toEqual([]);
    expect(fake.outbox.unacknowledged()).toBe(1);
  });
});
