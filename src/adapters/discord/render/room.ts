import { type APIMessageTopLevelComponent, ComponentType } from "discord.js";

// Discord's component reference, in components counted with those inside of them and in UTF-16 units of all text
// displays together.
const componentLimit = 40;
const textLimit = 4_000;

// Discord answers 500 above 10,170 bytes in UTF-8, where every text display costs 12 (discord-api-docs #8554).
const byteLimit = 10_000;
const displayBytes = 12;

/** How much a message of components takes, or how much of it is left. */
export interface Room {
  readonly components: number;
  readonly units: number;
  readonly bytes: number;
}

/** The room of a whole message. */
export const messageRoom: Room = { components: componentLimit, units: textLimit, bytes: byteLimit };

/** What is left of the room beside the components. */
export function roomBeside(room: Room, components: readonly APIMessageTopLevelComponent[]): Room {
  return components.map(sizeOf).reduce(less, room);
}

/** Whether the components find room. */
export function fits(room: Room, components: readonly APIMessageTopLevelComponent[]): boolean {
  const left = roomBeside(room, components);
  return left.components >= 0 && left.units >= 0 && left.bytes >= 0;
}

function less(room: Room, used: Room): Room {
  return {
    components: room.components - used.components,
    units: room.units - used.units,
    bytes: room.bytes - used.bytes,
  };
}

function sizeOf(component: APIMessageTopLevelComponent): Room {
  switch (component.type) {
    case ComponentType.TextDisplay: {
      const { content } = component;
      return { components: 1, units: content.length, bytes: Buffer.byteLength(content) + displayBytes };
    }
    case ComponentType.ActionRow:
      return { components: 1 + component.components.length, units: 0, bytes: 0 };
    case ComponentType.Container: {
      const inner = component.components.map(sizeOf);
      return inner.reduce(add, { components: 1, units: 0, bytes: 0 });
    }
    default:
      return { components: 1, units: 0, bytes: 0 };
  }
}

function add(one: Room, other: Room): Room {
  return {
    components: one.components + other.components,
    units: one.units + other.units,
    bytes: one.bytes + other.bytes,
  };
}
