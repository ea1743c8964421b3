import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findViolations } from "../import-rules.ts";
import { readTokens } from "../read-tokens.ts";

const root = join(import.meta.dirname, "../../src");
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
  /\.[jt]s$/u.test(file),
);
const sources = new Map(
  files.map((file) => [file.replaceAll("\\", "/"), readFileSync(join(root, file), "utf8")]),
);

/** What is found in one planted source, as `rule what`. */
const found = (file: string, text: string) =>
  findViolations(new Map([[file, text]])).map(({ rule, what }) => `${rule} ${what}`);

describe("the sources", () => {
  it("are all read", () => {
    expect(files.length).toBeGreaterThan(80);
    for (const room of ["main.ts", "bot.ts", "config.ts", "core/scope.ts", "dreaming/dream.ts"]) {
      expect(sources.has(room)).toBe(true);
    }
    const imports = [...sources.values()].flatMap((text) =>
      readTokens(text).filter(({ text }) => text === "import"),
    );
    expect(imports.length).toBeGreaterThan(400);
  });

  it("import one way only, and keep to the other rules of the house", () => {
    expect(findViolations(sources)).toEqual([]);
  });
});

describe("the rules of imports", () => {
  it.each([
    ["core/scope.ts", 'import { x } from "../dreaming/dream.ts";', "room dreaming/dream.ts"],
    [
      "core/memory/remember.ts",
      'import { x } from "../../adapters/sqlite/read.ts";',
      "room adapters/sqlite/read.ts",
    ],
    ["core/scope.ts", 'import type { Bot } from "../bot.ts";', "room bot.ts"],
    ["core/scope.ts", 'export * from "../config.ts";', "room config.ts"],
    ["core/scope.ts", 'const late = await import("../outcomes/goal.ts");', "room outcomes/goal.ts"],
    ["dreaming/dream.ts", 'import { x } from "../outcomes/goal.ts";', "room outcomes/goal.ts"],
    ["dreaming/dream.ts", 'import "../adapters/sqlite/read.ts";', "room adapters/sqlite/read.ts"],
    ["outcomes/goal.ts", 'export { x } from "../dreaming/dream.ts";', "room dreaming/dream.ts"],
    ["adapters/slack/post.ts", 'import { x } from "../discord/post.ts";', "room adapters/discord/post.ts"],
    ["adapters/slack/post.ts", 'import { x } from "../../dreaming/dream.ts";', "room dreaming/dream.ts"],
    ["adapters/slack/post.ts", 'import { x } from "../../config.ts";', "room config.ts"],
    ["bot.ts", 'import { x } from "./adapters/slack/post.ts";', "room adapters/slack/post.ts"],
    ["bot.ts", 'import { x } from "./config.ts";', "room config.ts"],
    ["config.ts", 'import { x } from "./bot.ts";', "room bot.ts"],
    ["main.ts", 'import { x } from "./dreaming/dream.ts";', "room dreaming/dream.ts"],
    ["main.ts", 'import { x } from "./core/scope.ts";', "room core/scope.ts"],
    ["core/scope.ts", 'import { readFileSync } from "node:fs";', "package node:fs"],
    ["core/scope.ts", 'import type { App } from "@slack/bolt";', "package @slack/bolt"],
    ["core/scope.ts", 'import fs from "fs";', "package fs"],
    ["dreaming/dream.ts", 'import Anthropic from "@anthropic-ai/sdk";', "package @anthropic-ai/sdk"],
    ["bot.ts", 'import { createServer } from "node:http";', "package node:http"],
  ])("catch in %s: %s", (file, text, violation) => {
    expect(found(file, text)).toEqual([violation]);
  });

  it.each([
    ["core/memory/gates/gate.ts", 'import type { Book } from "../../memory.ts"; import { z } from "zod";'],
    ["core/memory/fingerprints.ts", 'import { createHmac } from "node:crypto";'],
    ["dreaming/dream.ts", 'import { x } from "../core/scope.ts"; import { y } from "./gather.ts";'],
    ["bot.ts", 'import { x } from "./dreaming/dream.ts"; import { y } from "./core/scope.ts";'],
    ["adapters/slack/post.ts", 'import { x } from "../../core/card.ts"; import { App } from "@slack/bolt";'],
    [
      "main.ts",
      'import { x } from "./adapters/slack/post.ts"; import { StartError } from "./core/errors.ts";',
    ],
    [
      "core/scope.ts",
      '// import { x } from "../bot.ts";\nconst text = `from "../bot.ts"`; const pattern = /"node:fs"/u;',
    ],
  ])("let %s import what it may", (file, text) => {
    expect(found(file, text)).toEqual([]);
  });
});

describe("the rule of the environment", () => {
  it.each([
    "const token = process.env.SLACK_BOT_TOKEN;",
    'const token = process["env"].TOKEN;',
    "const { env } = process;",
    "const token = globalThis.process?.env;",
    'import { env } from "node:process";',
  ])("catches %s", (text) => {
    expect(found("adapters/slack/post.ts", text)).toContain("environment process.env");
    expect(found("core/scope.ts", text)).toContain("environment process.env");
    expect(found("config.ts", text)).not.toContain("environment process.env");
    expect(found("main.ts", text)).toEqual([]);
  });

  it("lets a process be ended and written to", () => {
    expect(found("adapters/system/end.ts", 'process.exitCode = 1; process.stdout.write("env");')).toEqual([]);
  });
});

describe("the rule of the ledger's writes", () => {
  it.each([
    ["core/memory/review.ts", "await parts.ledger.write(write);", "ledger ledger.write"],
    ["core/upkeep.ts", "const { ledger: book } = parts; await book.write(write);", "ledger book.write"],
    ["core/upkeep.ts", "await parts.ledger.loseReceipts(workspace, lost);", "ledger ledger.loseReceipts"],
    [
      "dreaming/dream.ts",
      "await parts.ledger.erasePerson(workspace, person, []);",
      "ledger ledger.erasePerson",
    ],
    ["core/leaving.ts", "await parts.ledger.eraseWorkspace(workspace);", "ledger ledger.eraseWorkspace"],
    ["dreaming/dream.ts", 'await parts.ledger["write"](write);', "ledger ledger.write"],
    ["bot.ts", "await parts.ledger?.write(write);", "ledger ledger.write"],
    ["adapters/slack/post.ts", "await this.ledger.write(write);", "ledger ledger.write"],
    ["core/upkeep.ts", `const text = \`\${await parts.ledger.write(write)}\`;`, "ledger ledger.write"],
  ])("catches in %s: %s", (file, text, violation) => {
    expect(found(file, text)).toEqual([violation]);
  });

  it("lets the one file write that may, and others do what is called alike", () => {
    expect(found("core/memory/remember.ts", "await parts.ledger.write(write);")).toEqual([]);
    expect(found("core/upkeep.ts", "await parts.history.erasePerson(workspace, person, []);")).toEqual([]);
    expect(found("core/leaving.ts", "await parts.documents.eraseWorkspace(workspace);")).toEqual([]);
    expect(found("core/upkeep.ts", "await loseReceipts(parts, workspace, lost);")).toEqual([]);
    expect(found("adapters/sqlite/queue.ts", 'this.queue.write("record", run);')).toEqual([]);
  });
});
