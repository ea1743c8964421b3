import type { JsonObject } from "../../messages-server/json-value.ts";
import { checkView } from "../blocks/check-blocks.ts";
import type { SlackState } from "../world/state.ts";
import { type StoredView, viewJson } from "../world/view-store.ts";
import type { Arguments } from "./arguments.ts";
import type { MethodCall, Methods } from "./method.ts";
import { invalidArguments, SlackError, shapeError } from "./slack-error.ts";

const viewBytesAtMost = 250_000;

/** Modals and the home tab. */
export const viewsMethods: Methods = {
  "views.open": {
    token: "bot",
    scopes: [],
    run: (call) => {
      const view = readView(call.arguments, "modal");
      const user = call.state.triggers.exchange(call.arguments.required("trigger_id"));
      return shown(call.state, "open", call.state.views.open(user, view, null));
    },
  },
  "views.push": {
    token: "bot",
    scopes: [],
    run: ({ state, arguments: given }) => {
      const view = readView(given, "modal");
      const user = state.triggers.exchange(given.required("trigger_id"));
      return shown(state, "push", state.views.open(user, view, state.views.top(user) ?? null));
    },
  },
  "views.update": { token: "bot", scopes: [], run: update },
  "views.publish": {
    token: "bot",
    scopes: [],
    run: ({ state, arguments: given }) => {
      const user = given.required("user_id");
      if (!state.people.has(user)) throw new SlackError("user_not_found");
      const view = readView(given, "home");
      requireHash(state.views.home(user), given);
      return shown(state, "publish", state.views.publish(user, view));
    },
  },
};

function update({ state, arguments: given }: MethodCall): JsonObject {
  if (!given.has("view_id") && !given.has("external_id")) throw invalidArguments("missing view_id");
  const stored = given.has("view_id")
    ? state.views.find(given.text("view_id"))
    : state.views.byExternalId(given.text("external_id"));
  if (!stored?.isOpen) throw new SlackError("not_found");
  const view = readView(given, stored.json.type === "home" ? "home" : "modal");
  requireHash(stored, given);
  return shown(state, "update", state.views.update(stored, view));
}

function requireHash(stored: StoredView | undefined, given: Arguments): void {
  if (given.has("hash") && stored && stored.hash !== given.text("hash"))
    throw new SlackError("hash_conflict");
}

function readView(given: Arguments, type: "modal" | "home"): JsonObject {
  const view = given.object("view");
  if (!view) throw invalidArguments("missing required field: view");
  requireView(view);
  if (view.type !== type) throw invalidArguments(`expected a view of the type ${type}`);
  return view;
}

/** Refuses a view that Slack would not show. */
export function requireView(view: unknown): asserts view is JsonObject {
  if (Buffer.byteLength(JSON.stringify(view)) > viewBytesAtMost) throw new SlackError("view_too_large");
  const faults = checkView(view);
  if (faults.length > 0) throw shapeError("invalid_arguments", faults);
}

function shown(
  state: SlackState,
  act: "open" | "update" | "publish" | "push",
  stored: StoredView,
): JsonObject {
  const { user, id, json } = stored;
  state.records.views.push({ act, user, id, view: json });
  return { view: viewJson(stored) };
}
