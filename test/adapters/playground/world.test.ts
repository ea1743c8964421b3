import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import { World } from "../../../src/adapters/playground/world.ts";
import { asId } from "../../../src/core/ids.ts";

it("opens what was kept before there were quiet buttons", () => {
  const folder = mkdtempSync(join(tmpdir(), "reverie-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const message = {
    channel: asId<never>("general"),
    thread: null,
    author: asId<never>("ana"),
    text: "Hello",
    note: "",
    card: null,
    actions: [],
    saidAt: 1,
    editedAt: null,
    isStreaming: false,
    files: [],
  };
  const before = new World(folder);
  const said = before.say(message);
  before.close();
  const file = new DatabaseSync(join(folder, "playground.db"));
  for (const table of ["messages", "undelivered"]) {
    file.exec(`UPDATE ${table} SET body = json_remove(body, '$.actions')`);
  }
  expect(file.prepare("SELECT 1 FROM messages WHERE body LIKE '%actions%'").all()).toEqual([]);
  file.close();

  const world = new World(folder);
  onTestFinished(() => world.close());
  expect(world.all()).toEqual([said]);
  expect(world.undelivered()).toMatchObject([{ change: "said", message: said }]);
});
