import { MessageFlags } from "discord.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Card } from "../../../../src/core/card.ts";
import { type Content, plainContent } from "../../../../src/core/ports/delivery.ts";
import { isObject } from "../../../fakes/messages-server/json-value.ts";
import { linkForms } from "../../slack/render/hostile-markdown.ts";
import {
  discordAddresses,
  discordMentions,
  effectsIn,
  hostileForDiscord,
} from "../render/hostile-discord.ts";
import { type OpenDelivery, openDelivery, type Question, routes } from "./open-delivery.ts";

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
      actions: [{ verb: "approve", label: text, description: text, style: "danger", value: "p1" }],
    },
  ],
  footer: text,
});

interface Ground extends OpenDelivery, Question {
  key(): string;
}

async function openGround(): Promise<Ground> {
  const open = await openDelivery();
  let keys = 0;
  return {
    ...open,
    ...open.ask(),
    key: () => {
      keys += 1;
      return `key ${keys}`;
    },
  };
}

const post = ({ delivery, finished, place, key }: Ground, content: Content) =>
  finished(delivery.post(place, content, key()));

/** Posts the first and puts the second in its place. */
const replace = async (ground: Ground, first: Content, second: Content) => {
  const message = await post(ground, first);
  await ground.finished(ground.delivery.update({ ...ground.place, message }, second));
};

/** Streams the text in pieces of so many units, each shown long enough to be drawn. */
async function stream(ground: Ground, text: string, pieceUnits: number): Promise<void> {
  const { delivery, finished, pass, place, asker, key } = ground;
  const answer = delivery.stream(place, key(), asker);
  for (let units = pieceUnits; units < text.length; units += pieceUnits) {
    answer.show(text.slice(0, units));
    await pass(1550);
  }
  await finished(answer.finish({ ...plainContent(text), note: text }));
}

const ofCard = (text: string): Content => ({ ...plainContent(text), card: cardOf(text) });

/** The ways on which a text of somebody else is said. */
const ways: Readonly<Record<string, (ground: Ground, text: string) => Promise<unknown>>> = {
  "a post": (ground, text) => post(ground, plainContent(text)),
  "an edit": (ground, text) => replace(ground, plainContent("Hi"), plainContent(text)),
  "a card": (ground, text) => post(ground, ofCard(text)),
  "an edit to a card": (ground, text) => replace(ground, plainContent(text), ofCard(text)),
  "an edit of a card": (ground, text) => replace(ground, ofCard("Hi"), plainContent(text)),
  "a note": (ground, text) => post(ground, { ...plainContent("Hi"), note: text }),
  "a stream": (ground, text) => stream(ground, `${text}\n\nAnd so on ${text}`, text.length + 1),
};

/** What Discord did of itself, what its client would show as a link or a call, and bodies that let it. */
function effects({ fake: { world }, callsOf }: Ground): unknown[] {
  const { pings, fetches, ownFaults } = world.records;
  const bodies = [...callsOf(routes.post), ...callsOf(routes.edit)].map(({ body }) => body);
  const open = bodies.filter((body) => !isObject(body) || !isQuiet(body));
  const shown = bodies.flatMap(textsIn).flatMap(effectsIn);
  return [...pings, ...fetches, ...ownFaults, ...open, ...shown];
}

function isQuiet({ flags, allowed_mentions: allowed }: Readonly<Record<string, unknown>>): boolean {
  const isSuppressed = (Number(flags) & MessageFlags.SuppressEmbeds) !== 0;
  return isSuppressed && JSON.stringify(allowed) === JSON.stringify({ parse: [] });
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return [
    ...(typeof value.content === "string" ? [value.content] : []),
    ...Object.values(value).flatMap(textsIn),
  ];
}

describe.each(Object.entries(ways))("on the way of %s", (_, say) => {
  it("E4: nobody is called", async () => {
    const ground = await openGround();
    const asked = discordMentions.map((mention) => `Ask ${mention}, \`${mention}\` **${mention}**`);
    for (const text of [asked.join("\n"), asked.join(" "), ...asked.slice(0, 2)]) await say(ground, text);
    expect(effects(ground)).toEqual([]);
    expect(ground.callsOf(routes.post).length).toBeGreaterThan(3);
  });

  it("E5: nothing is fetched", async () => {
    const ground = await openGround();
    const half = linkForms.length / 2;
    for (const forms of [linkForms.slice(0, half), linkForms.slice(half)])
      for (const address of discordAddresses.filter((_, index) => index % 9 === 0))
        await say(ground, forms.map((form) => form(address)).join("\n\n"));
    expect(effects(ground)).toEqual([]);
  });
});

it("E4, E5: a stream that is cut anywhere calls nobody and has nothing fetched", async () => {
  const ground = await openGround();
  await fc.assert(
    fc.asyncProperty(hostileForDiscord, fc.integer({ min: 1, max: 40 }), async (text, pieceUnits) => {
      await stream(ground, `So ${text}`.slice(0, 6 * pieceUnits), pieceUnits);
      expect(effects(ground)).toEqual([]);
    }),
    { numRuns: 6 },
  );
});
