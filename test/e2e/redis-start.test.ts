import { describe, expect, it } from "vitest";
import { makeDataDir, runToEnd } from "./program.ts";

describe("a start without the Redis that was asked for", () => {
  it("C1: ends within five seconds, with the reason and the next step in one sentence", async () => {
    const data = makeDataDir();
    const begun = Date.now();
    const ended = await runToEnd({ DATA_DIR: data.path, REDIS_URL: "redis://127.0.0.1:1" });
    expect(Date.now() - begun).toBeLessThan(5000);
    expect(ended.code).toBe(1);
    expect(ended.errors).toContain("Reverie cannot start: Redis does not answer at REDIS_URL.");
    data.remove();
  });

  it("refuses an address of something else", async () => {
    const ended = await runToEnd({ REDIS_URL: "http://127.0.0.1:6379" });
    expect(ended.errors).toContain("REDIS_URL: expects a URL that starts with redis:// or rediss://");
  });
});
