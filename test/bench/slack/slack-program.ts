import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { realTime } from "../../fakes/slack/fake-time.ts";
import { instantMs } from "../instant.ts";
import { watchCalls } from "./call-watch.ts";
import { EventWatch } from "./event-watch.ts";
import type { Order, Outcome, SlackOrders } from "./slack-remote.ts";
import { createTalkers } from "./talkers.ts";

// The fake Slack with the people who ask there, in a process of its own. Its first line of output is where it
// listens; then it does what its parent orders, one after the other.

// The wall's time with the fractions of the steady clock: what the fake records is measured by it.
const wallAtStartMs = Date.now() - instantMs();
const takeCalls = watchCalls();
const fake = await startFakeSlack({ time: { ...realTime(), now: () => wallAtStartMs + instantMs() } });
const watch = new EventWatch(fake.socket, () => fake.world.records.calls.at(-1), -wallAtStartMs);
fake.outbox.use(watch);
const talkers = createTalkers(fake, watch);

const orders: SlackOrders = {
  tokens: () => ({ botToken: fake.botToken, appToken: fake.appToken }),
  connected: ({ count }) => fake.socket.connected(count),
  async command({ text }) {
    const run = fake.world.command({ person: "ana", channel: "general", command: "/reverie", text });
    const { type } = await run.answer;
    if (type !== "acknowledged") throw new Error("The command was not acknowledged");
  },
  async alone({ turns }) {
    takeCalls();
    const asked = await talkers.alone(turns);
    // The last answer's own call is over once its echo was acknowledged.
    await fake.outbox.settled();
    return { asked, calls: takeCalls() };
  },
  together: ({ turns, concurrency }) => talkers.together(turns, concurrency),
  talk: ({ eventsPerSecond, seconds }) => talkers.talk(eventsPerSecond, seconds),
};

async function obey({ name, given }: Order): Promise<Outcome> {
  try {
    const result = await orders[name](given);
    const { ownFaults } = fake.world.records;
    return ownFaults.length === 0 ? { result } : { error: `The fake is wrong: ${ownFaults[0]}` };
  } catch (error) {
    return { error: String(error) };
  }
}

process.on("message", async (message) => {
  process.send?.(await obey(message as Order));
});
process.stdout.write(`${fake.apiUrl}\n`);
