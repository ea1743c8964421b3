import { startFakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { watchCalls } from "../chat/call-watch.ts";
import { instantOf, measuredTime } from "../chat/measured-time.ts";
import { obeyParent } from "../chat/obey.ts";
import { atPace } from "../chat/pace.ts";
import { createTalkers } from "../chat/talkers.ts";
import { instantMs } from "../instant.ts";
import { TurnBook } from "../turn-book.ts";
import { watchAnswers } from "./answer-watch.ts";
import { commands } from "./commands.ts";

// The fake Discord with the people who ask there, in a process of its own. Its first line of output is where it
// listens; then it does what its parent orders, one after the other.

/** Besides so many commands somebody asks once, and people talk so often. */
const commandsPerMention = 10;
const commandsPerTalk = 2;

const takeCalls = watchCalls(({ method, url = "" }) => {
  const path = /^\/api\/v10([^?]+)/u.exec(url)?.[1];
  return path && `${method} ${path.replaceAll(/\d{17,}/gu, ":id")}`;
});
const fake = await startFakeDiscord({ time: measuredTime });
const { world } = fake;
const book = new TurnBook();
watchAnswers(world.records.calls, book);
const talkers = createTalkers({
  mention: `<@${fake.applicationId}>`,
  addChannel: (name) => world.addChannel({ name }).id,
  say(seat, text) {
    const { id } = world.say({ ...seat, text });
    // The event leaves last of all that is done when somebody speaks.
    book.sent(id, instantMs());
    return id;
  },
  answerTo: (id) => book.answerTo(id),
});

/** Somebody gives a command. Gives how long it took until Discord heard anything of it, in milliseconds. */
async function give(text: string): Promise<number> {
  const { id, answer } = world.command({ ...talkers.next(), text });
  const sentAtMs = instantMs();
  const { type } = await answer;
  const heard = world.records.calls.findLast(({ path }) => path.startsWith(`/interactions/${id}/`));
  if (type === "none" || !heard) throw new Error(`The command ${text} was not acknowledged in time`);
  return instantOf(heard.at) - sentAtMs;
}

obeyParent({
  talkers,
  takeCalls,
  // An answer counts once its call is over.
  settled: async () => undefined,
  ownFaults: world.records.ownFaults,
  environment: () => ({ DISCORD_API_URL: fake.apiUrl, DISCORD_TOKEN: fake.token }),
  connected: ({ count }) => fake.gateway.connected(count),
  async command({ text }) {
    const { type } = await world.command({ person: "ana", channel: "general", text }).answer;
    if (type === "none") throw new Error("The command was not acknowledged");
  },
  /** Commands: Discord wants to hear of nothing else. */
  async acknowledged({ perSecond, seconds }) {
    const given: Promise<number>[] = [];
    const asked: Promise<unknown>[] = [];
    await atPace(perSecond, seconds, (done) => {
      if (done % commandsPerMention === 0) asked.push(talkers.ask());
      if (done % commandsPerTalk === 0) talkers.talk();
      given.push(give(commands[done % commands.length] ?? "help"));
      return 1;
    });
    await Promise.all(asked);
    return Promise.all(given);
  },
});
process.stdout.write(`${fake.apiUrl}\n`);
