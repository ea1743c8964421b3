import { type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import type { Sender } from "../delivery/message-events.ts";
import { requireView } from "../web-api/views-methods.ts";
import { personOf } from "../world/state.ts";
import { type StoredView, viewJson } from "../world/view-store.ts";
import { findAction, type Pressed } from "./find-action.ts";
import { type Fields, formValues } from "./form-values.ts";
import { finish, type Interaction, start } from "./interaction.ts";

/** Somebody presses a button in the home tab or in the modal that they look at. */
export function pressInView(
  sender: Sender,
  pressed: Pressed & { readonly person: string; readonly in: "home" | "modal" },
): Interaction {
  const { state } = sender;
  const person = personOf(state, pressed.person);
  const view = pressed.in === "home" ? state.views.home(person.id) : state.views.top(person.id);
  if (!view) throw new Error(`${person.name} looks at no ${pressed.in}`);
  const { response_url: _none, ...fields } = start(sender, person, null).fields;
  return finish(
    sender,
    { fields },
    {
      type: "block_actions",
      container: { type: "view", view_id: view.id },
      view: viewJson(view),
      actions: [findAction(objectsIn(view.json.blocks), pressed, state.nextTimestamp())],
    },
  );
}

/** Somebody submits the modal that they look at. What the app answers happens to the modal. */
export function submit(
  sender: Sender,
  { person: reference, fields = {} }: { readonly person: string; readonly fields?: Fields },
): Interaction {
  const { state } = sender;
  const person = personOf(state, reference);
  const view = state.views.top(person.id);
  if (!view) throw new Error(`${person.name} looks at no modal`);
  const values = formValues(objectsIn(view.json.blocks), fields);
  const { response_url: _none, ...common } = start(sender, person, null).fields;
  const interaction = finish(
    sender,
    { fields: common },
    {
      type: "view_submission",
      view: viewJson(view, values),
      response_urls: [],
    },
  );
  const answer = interaction.answer.then((given) => {
    if (given.type === "acknowledged") answerModal(sender, view, given.payload);
    return given;
  });
  return { ...interaction, answer };
}

function answerModal({ state }: Sender, view: StoredView, payload: JsonObject): void {
  switch (payload.response_action) {
    case "errors":
      return;
    case "update":
      requireView(payload.view);
      state.records.views.push({ act: "update", user: view.user, id: view.id, view: payload.view });
      state.views.update(view, payload.view);
      return;
    case "push": {
      requireView(payload.view);
      const pushed = state.views.open(view.user, payload.view, view);
      state.records.views.push({ act: "push", user: view.user, id: pushed.id, view: payload.view });
      return;
    }
    default:
      state.views.close(view, payload.response_action === "clear");
  }
}

/** Somebody closes the modal that they look at. The app hears of it only where it asked to. */
export function closeModal(
  sender: Sender,
  { person: reference }: { readonly person: string },
): Interaction | null {
  const { state } = sender;
  const person = personOf(state, reference);
  const view = state.views.top(person.id);
  if (!view) throw new Error(`${person.name} looks at no modal`);
  state.views.close(view, view.json.clear_on_close === true);
  if (view.json.notify_on_close !== true) return null;
  const { response_url: _none, ...fields } = start(sender, person, null).fields;
  return finish(sender, { fields }, { type: "view_closed", view: viewJson(view), is_cleared: false });
}
