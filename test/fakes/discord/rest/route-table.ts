import { commandRoutes } from "./command-routes.ts";
import { guildRoutes } from "./guild-routes.ts";
import { interactionRoutes } from "./interaction-routes.ts";
import { meRoutes } from "./me-routes.ts";
import { messageRoutes } from "./message-routes.ts";
import type { Route } from "./route.ts";
import { threadRoutes } from "./thread-routes.ts";
import { webhookRoutes } from "./webhook-routes.ts";

const routes: readonly Route[] = [
  ...meRoutes,
  ...guildRoutes,
  ...messageRoutes,
  ...threadRoutes,
  ...commandRoutes,
  ...interactionRoutes,
  ...webhookRoutes,
];

const split = routes.map((route) => ({ route, steps: route.path.split("/") }));

/** Where a call leads. */
export interface Found {
  readonly route: Route;
  /** What stands in the place of each name. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The route of a call; a path that is written out goes before one with names. */
export function findRoute(method: string, path: string): Found | null {
  const given = path.split("/").map(decodeURIComponent);
  const fitting = split
    .filter(({ route, steps }) => route.method === method && fits(steps, given))
    .sort((one, other) => names(one.steps) - names(other.steps));
  const [best] = fitting;
  if (!best) return null;
  const entries = best.steps.flatMap((step, index): [string, string][] =>
    step.startsWith(":") ? [[step.slice(1), given[index] ?? ""]] : [],
  );
  return { route: best.route, parameters: Object.fromEntries(entries) };
}

function fits(steps: readonly string[], given: readonly string[]): boolean {
  return (
    steps.length === given.length &&
    steps.every((step, index) => (step.startsWith(":") ? given[index] !== "" : step === given[index]))
  );
}

function names(steps: readonly string[]): number {
  return steps.filter((step) => step.startsWith(":")).length;
}
