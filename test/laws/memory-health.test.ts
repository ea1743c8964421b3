import { expect, it } from "vitest";
import { openSmallWorld } from "./small-world.ts";

const monthMs = 31 * 24 * 60 * 60 * 1000;

it("memory health tells what the team's memories lack, each with a button, and changes nothing", async () => {
  const world = await openSmallWorld();
  for (const text of ["lunch is at noon", "the build runs on Linux", "support answers within a day"])
    await world.command("ana", `remember for the team: ${text}`);
  const first = await world.teamMemoryId();
  world.clock.jump(monthMs);
  await world.command("ben", `dispute ${first} it does not`);
  await world.settle();
  const before = await world.memories("ana", "team");
  const { card } = await world.command("ana", "memory health");
  expect(card?.title).toContain("Memory health");
  expect(card?.body).toContain("2 in use");
  expect(card?.body).toContain("1 out of use");
  expect(card?.body).toContain("100 % were approved");
  const linux = card?.sections.find(({ text }) => text.includes("Linux"));
  expect(linux?.note).toContain("No answer was given it lately.");
  expect(linux?.actions.map(({ label }) => label)).toEqual(["Wrong", "Outdated", "Not here"]);
  expect(await world.memories("ana", "team")).toEqual(before);
  // Of others' own memories it tells nothing.
  await world.command("ben", "remember for me: I take my coffee black");
  expect(JSON.stringify((await world.command("ana", "memory health mine")).card)).not.toContain("coffee");
  expect((await world.command("ben", "memory health mine")).card?.body).toContain("1 in use");
});
