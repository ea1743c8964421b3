import { setTimeout } from "node:timers/promises";
import { buttonOf, type SeenMessage, type SeenPart, sectionOf } from "../e2e/office/chat-office.ts";
import { type ChaosOffice, onEach } from "./chaos-office.ts";
import type { PlatformName } from "./plan.ts";
import type { Pressed } from "./record.ts";

/** The text of the change that the dream proposes. */
const proposedText = /Deploys are frozen on Fridays/u;

/** Two people ask for a dream of the same at the same time. */
export async function dreamTwice(office: ChaosOffice): Promise<void> {
  await onEach((platform) =>
    Promise.all(
      ["owen", "ana"].map((person) =>
        told(office.chats[platform].person(person).command("general", "dream now")),
      ),
    ),
  );
}

/** Presses Approve and Reject at once when the card is there; does so until one of them was answered. */
export async function pressOnCard(
  office: ChaosOffice,
  platform: PlatformName,
  signal: AbortSignal,
): Promise<Pressed[]> {
  const pressed: Pressed[] = [];
  while (!signal.aborted) {
    const [card] = await openCards(office, platform);
    if (card) {
      const both = await pressBoth(office, platform, card);
      pressed.push(...both);
      if (both.some(({ words }) => words !== "")) return pressed;
    }
    await setTimeout(50);
  }
  return pressed;
}

async function pressBoth(office: ChaosOffice, platform: PlatformName, card: SeenMessage): Promise<Pressed[]> {
  const chat = office.chats[platform];
  const section = proposalOn(card);
  return Promise.all(
    (
      [
        ["ana", "approve"],
        ["owen", "reject"],
      ] as const
    ).map(async ([person, press]) => {
      office.clicks.count += 1;
      const words = await told(chat.person(person).press(card, buttonOf(section, press)));
      return { platform, person, press, words };
    }),
  );
}

/** What was said to an act; empty where the platform said that it failed. */
export async function told(act: Promise<{ readonly words: string }>): Promise<string> {
  try {
    return (await act).words;
  } catch {
    return "";
  }
}

/** Gives a command again as long as the platform says that it failed, as people do; resolves with what was said to it. */
export async function untilTold(act: () => Promise<{ readonly words: string }>): Promise<string> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const words = await told(act());
    if (words !== "") return words;
  }
  throw new Error("A command was never answered");
}

/** Cards on which the change can still be decided. */
async function openCards(office: ChaosOffice, platform: PlatformName): Promise<SeenMessage[]> {
  return (await cardsWithChange(office, platform)).filter((card) =>
    proposalOn(card).buttons.some(({ action }) => action === "reverie:approve"),
  );
}

/** The part of a card that bears the change. */
export function proposalOn(card: SeenMessage): SeenPart {
  return sectionOf(card, proposedText);
}

/** Every card that bears the change. */
export async function cardsWithChange(office: ChaosOffice, platform: PlatformName): Promise<SeenMessage[]> {
  const messages = await office.chats[platform].messages("general");
  return messages.filter(
    ({ isReveries, sections }) => isReveries && sections.some(({ words }) => proposedText.test(words)),
  );
}

/** Where nothing was proposed yet, or nothing decided. */
export async function undecided(office: ChaosOffice): Promise<PlatformName[]> {
  const found = await onEach(async (platform) => {
    const cards = await cardsWithChange(office, platform);
    const open = await openCards(office, platform);
    return cards.length === 0 || open.length > 0 ? [platform] : [];
  });
  return found.flat();
}

/** A dream of which nothing came is asked for again, as people would, and a card that waits is decided. */
export async function finishReview(office: ChaosOffice, platform: PlatformName): Promise<Pressed[]> {
  const chat = office.chats[platform];
  if ((await cardsWithChange(office, platform)).length === 0) {
    await told(chat.person("ana").command("general", "dream now"));
    await chat.until(`a card on ${platform}`, async () => (await cardsWithChange(office, platform))[0]);
  }
  const [card] = await openCards(office, platform);
  return card ? pressBoth(office, platform, card) : [];
}
