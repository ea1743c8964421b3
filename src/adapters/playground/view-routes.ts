import type { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Model } from "../../core/ports/model.ts";
import { channels, people, playgroundWorkspace } from "./cast.ts";
import { dreamReportJson, libraryJson, messageJson, withIsoTime } from "./playground-json.ts";
import type { Playground } from "./playground-platform.ts";
import { isVisibleTo, knownPerson } from "./requests.ts";

const keepAliveMs = 15_000;

/** What a person can see, at once and as it changes. */
export function addViewRoutes(
  routes: Hono,
  playground: Playground,
  model: Pick<Model, "label" | "defaults">,
): void {
  // The dreams in numbers, for the picture of them over time.
  routes.get("/dreams", async (context) => {
    const viewer = knownPerson(context.req.query("person") ?? "");
    const dreams = await playground.handler().dreams(playgroundWorkspace, viewer.id);
    return context.json({ dreams: dreams.map(withIsoTime) });
  });

  // All of memory that the person may see, for the room in which they look things up.
  routes.get("/library", async (context) => {
    const viewer = knownPerson(context.req.query("person") ?? "");
    return context.json(libraryJson(await playground.handler().library(playgroundWorkspace, viewer.id)));
  });

  // The same dreams as pages to read.
  routes.get("/reports", async (context) => {
    const viewer = knownPerson(context.req.query("person") ?? "");
    const reports = await playground.handler().dreamReports(playgroundWorkspace, viewer.id);
    return context.json({ reports: reports.map(dreamReportJson) });
  });

  const { world } = playground;
  routes.get("/state", (context) => {
    const viewer = knownPerson(context.req.query("person") ?? "");
    return context.json({
      workspace: { name: "Playground" },
      model: { name: model.label || model.defaults.answers, offline: model.defaults.answers === "offline" },
      commands: playground.handler().commands,
      people,
      channels: channels.filter(({ members }) => members.includes(viewer.id)),
      messages: world.all().filter(isVisibleTo(viewer.id)).map(messageJson),
    });
  });

  routes.get("/events", (context) => {
    const viewer = knownPerson(context.req.query("person") ?? "");
    const isVisible = isVisibleTo(viewer.id);
    return streamSSE(context, async (stream) => {
      const ended = Promise.withResolvers<void>();
      const stop = world.listen((event) => {
        if (event.type === "message" && isVisible(event.message)) {
          void stream.writeSSE({ event: "message", data: JSON.stringify(messageJson(event.message)) });
        }
        if (event.type === "removed" && isVisible(event)) {
          void stream.writeSSE({
            event: "removed",
            data: JSON.stringify({ id: event.id, channel: event.channel }),
          });
        }
      });
      const alive = setInterval(() => void stream.write(": alive\n\n"), keepAliveMs);
      stream.onAbort(() => ended.resolve());
      await stream.write(": open\n\n");
      await ended.promise;
      clearInterval(alive);
      stop();
    });
  });
}
