import { describe, expect, it } from "vitest";
import { formatAudience } from "../../src/core/audience.ts";
import { readSettings } from "../../src/core/settings/settings.ts";
import { findReaders } from "../../src/dreaming/readers.ts";
import { workspace } from "../laws/memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "../laws/small-world.ts";

/** The channels that each audience's reflection would read. */
async function readersOf({ parts }: SmallWorld): Promise<Record<string, readonly string[]>> {
  const readers = await findReaders(parts, workspace, await readSettings(parts, workspace, null));
  return Object.fromEntries(readers.map(({ audience, channels }) => [formatAudience(audience), channels]));
}

describe("what a dream may read", () => {
  it("is every channel that is open to the audience", async () => {
    const world = await openSmallWorld();
    await world.say("ben", "dm-ben", "hello there");
    expect(await readersOf(world)).toEqual({
      team: ["general", "lab"],
      "channel general": ["general"],
      "channel lab": ["lab"],
      "channel core-team": ["core-team"],
      "person ben": ["general", "lab", "core-team", "dm-ben"],
    });
  });

  it("is no channel that is not followed, for any audience, direct ones neither (law 6)", async () => {
    const world = await openSmallWorld();
    await world.say("ben", "dm-ben", "hello there");
    for (const channel of ["lab", "core-team", "dm-ben"]) world.unfollowed.add(channel);
    expect(await readersOf(world)).toEqual({
      team: ["general"],
      "channel general": ["general"],
      "person ben": ["general"],
    });
  });
});
