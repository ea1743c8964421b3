import { InteractionType, PermissionFlagsBits as may, ComponentType as type } from "discord-api-types/v10";
import { type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import { allComponents } from "../bodies/walk-components.ts";
import type { Sender } from "../gateway/sender.ts";
import { messageJson } from "../world/message-json.ts";
import { isAllowed } from "../world/permissions.ts";
import { personOf } from "../world/state.ts";
import { type Interaction, interact } from "./interaction.ts";
import { messageAt, type Place } from "./talk.ts";

/** What is pressed: a button by its custom id; or a select, with what is chosen. */
export interface Pressing extends Place {
  readonly person: string;
  /** The message's id. */
  readonly message: string;
  readonly customId: string;
  readonly values?: readonly string[];
}

/** Somebody presses a button or chooses in a select. Throws where there is none, or it is disabled. */
export function press(sender: Sender, given: Pressing): Interaction {
  const { state } = sender;
  const person = personOf(state, given.person);
  const [channel, message] = messageAt(sender, { ...given, id: given.message });
  const isShown = message.onlyFor === null || message.onlyFor === person.id;
  if (!isShown || !isAllowed(state, channel, person.id, may.ViewChannel)) {
    throw new Error(`${person.name} does not see the message ${given.message}`);
  }
  const component = allComponents(message.components)
    .map((one) => one.component)
    .find(({ custom_id }) => custom_id === given.customId);
  if (!component) throw new Error(`Nothing to press: ${given.customId}`);
  if (component.disabled === true) throw new Error(`It is disabled: ${given.customId}`);
  return interact(sender, {
    person,
    channel,
    type: InteractionType.MessageComponent,
    data: {
      custom_id: given.customId,
      component_type: component.type,
      id: component.id,
      ...(component.type === type.Button ? {} : { values: chosen(component, given.values ?? []) }),
    },
    message: messageJson(state, message, { seesContent: true }),
    sourceId: message.id,
  });
}

function chosen(select: JsonObject, values: readonly string[]): readonly string[] {
  const { min_values: least, max_values: most, custom_id } = select;
  if (values.length < Number(least ?? 1) || values.length > Number(most ?? 1)) {
    throw new Error(`${String(custom_id)} takes ${String(least)} to ${String(most)} values`);
  }
  const known = objectsIn(select.options).map(({ value }) => value);
  const stranger =
    select.type === type.StringSelect ? values.find((value) => !known.includes(value)) : undefined;
  if (stranger !== undefined) throw new Error(`${String(custom_id)} has no option ${stranger}`);
  return values;
}
