import type { Hono } from "hono";
import { z } from "zod";
import { verbOf } from "../../core/card.ts";
import { playgroundWorkspace } from "./cast.ts";
import { answerJson } from "./playground-json.ts";
import type { Playground } from "./playground-platform.ts";
import { anyId, knownChannel, knownPerson, readBody, refuse, textUnits, visibleMessage } from "./requests.ts";

const command = z.object({ person: anyId, channel: anyId, text: z.string().max(textUnits) });
const action = z.object({
  person: anyId,
  message: z.string().max(200).nullish(),
  channel: anyId.nullish(),
  action: anyId,
  value: z.string().max(2000).nullish(),
  fields: z
    .record(
      z.string(),
      z.union([z.string().max(textUnits), z.boolean(), z.array(z.string().max(200)).max(100)]),
    )
    .nullish(),
});
const completion = z.object({
  person: anyId,
  channel: anyId,
  words: z.string().max(200),
  parameter: z.string().max(200),
  typed: z.string().max(2000),
  given: z.record(z.string(), z.string().max(2000)).nullish(),
});

/** Commands, buttons and forms: each has its private answer. Beside them, what a command's parameter may be filled in with. */
export function addActRoutes(routes: Hono, playground: Playground): void {
  routes.post("/commands", async (context) => {
    const { person, channel, text } = await readBody(context.req, command);
    const asker = knownPerson(person);
    const place = knownChannel(asker, channel);
    const act = { workspace: playgroundWorkspace, person: asker.id, channel: place.id };
    return context.json(
      answerJson(await playground.handler().answer({ type: "command-run", thread: null, ...act, text })),
    );
  });

  routes.post("/complete", async (context) => {
    const { person, channel, words, parameter, typed, given } = await readBody(context.req, completion);
    const asker = knownPerson(person);
    const place = knownChannel(asker, channel);
    const act = { workspace: playgroundWorkspace, person: asker.id, channel: place.id };
    const question = { ...act, words, parameter, typed, given: given ?? {} };
    return context.json({ completions: await playground.handler().complete(question) });
  });

  routes.post("/actions", async (context) => {
    const body = await readBody(context.req, action);
    const presser = knownPerson(body.person);
    const verb = verbOf(body.action);
    if (!verb) throw refuse(400, "That is not one of Reverie's buttons.");
    const message = body.message ? visibleMessage(playground, presser, body.message) : undefined;
    const channel = message?.channel ?? knownChannel(presser, body.channel ?? `dm-${presser.id}`).id;
    const act = { workspace: playgroundWorkspace, person: presser.id, channel };
    if (verb === "stop") {
      await playground.handler().receive({ type: "stop-pressed", ...act, thread: message?.thread ?? null });
      return context.json({ text: "Stopped." });
    }
    const press = { ...act, verb, value: body.value ?? "" };
    const answer = await playground
      .handler()
      .answer(
        body.fields
          ? { type: "form-submitted", ...press, fields: body.fields }
          : { type: "button-pressed", ...press, message: message?.id ?? null },
      );
    return context.json(answerJson(answer));
  });
}
