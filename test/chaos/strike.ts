import { setTimeout } from "node:timers/promises";
import type { Failure as DiscordFailure } from "../fakes/discord/faults.ts";
import type { Failure as SlackFailure } from "../fakes/slack/faults.ts";
import type { ChaosOffice } from "./chaos-office.ts";
import type { CallFailure, Fault, KillPoint, PlatformName } from "./plan.ts";

/** How long is waited for a moment at which a replica is to die, in milliseconds; then it dies anyway. */
const pointWithinMs = 3000;

/** How often each moment was there so far. */
function momentsOf({
  slack,
  discord,
  model,
  modelServer,
  clicks,
}: ChaosOffice): Readonly<Record<KillPoint, number>> {
  const slackCalls = slack.fake.world.records.calls;
  const discordCalls = discord.fake.world.records.calls;
  const slackCount = (pattern: RegExp) => slackCalls.filter(({ method }) => pattern.test(method)).length;
  const discordCount = (wanted: string) =>
    discordCalls.filter(
      ({ method, route }) => method === wanted && route.startsWith("/channels/:channel/messages"),
    ).length;
  return {
    "an event is taken": slack.fake.world.records.acks.length,
    "the model is asked": modelServer.requests.length,
    "the first words are shown": slackCount(/^chat\.(?:start|post)/u) + discordCount("POST"),
    "the last words are shown": slackCount(/^chat\.(?:stop|update)/u) + discordCount("PATCH"),
    "a dream is asked for": model.dreams(),
    "a click is made": clicks.count,
  };
}

async function moment(office: ChaosOffice, point: KillPoint): Promise<void> {
  const before = momentsOf(office)[point];
  const deadline = performance.now() + pointWithinMs;
  while (momentsOf(office)[point] === before && performance.now() < deadline) await setTimeout(5);
}

/** Lets something go wrong, and resolves when it is over. */
export async function strike(office: ChaosOffice, fault: Fault): Promise<void> {
  const { slack, discord, replicas } = office;
  switch (fault.type) {
    case "kill":
      await moment(office, fault.point);
      for (const [index, replica] of replicas.entries())
        if (fault.replica === null || fault.replica === index) replica.kill(fault.downMs);
      return;
    case "freeze":
      replicas[fault.replica].freeze();
      await setTimeout(fault.forMs);
      replicas[fault.replica].thaw();
      return;
    case "store":
      return strikeStore(office, fault.as, fault.forMs);
    case "cut":
      if (fault.platform === "Slack") slack.fake.socket.cut();
      else discord.fake.gateway.cut();
      return;
    case "repeat":
      return repeat(office, fault.platform, fault.copies);
    case "reorder":
      return reorder(office, fault.platform, fault.forMs);
    case "calls":
      if (fault.platform === "Slack")
        slack.fake.faults.failNext({ method: "*", as: failureOf(fault.as), times: fault.times });
      else discord.fake.faults.failNext({ route: "*", as: failureOf(fault.as), times: fault.times });
      return;
    case "model":
      office.model.failNext(fault.as, fault.times);
  }
}

let storeIsStruck: Promise<void> = Promise.resolve();

/** One blow to the store after another. */
function strikeStore(office: ChaosOffice, as: "killed" | "frozen", forMs: number): Promise<void> {
  storeIsStruck = storeIsStruck.then(() => blow(office, as, forMs));
  return storeIsStruck;
}

async function blow({ redis }: ChaosOffice, as: "killed" | "frozen", forMs: number): Promise<void> {
  if (as === "killed") await redis.kill();
  else redis.freeze();
  await setTimeout(forMs);
  if (as === "killed") await redis.restart();
  else redis.thaw();
}

/** What was told last is told some times more. */
function repeat({ slack, discord }: ChaosOffice, platform: PlatformName, copies: number): void {
  if (platform === "Discord") {
    discord.fake.gateway.repeat(undefined, copies);
    return;
  }
  const last = slack.fake.outbox.lastEvent();
  if (last !== null) slack.fake.outbox.repeat(last, copies, 1);
}

/** What is to be told for a while is told then, the newest first. */
async function reorder(
  { slack, discord }: ChaosOffice,
  platform: PlatformName,
  forMs: number,
): Promise<void> {
  const line = platform === "Slack" ? slack.fake.outbox : discord.fake.gateway;
  line.hold();
  await setTimeout(forMs);
  line.release(Array.from({ length: line.held() }, (_, index) => index).toReversed());
}

function failureOf(as: CallFailure): SlackFailure & DiscordFailure {
  switch (as) {
    case "unavailable":
      return { type: "status", status: 503 };
    case "reset":
      return { type: "reset" };
    case "lost":
      return { type: "lost" };
    case "ratelimited":
      return { type: "ratelimited", retryAfterSeconds: 1 };
  }
}

/** Nothing goes wrong any more that was to. */
export function heal({ slack, discord, model }: ChaosOffice): void {
  slack.fake.faults.heal();
  discord.fake.faults.heal();
  model.heal();
}
