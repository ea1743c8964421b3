import { asId, type ChannelId, type PersonId } from "../../core/ids.ts";
import type { World } from "./world.ts";

const hourMs = 60 * 60 * 1000;

/** What was said before anybody came: who, where, how many hours ago. It holds two things worth remembering. */
const talk: readonly {
  readonly who: string;
  readonly where: string;
  readonly hoursAgo: number;
  readonly text: string;
}[] = [
  {
    who: "ben",
    where: "general",
    hoursAgo: 50,
    text: "Checkout was down for twenty minutes after Friday's late deploy. Rolled back, all green.",
  },
  {
    who: "ana",
    where: "general",
    hoursAgo: 49.8,
    text: "Thanks for staying late. That is the second bad Friday this month.",
  },
  {
    who: "ben",
    where: "general",
    hoursAgo: 49.5,
    text: "Both times nobody was around to notice. I would rather ship on a Thursday.",
  },
  {
    who: "ana",
    where: "general",
    hoursAgo: 49,
    text: "We decided to freeze deploys on Fridays after 15:00. Hotfixes only, with two people watching.",
  },
  {
    who: "cleo",
    where: "general",
    hoursAgo: 30,
    text: "The new landing page copy is in the shared folder, comments welcome.",
  },
  {
    who: "ben",
    where: "general",
    hoursAgo: 29,
    text: "Looks good to me. The second headline is the stronger one.",
  },
  {
    who: "ana",
    where: "general",
    hoursAgo: 28.5,
    text: "I prefer short answers with the decision first. I read most of this on my phone.",
  },
  {
    who: "ben",
    where: "core-team",
    hoursAgo: 26,
    text: "The contract with the payment provider runs out in March, their new offer is in my notes.",
  },
  {
    who: "ana",
    where: "core-team",
    hoursAgo: 25.5,
    text: "Let us look at it together on Tuesday, before anybody else hears of it.",
  },
];

/** Fills an empty playground with a few days of talk. */
export function seedWorld(world: World, now: number): void {
  for (const { who, where, hoursAgo, text } of talk) {
    world.say({
      channel: asId<ChannelId>(where),
      thread: null,
      author: asId<PersonId>(who),
      text,
      note: "",
      card: null,
      actions: [],
      saidAt: Math.round(now - hoursAgo * hourMs),
      editedAt: null,
      isStreaming: false,
      files: [],
    });
  }
}
