import { measureChat } from "../chat/chat-part.ts";
import { measureTogether } from "../chat/contestant.ts";
import { order } from "../chat/order.ts";
import { type ChatPlatform, startPair } from "../chat/pair.ts";
import { reportTogether } from "../chat/report.ts";
import { inRounds } from "../chat/rounds.ts";
import { startModel } from "../turn/measured-model.ts";

const withoutLimit = new URL("./without-limit.ts", import.meta.url);

const discord: ChatPlatform = {
  fake: new URL("./discord-program.ts", import.meta.url),
  peer: new URL("./peer-program.ts", import.meta.url),
  trivial: new URL("./trivial-program.ts", import.meta.url),
  connections: 1,
  nodeOptions: ["--import", withoutLimit.href],
};

/** So many turns that what is left of a second when they are over counts little. */
const atLimit = { rounds: 3, turns: 300, concurrency: 16 } as const;

/**
 * Reverie on Discord against plain discord.js with the SDK: without the limit on calls that discord.js keeps by
 * itself, so that the programs are compared, and side by side at that limit, where both are to lose nothing.
 */
export async function measureDiscord() {
  return { ...(await measureChat(discord)), atLimit: await measureAtLimit() };
}

async function measureAtLimit() {
  await using open = new AsyncDisposableStack();
  const model = await startModel(open);
  const pair = await startPair(open, { ...discord, nodeOptions: [] }, model);
  const both = [pair.reverie, pair.peer];
  for (const each of both) await order(each, "together", { turns: 100, concurrency: atLimit.concurrency });
  await inRounds(atLimit.rounds, both, (each) => measureTogether(each, atLimit));
  return reportTogether(pair, { atLimit });
}
