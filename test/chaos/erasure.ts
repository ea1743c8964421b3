import { type ChaosOffice, onEach } from "./chaos-office.ts";
import type { Erased } from "./record.ts";
import { told } from "./review.ts";
import { settle } from "./settle.ts";
import { rowsNaming } from "./stored-rows.ts";
import { strike } from "./strike.ts";

/** Who asks to be erased. */
export const leaver = "dora";

/** How the platforms show the leaver. */
const leaversName = "Dora";

/** A word that only the leaver said. */
export const leaversWord = "zanzibarine";

/** Has somebody erase themselves on both platforms while a replica is killed. */
export async function eraseLeaver(office: ChaosOffice): Promise<void> {
  const killed = strike(office, { type: "kill", replica: 0, point: "an event is taken", downMs: 500 });
  await onEach(async (platform) => {
    const person = office.chats[platform].person(leaver);
    // Whoever is told that it failed asks again.
    const heard: string[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const words = await told(person.command("general", "privacy erase"));
      if (/\b(?:erased|removed)\b/iu.test(words)) return;
      heard.push(words);
    }
    office.troubles.push(`${platform}: an erasure never came to an end: ${JSON.stringify(heard)}`);
  });
  await killed;
  await settle(office, []);
}

/** What still bears their ids, their name or their words. */
export function erasedOn(office: ChaosOffice): Promise<Erased[]> {
  return onEach(async (platform) => ({
    platform,
    person: leaver,
    rows: await rowsNaming(office.redis.url, [
      office.chats[platform].personId(leaver),
      leaversName,
      leaversWord,
    ]),
  }));
}
