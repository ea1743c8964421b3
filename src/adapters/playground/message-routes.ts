import type { Hono } from "hono";
import { z } from "zod";
import type { Clock } from "../../core/ports/clock.ts";
import type { Playground } from "./playground-platform.ts";
import {
  anyId,
  knownChannel,
  knownPerson,
  ownMessage,
  readBody,
  refuse,
  saidText,
  visibleMessage,
} from "./requests.ts";

const say = z.object({ person: anyId, channel: anyId, text: saidText, thread: anyId.nullish() });
const edit = z.object({ person: anyId, text: saidText });
const remove = z.object({ person: anyId });

/** Saying, editing and deleting messages. They stand once they are kept here; Reverie is told after that. */
export function addMessageRoutes(routes: Hono, playground: Playground, clock: Clock): void {
  const { world } = playground;
  routes.post("/messages", async (context) => {
    const { person, channel, text, thread } = await readBody(context.req, say);
    const author = knownPerson(person);
    const place = knownChannel(author, channel);
    const root = thread ? visibleMessage(playground, author, thread) : undefined;
    if (root && root.channel !== place.id) throw refuse(404, "That thread is not in this channel.");
    const said = world.say({
      channel: place.id,
      thread: root ? (root.thread ?? root.id) : null,
      author: author.id,
      text,
      note: "",
      card: null,
      actions: [],
      saidAt: clock.now(),
      editedAt: null,
      isStreaming: false,
      files: [],
    });
    world.announce(said);
    await playground.tell();
    return context.json({ id: said.id });
  });

  routes.patch("/messages/:id", async (context) => {
    const { person, text } = await readBody(context.req, edit);
    const message = ownMessage(playground, knownPerson(person), context.req.param("id"));
    world.edit(message, text, Math.max(clock.now(), (message.editedAt ?? message.saidAt) + 1));
    await playground.tell();
    return context.json({});
  });

  routes.delete("/messages/:id", async (context) => {
    const { person } = await readBody(context.req, remove);
    world.remove(ownMessage(playground, knownPerson(person), context.req.param("id")), true);
    await playground.tell();
    return context.json({});
  });
}
