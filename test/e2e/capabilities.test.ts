import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { capabilities } from "./capabilities.ts";
import { NotThere } from "./office/chat-office.ts";
import { openDiscordChat } from "./office/discord-chat.ts";
import { openPlaygroundChat } from "./office/playground-chat.ts";
import { openSlackChat } from "./office/slack-chat.ts";
import { type OpenOffice, type Story, startStory } from "./office/story.ts";

/** The platforms in the order of the table's columns. */
const platforms: readonly (readonly [string, OpenOffice])[] = [
  // Slack tells whoever goes on streaming that it was stopped.
  ["Slack", (modelUrl) => openSlackChat({ modelUrl, allowed: ["stopped_by_user"] })],
  ["Discord", (modelUrl) => openDiscordChat({ modelUrl })],
  ["Playground", (modelUrl) => openPlaygroundChat(modelUrl)],
];

/** The README's table: what there is, and what each platform says of it. */
const rows = readTable(readFileSync(new URL("../../README.md", import.meta.url), "utf8"));

function readTable(readme: string): ReadonlyMap<string, readonly string[]> {
  const [, table = ""] = /\n## What works where\n[\s\S]*?\n(\| \|[\s\S]*?)\n\n/u.exec(readme) ?? [];
  const [head = "", , ...lines] = table.split("\n").map((line) => line.slice(1, -1));
  const cells = (line: string) => line.split("|").map((cell) => cell.trim());
  expect(cells(head).slice(1)).toEqual(platforms.map(([name]) => name));
  return new Map(
    lines.map((line) => {
      const [name = "", ...says] = cells(line);
      return [name, says];
    }),
  );
}

it("tells of each capability that is tried, and tries each that it tells of", () => {
  expect([...rows.keys()]).toEqual(Object.keys(capabilities));
});

describe.each(platforms)("%s", (name, open) => {
  let story: Story;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ story, close } = await startStory(open, []));
  });
  afterAll(() => close());

  it.each(Object.entries(capabilities))("%s", async (row, isSo) => {
    const column = platforms.findIndex(([each]) => each === name);
    const says = rows.get(row)?.[column] ?? "";
    const works = await isSo(story).catch((error: unknown) => {
      if (error instanceof NotThere) return false;
      throw error;
    });
    expect(works).toBe(!says.startsWith("no"));
  });
});
