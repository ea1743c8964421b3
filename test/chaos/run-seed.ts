import { freeze } from "../e2e/office/freeze-dream.ts";
import { type ChaosOffice, onEach, openChaosOffice } from "./chaos-office.ts";
import { erasedOn, eraseLeaver, leaver, leaversWord } from "./erasure.ts";
import { answersTo, canaries, loggedOf, outputsOf, proposedOn, troublesOf } from "./gather.ts";
import { type Plan, planOf, platforms } from "./plan.ts";
import type { ChaosRecord, Pressed } from "./record.ts";
import { untilTold } from "./review.ts";
import { canaryOf } from "./scripted-model.ts";
import { rowsNaming } from "./stored-rows.ts";
import { type Asked, storm } from "./storm.ts";

/** A seed that was run, and can be looked at until it is closed. */
export interface RunSeed {
  readonly office: ChaosOffice;
  /** What was sent, and what was seen before somebody was erased. */
  readonly before: ChaosRecord;
  /** What was sent, and what is seen now. */
  record(): Promise<ChaosRecord>;
  /** How long it took after the last fault until all was quiet, in milliseconds. */
  readonly settledMs: number;
  /** All that the replicas logged. */
  log(): string;
  close(): Promise<void>;
}

/** Opens an office, lets the seed's plan loose on it, has somebody erased, and waits until all is quiet. */
export async function runSeed(seed: number): Promise<RunSeed> {
  const office = await openChaosOffice();
  try {
    await prepare(office);
    const plan = planOf(seed);
    const { asked, pressed, settledMs } = await storm(office, plan);
    const before = await look(office, { plan, asked, pressed, isAfterErasure: false });
    await eraseLeaver(office);
    // The answers to whoever is erased go with them.
    const others = asked.filter(({ person }) => person !== leaver);
    return {
      office,
      settledMs,
      before,
      record: () => look(office, { plan, asked: others, pressed, isAfterErasure: true }),
      log: () => office.replicas.map((replica) => replica.log()).join(""),
      close: office.close,
    };
  } catch (error) {
    await office.close();
    throw error;
  }
}

/** Has all of the channels listened to and something said in them that a dream finds. */
async function prepare(office: ChaosOffice): Promise<void> {
  await Promise.all(office.replicas.map((replica) => replica.ready()));
  await onEach(async (platform) => {
    const chat = office.chats[platform];
    const ana = chat.person("ana");
    await untilTold(() => ana.command("engineering", "set listen here all"));
    await untilTold(() => ana.command("core-team", "set listen here all"));
    await untilTold(() => ana.command("engineering", "set review-channel general"));
    await chat.say({ person: "ben", channel: "engineering", text: freeze });
    await chat.say({ person: leaver, channel: "engineering", text: `We went to the ${leaversWord} place.` });
    await chat.say({
      person: "ben",
      channel: "core-team",
      text: `This is ${canaryOf(platform, "core-team")}.`,
    });
  });
  // A direct conversation in which nobody ever spoke is none that a platform tells of later.
  await onEach(async (platform) => {
    const chat = office.chats[platform];
    for (const person of ["ana", "ben"]) {
      const said = await chat.say({ person, channel: `dm-${person}`, text: "hello" });
      await chat.until(`the answer to ${person}`, async () =>
        (await chat.answersTo(said)).find(({ isDraft }) => !isDraft),
      );
    }
  });
  await office.slack.until("what was said in the store", async () => {
    const rows = await rowsNaming(office.redis.url, [freeze]);
    return rows.length >= platforms.length || undefined;
  });
}

interface Done {
  readonly plan: Plan;
  readonly asked: readonly Asked[];
  readonly pressed: readonly Pressed[];
  readonly isAfterErasure: boolean;
}

async function look(
  office: ChaosOffice,
  { plan, asked, pressed, isAfterErasure }: Done,
): Promise<ChaosRecord> {
  const [questions, outputs, proposed, erased] = await Promise.all([
    answersTo(office.chats, asked),
    outputsOf(office),
    proposedOn(office, pressed),
    isAfterErasure ? erasedOn(office) : [],
  ]);
  return {
    seed: plan.seed,
    isAfterErasure,
    mayBeWithoutStore: plan.faults.some(({ type }) => type === "store" || type === "freeze"),
    questions,
    outputs,
    canaries,
    proposed,
    erased,
    logged: loggedOf(office),
    troubles: troublesOf(office),
  };
}
