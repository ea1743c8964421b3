import type { Model } from "../core/ports/model.ts";

/** Whether the model only quotes, so that no work can be given to it. */
export function isOffline({ defaults }: Pick<Model, "defaults">): boolean {
  return defaults.answers === "offline";
}

/** What somebody is told who gives work to the offline model. */
export const needsModel =
  "I need a model for that, and run offline, where I only quote. Whoever runs me sets `ANTHROPIC_API_KEY`, or `ANTHROPIC_BASE_URL` for any server that speaks the Messages API. Nothing was begun.";
