import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { app } from "../../fakes/slack/world/identity.ts";
import { watchCalls } from "../chat/call-watch.ts";
import { measuredTime } from "../chat/measured-time.ts";
import { obeyParent } from "../chat/obey.ts";
import { atPace } from "../chat/pace.ts";
import { createTalkers } from "../chat/talkers.ts";
import { TurnBook } from "../turn-book.ts";
import { EventWatch } from "./event-watch.ts";

// The fake Slack with the people who ask there, in a process of its own. Its first line of output is where it
// listens; then it does what its parent orders, one after the other.

const eventsPerMention = 2;
const talkPerMention = 8;

const takeCalls = watchCalls(({ url = "" }) => /^\/api\/([^?]+)/u.exec(url)?.[1]);
const fake = await startFakeSlack({ time: measuredTime });
const { world } = fake;
const book = new TurnBook();
const watch = new EventWatch(fake.socket, () => world.records.calls.at(-1), book);
fake.outbox.use(watch);
const talkers = createTalkers({
  mention: `<@${app.userId}>`,
  addChannel: (name, people) =>
    world.addChannel({ name, kind: "public", people: [...people, app.name] }).channel,
  say: (seat, text) => world.say({ ...seat, text }).ts,
  answerTo: (ts) => book.answerTo(ts),
});

obeyParent({
  talkers,
  takeCalls,
  // The last answer's own call is over once its echo was acknowledged.
  settled: () => fake.outbox.settled(),
  ownFaults: world.records.ownFaults,
  environment: () => ({
    SLACK_API_URL: fake.apiUrl,
    SLACK_BOT_TOKEN: fake.botToken,
    SLACK_APP_TOKEN: fake.appToken,
  }),
  connected: ({ count }) => fake.socket.connected(count),
  async command({ text }) {
    const run = world.command({ person: "ana", channel: "general", command: "/reverie", text });
    const { type } = await run.answer;
    if (type !== "acknowledged") throw new Error("The command was not acknowledged");
  },
  /** Events, acknowledged or not: of ten two are those of a mention, the others are talk among people. */
  async acknowledged({ perSecond, seconds }) {
    watch.takeAcknowledgements();
    const answers: Promise<unknown>[] = [];
    await atPace(perSecond, seconds, (sent) => {
      const isMention = sent % (talkPerMention + eventsPerMention) === 0;
      if (isMention) answers.push(talkers.ask());
      else talkers.talk();
      return isMention ? eventsPerMention : 1;
    });
    await Promise.all(answers);
    await fake.outbox.settled();
    return watch.takeAcknowledgements();
  },
});
process.stdout.write(`${fake.apiUrl}\n`);
