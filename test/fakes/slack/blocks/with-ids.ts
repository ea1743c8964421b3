import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";

const interactive = /button|select|input|picker|checkboxes|overflow/u;

/** The blocks with the ids that Slack gives to those that came without. */
export function withIds(blocks: readonly unknown[]): JsonObject[] {
  return objectsIn(blocks).map((block, blockIndex) => {
    let elementIndex = 0;
    const named = (element: unknown): unknown => {
      if (!isObject(element) || !interactive.test(String(element.type))) return element;
      elementIndex += 1;
      return { action_id: `action${blockIndex}x${elementIndex}`, ...element };
    };
    return {
      block_id: `block${blockIndex}`,
      ...block,
      ...(Array.isArray(block.elements) ? { elements: block.elements.map(named) } : {}),
      ...(block.accessory === undefined ? {} : { accessory: named(block.accessory) }),
      ...(block.element === undefined ? {} : { element: named(block.element) }),
    };
  });
}
