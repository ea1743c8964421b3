import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { makeDataDir, type Program, runToEnd, startProgram } from "./program.ts";
import { visit } from "./visitor.ts";

describe("starting", () => {
  const data = makeDataDir();
  let program: Program | undefined;
  afterEach(async () => {
    await program?.stop();
    program = undefined;
    data.remove();
  });

  it("names every wrong variable at once with what is expected, without a value and without a stack", async () => {
    const ended = await runToEnd({
      DATA_DIR: data.path,
      PORT: "99999",
      LOG_LEVEL: "loud",
      PLAYGROUND: "maybe",
      ANTHROPIC_BASE_URL: "not-an-address",
      REVERIE_MODEL: "xoxb-123-secret",
      SLACK_BOT_TOKEN: "xapp-1-secret",
    });
    expect(ended.code).toBe(1);
    expect(ended.errors).toMatch(/PORT: .*65535/u);
    expect(ended.errors).toMatch(/LOG_LEVEL: .*info/u);
    expect(ended.errors).toMatch(/PLAYGROUND: .*on or off/u);
    expect(ended.errors).toMatch(/ANTHROPIC_BASE_URL: .*http/u);
    expect(ended.errors).toMatch(/REVERIE_MODEL: .*SLACK_BOT_TOKEN/u);
    expect(ended.errors).toMatch(/SLACK_BOT_TOKEN: .*SLACK_APP_TOKEN/u);
    expect(ended.errors).not.toMatch(/secret|99999|loud|maybe|not-an-address|\bat /u);
    expect(existsSync(`${data.path}/reverie.db`)).toBe(false);
  });

  it("refuses the playground on an address that others reach", async () => {
    const ended = await runToEnd({ DATA_DIR: data.path, HOST: "0.0.0.0" });
    expect(ended.code).toBe(1);
    expect(ended.errors).toMatch(/HOST: .*127\.0\.0\.1/u);
  });

  it("says in a line that the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    const ended = await runToEnd({ DATA_DIR: data.path, PORT: String(port) });
    other.close();
    expect(ended.code).toBe(1);
    expect(ended.errors).toContain(`Port ${port} is taken`);
    expect(ended.errors).not.toMatch(/\n\s+at /u);
  });

  it("C11: refuses a second process on the same folder", async () => {
    program = await startProgram({ DATA_DIR: data.path });
    const ended = await runToEnd({ DATA_DIR: data.path });
    expect(ended.code).toBe(1);
    expect(ended.errors).toContain("Another Reverie");
    expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
  });

  it("is ready, alive and measured, and stops when it is asked to", async () => {
    program = await startProgram({ DATA_DIR: data.path });
    expect((await fetch(`${program.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${program.url}/readyz`);
    expect(await ready.json()).toMatchObject({
      ready: true,
      parts: { store: { state: "ok" }, model: { state: "ok" }, playground: { state: "ok" } },
    });
    const ana = visit(program.url, "ana");
    await ana.answerTo(await ana.say("general", "@reverie when can we deploy Xylophoneus?"));
    await ana.command("remember for the team: lunch is at noon");
    const metrics = await (await fetch(`${program.url}/metrics`)).text();
    for (const line of [
      /^reverie_jobs_waiting \d+$/mu,
      /^reverie_dead_letters 0$/mu,
      /^reverie_part_state\{part="store"\} 0$/mu,
      /^reverie_part_state\{part="playground"\} 0$/mu,
      /^reverie_job_seconds_count\{kind="turn"\} 1$/mu,
      /^reverie_jobs_total\{kind="turn",outcome="done"\} 1$/mu,
      /^reverie_store_seconds_count\{operation="history\.record"\} \d+$/mu,
      /^reverie_delivery_seconds_count\{platform="playground",operation="\w+"\} \d+$/mu,
      /^reverie_model_seconds_count\{purpose="answers"\} 1$/mu,
      /^reverie_model_tokens_total\{purpose="answers",model="\w+",direction="in"\} \d+$/mu,
      /^reverie_acts_total\{act="approved"\} 1$/mu,
    ])
      expect(metrics).toMatch(line);
    // No label holds what anybody said or is called.
    expect(metrics).not.toMatch(/Xylophoneus|noon|\bana\b/iu);
    const running = program;
    program = undefined;
    expect(await running.stop()).toBe(0);
  });

  it("knows its commands", async () => {
    const ended = await runToEnd({ DATA_DIR: data.path }, ["bin/reverie.js", "dance"]);
    expect(ended.code).toBe(1);
    expect(ended.errors).toContain("doctor");
  });
});
