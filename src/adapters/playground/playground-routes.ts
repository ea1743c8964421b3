import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import type { Clock } from "../../core/ports/clock.ts";
import type { Log } from "../../core/ports/log.ts";
import type { Model } from "../../core/ports/model.ts";
import { addActRoutes } from "./act-routes.ts";
import { loopbackGuard } from "./loopback-guard.ts";
import { addMessageRoutes } from "./message-routes.ts";
import type { Playground } from "./playground-platform.ts";
import { bodyBytes } from "./requests.ts";
import { addViewRoutes } from "./view-routes.ts";

/** The playground's HTTP interface. Loopback only: whoever reaches it can be anyone in it. */
export function playgroundRoutes(
  playground: Playground,
  {
    model,
    clock,
    log,
  }: { readonly model: Pick<Model, "label" | "defaults">; readonly clock: Clock; readonly log: Log },
): Hono {
  const routes = new Hono().basePath("/playground");
  routes.use(loopbackGuard);
  routes.use(
    bodyLimit({
      maxSize: bodyBytes,
      onError: (context) => context.json({ error: "That is more than one message can hold." }, 413),
    }),
  );
  routes.onError((error, context) => {
    if (error instanceof HTTPException) return context.json({ error: error.message }, error.status);
    log.error("playground-request-failed", { path: context.req.path }, error);
    return context.json(
      { error: "Reverie could not take this right now. Please try again in a moment." },
      503,
    );
  });
  addMessageRoutes(routes, playground, clock);
  addActRoutes(routes, playground);
  addViewRoutes(routes, playground, model);
  return routes;
}
