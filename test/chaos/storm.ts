import { setTimeout } from "node:timers/promises";
import type { Said } from "../e2e/office/chat-office.ts";
import type { Chats } from "./both-chats.ts";
import { type ChaosOffice, onEach } from "./chaos-office.ts";
import type { Plan, Question } from "./plan.ts";
import type { Pressed } from "./record.ts";
import { dreamTwice, finishReview, pressOnCard, undecided } from "./review.ts";
import { canaryOf, questionText } from "./scripted-model.ts";
import { settle } from "./settle.ts";
import { heal, strike } from "./strike.ts";

/** A question that was asked, with where it stands. */
export interface Asked extends Question {
  readonly number: number;
  readonly said: Said;
}

/** What was done in the storm. */
export interface Storm {
  readonly asked: readonly Asked[];
  readonly pressed: readonly Pressed[];
  /** How long it took after the last fault until all was quiet, in milliseconds. */
  readonly settledMs: number;
}

/** Puts the plan into effect, and resolves when the load is over and what was broken is whole again. */
export async function storm(office: ChaosOffice, plan: Plan): Promise<Storm> {
  const asked: Asked[] = [];
  const pressed: Pressed[] = [];
  const isOver = new AbortController();
  const pressing = onEach((platform) => pressOnCard(office, platform, isOver.signal));
  const at = async (atMs: number, work: () => Promise<unknown>) => {
    await setTimeout(atMs);
    await work();
  };
  await Promise.all([
    ...plan.questions.map((question, index) =>
      at(question.atMs, async () => void asked.push(await ask(office.chats, question, index + 1))),
    ),
    ...plan.faults.map((fault) => at(fault.atMs, () => strike(office, fault))),
    at(plan.dreamAtMs, () => dreamTwice(office)),
  ]);
  heal(office);
  const settledMs = await settle(office, asked);
  isOver.abort();
  pressed.push(...(await pressing).flat());
  for (const platform of await undecided(office)) pressed.push(...(await finishReview(office, platform)));
  await settle(office, []);
  return { asked, pressed, settledMs };
}

/** Has a question asked, by its number and with the marked word of its place. */
export async function ask(chats: Chats, question: Question, number: number): Promise<Asked> {
  const { platform, person, channel } = question;
  const text = questionText(number, canaryOf(platform, channel));
  return { ...question, number, said: await chats[platform].say({ person, channel, text }) };
}
