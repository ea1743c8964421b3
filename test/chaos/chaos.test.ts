import { describe, expect, it, onTestFinished } from "vitest";
import { hasRedis } from "../setup/redis.ts";
import { findFaults } from "./checker.ts";
import { plants } from "./plants.ts";
import { runSeed } from "./run-seed.ts";

describe.runIf(hasRedis)("npm run chaos", () => {
  it("finds nothing in a storm, and finds what is done wrong in the bot's name after it", async () => {
    const run = await runSeed(1);
    onTestFinished(run.close);
    const record = await run.record();
    expect([...findFaults(run.before), ...findFaults(record)]).toEqual([]);
    for (const { name, law, plant } of plants) {
      const before = findFaults(await run.record()).length;
      await plant(run.office, record);
      const found = findFaults(await run.record());
      expect(found.length, name).toBeGreaterThan(before);
      expect(
        found.map((finding) => finding.law),
        name,
      ).toContain(law);
    }
  }, 600_000);
});
