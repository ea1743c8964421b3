import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataDir, type Program, startProgram } from "./program.ts";
import { visit } from "./visitor.ts";

describe("bad input", () => {
  const data = makeDataDir();
  let program: Program;
  beforeAll(async () => {
    program = await startProgram({ DATA_DIR: data.path });
  });
  afterAll(async () => {
    await program.stop();
    data.remove();
  });
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${program.url}/playground${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
  /** fetch does not let a program choose its Host header. */
  const withHost = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { hostname, port } = new URL(program.url);
      request({ hostname, port, path: "/playground/state?person=ana", headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once("error", reject)
        .end();
    });

  it("answers strange text without a crash and without a ping", async () => {
    const ana = visit(program.url, "ana");
    const strange = [
      "\u0000\u0000 NUL \u0000",
      "half \ud800 a \udc00 character",
      "\u202egnirts lanoitceridib\u202c @everyone <!channel> <@U1>",
      "```js\nunclosed(",
      "'; DROP TABLE messages; -- \" OR NEAR(a b) *",
      "a".repeat(100_000 - 20),
      "👩‍👩‍👧‍👦".repeat(500),
      "e\u0301\u0323\u0302".repeat(2000),
    ];
    for (const text of strange) {
      const id = await ana.say("dm-ana", text);
      const answer = await ana.answerTo(id);
      expect(answer.text).not.toBe("");
    }
    expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
  });

  it("refuses with a reason what it cannot take", async () => {
    const cases: [path: string, body: unknown, status: number][] = [
      ["/messages", { person: "ana", channel: "general", text: "a".repeat(100_001) }, 400],
      ["/messages", { person: "ana", channel: "general", text: "a".repeat(2_000_000) }, 400],
      ["/messages", { person: "ana", channel: "general", text: "  \n " }, 400],
      ["/messages", { person: "ana", channel: "general" }, 400],
      ["/messages", { person: "mallory", channel: "general", text: "hello" }, 404],
      ["/messages", { person: "cleo", channel: "core-team", text: "hello" }, 404],
      ["/messages", { person: "ben", channel: "dm-ana", text: "hello" }, 404],
      ["/messages", { person: "ana", channel: "general", text: "hello", thread: "m999" }, 404],
      ["/commands", { person: "ben", channel: "dm-ana", text: "help" }, 404],
      ["/actions", { person: "ana", message: "m999", action: "reverie:approve", value: "x" }, 404],
      ["/actions", { person: "ana", message: null, action: "approve", value: "x" }, 400],
    ];
    for (const [path, body, status] of cases) {
      const response = await post(path, JSON.stringify(body));
      expect([path, response.status]).toEqual([path, status]);
      expect(((await response.json()) as { error: string }).error).toMatch(/\.$/u);
    }
    expect((await post("/messages", "{not json")).status).toBe(400);
  });

  it("lets only the author change a message", async () => {
    const id = await visit(program.url, "ana").say("general", "mine");
    expect(await visit(program.url, "ben").edit(id, "yours")).toBe(403);
    expect(await visit(program.url, "ben").remove(id)).toBe(403);
    expect(await visit(program.url, "ana").remove(id)).toBe(200);
    expect(await visit(program.url, "ana").edit(id, "again")).toBe(404);
  });

  it("refuses requests that another site could make", async () => {
    expect(await withHost("evil.example")).toBe(403);
    expect(await withHost("evil.example:80")).toBe(403);
    expect(await withHost("localhost")).toBe(200);
    const body = JSON.stringify({ person: "ana", channel: "general", text: "hello" });
    expect((await post("/messages", body, { origin: "https://evil.example" })).status).toBe(403);
    expect((await post("/messages", body, { origin: "null" })).status).toBe(403);
    expect((await post("/messages", body, { origin: program.url })).status).toBe(200);
  });

  it("names the nearest of what it does not know, and changes nothing", async () => {
    const ana = visit(program.url, "ana");
    expect((await ana.command("remembr that x")).text).toContain("`/reverie remember`");
    expect((await ana.command("set cadense daily 02:00")).text).toContain("`cadence`");
    expect((await ana.command("set cadence sometimes")).text).toContain("weekly mon 09:00");
    expect((await ana.command("set timezone Mars/Base")).text).toContain("Europe/Lisbon");
    expect((await ana.command("set review-channel nowhere")).text).toContain("no channel called");
    expect((await ana.command("set retention -1")).text).toContain("Nothing changed");
    expect((await ana.command("forget abcdefghij")).text).toContain("nothing by that id");
    expect((await ana.command("undo ../../etc")).text).toContain("Nothing changed");
    expect((await visit(program.url, "ben").command("set quorum 2")).text).toContain("Only administrators");
    expect((await ana.command("settings")).text).toContain("`cadence`: `weekly mon 09:00`");
  });
});
