import { expect, it, onTestFinished } from "vitest";
import { messageId } from "../../../../src/adapters/slack/timestamps.ts";
import { asId } from "../../../../src/core/ids.ts";
import { workspaceId } from "../../../../src/core/platforms.ts";
import { openSlackHouse } from "../slack-house.ts";

async function openReread() {
  const house = await openSlackHouse({});
  onTestFinished(() => house.close());
  await house.bot.start();
  const { world } = house.fake;
  const workspace = workspaceId("slack", "T0TEAM");
  const idOf = ({ channel, ts }: { channel: string; ts: string }) => messageId(channel, ts);
  const reread = (said: { channel: string; ts: string }, root?: { channel: string; ts: string }) =>
    house.slack.archive.reread(
      { workspace, channel: asId(said.channel), thread: root ? idOf(root) : null },
      idOf(said),
    );
  return { world, reread };
}

it("a message is read again as it stands, edited or deleted, at the top of a channel and in a thread", async () => {
  const { world, reread } = await openReread();
  const root = world.say({ person: "ana", channel: "general", text: "lunch is at noon" });
  const other = world.say({ person: "ana", channel: "general", text: "something else" });
  const reply = world.say({ person: "ben", channel: "general", text: "or at one", thread: root.ts });
  expect(await reread(root)).toMatchObject({ text: "lunch is at noon" });
  expect(await reread(reply, root)).toMatchObject({ text: "or at one" });
  world.edit({ channel: "general", ts: root.ts, text: "lunch is at two" });
  world.edit({ channel: "general", ts: reply.ts, text: "or at three" });
  expect(await reread(root)).toMatchObject({ text: "lunch is at two" });
  expect(await reread(reply, root)).toMatchObject({ text: "or at three" });
  world.remove({ channel: "general", ts: reply.ts });
  world.remove({ channel: "general", ts: other.ts });
  expect(await reread(reply, root)).toBe("gone");
  expect(await reread(other)).toBe("gone");
  expect(await reread(root)).toMatchObject({ text: "lunch is at two" });
});
