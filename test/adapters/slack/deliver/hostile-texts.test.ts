import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Card } from "../../../../src/core/card.ts";
import { asId } from "../../../../src/core/ids.ts";
import { type Content, type Place, plainContent } from "../../../../src/core/ports/delivery.ts";
import { isObject } from "../../../fakes/messages-server/json-value.ts";
import { askerOf } from "../../../fixtures/asker.ts";
import { addresses, hostileMarkdown, linkForms, liveByMarked, mentions } from "../render/hostile-markdown.ts";
import { type OpenDelivery, startDelivery } from "./open-delivery.ts";

const reader = asId<never>("U0ANA");

const cardOf = (text: string): Card => ({
  title: text,
  body: text,
  sections: [
    {
      title: text,
      text,
      before: text,
      note: text,
      warnings: [text],
      quotes: [{ text, by: text, link: text }],
      actions: [],
    },
  ],
  footer: text,
});

interface Ground extends OpenDelivery {
  readonly place: Place;
  key(): string;
}

async function openGround(): Promise<Ground> {
  const open = await startDelivery();
  onTestFinished(() => open.close());
  let keys = 0;
  return {
    ...open,
    place: open.ask(),
    key: () => {
      keys += 1;
      return `key ${keys}`;
    },
  };
}

const post = ({ delivery, finished, place, key }: Ground, content: Content) =>
  finished(delivery.post(place, content, key()));

/** Streams the text in pieces of so many units, each shown long enough to be appended. */
async function stream(ground: Ground, text: string, pieceUnits: number): Promise<void> {
  const { delivery, finished, pass, place, key } = ground;
  const answer = delivery.stream(place, key(), askerOf(reader));
  for (let units = pieceUnits; units < text.length; units += pieceUnits) {
    answer.show(text.slice(0, units));
    await pass(1050);
  }
  await finished(answer.finish(plainContent(text)));
}

/** The ways on which a text of somebody else is said. */
const ways: Readonly<Record<string, (ground: Ground, text: string) => Promise<unknown>>> = {
  "a post": (ground, text) => post(ground, plainContent(text)),
  "an edit": async (ground, text) => {
    const { delivery, finished, place } = ground;
    const message = await post(ground, plainContent("Hi"));
    await finished(delivery.update({ ...place, message }, plainContent(text)));
  },
  "a card": (ground, text) => post(ground, { ...plainContent(""), card: cardOf(text) }),
  "a note": (ground, text) => post(ground, { ...plainContent("Hi"), note: text }),
  "a stream": (ground, text) => stream(ground, `${text}\n\nAnd so on ${text}`, Math.max(7, text.length)),
};

/** What Slack did of itself, and what another reader of Markdown would follow. */
function effects({ fake: { world } }: Ground): unknown[] {
  const { pings, fetches, ownFaults } = world.records;
  const markdown = world
    .messages({ channel: "general" })
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (isObject(block) && block.type === "markdown" ? [String(block.text)] : []));
  return [...pings, ...fetches, ...ownFaults, ...markdown.flatMap(liveByMarked)];
}

describe.each(Object.entries(ways))("on the way of %s", (_, say) => {
  it("E4: nobody is called", async () => {
    const ground = await openGround();
    const asked = mentions.map((mention) => `Ask ${mention}, \`${mention}\` **${mention}**`);
    for (const text of [asked.join("\n"), asked.join(" "), ...asked.slice(0, 4)]) await say(ground, text);
    expect(effects(ground)).toEqual([]);
    expect(ground.fake.world.messages({ channel: "general" }).length).toBeGreaterThan(6);
  });

  it("E5: nothing is fetched", async () => {
    const ground = await openGround();
    const half = linkForms.length / 2;
    for (const forms of [linkForms.slice(0, half), linkForms.slice(half)])
      for (const address of addresses.slice(0, 6))
        await say(ground, forms.map((form) => form(address)).join("\n\n"));
    expect(effects(ground)).toEqual([]);
  });
});

it("E4, E5: a stream that is cut anywhere calls nobody and has nothing fetched", async () => {
  const ground = await openGround();
  await fc.assert(
    fc.asyncProperty(hostileMarkdown, fc.integer({ min: 1, max: 40 }), async (text, pieceUnits) => {
      await stream(ground, `So ${text}`.slice(0, 6 * pieceUnits), pieceUnits);
      expect(effects(ground)).toEqual([]);
    }),
    { numRuns: 8 },
  );
});
