import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import { blockFaults, type ShapeFault, shapeFaults } from "../schema/slack-schema.ts";
import {
  blocksAtMost,
  commonLengths,
  countsByType,
  foreignBlocks,
  lengthsByType,
  markdownAtMost,
  numbersByType,
  viewLengths,
} from "./limits.ts";
import { rangeFaults, typedObjects } from "./measure.ts";

/** Where blocks are shown. */
export type Surface = keyof typeof blocksAtMost;

/** Judges the blocks of one payload by the vendor's types and limits. Pointers start with `/blocks`. */
export function checkBlocks(blocks: unknown, surface: Surface): readonly ShapeFault[] {
  if (!Array.isArray(blocks)) return [{ pointer: "/blocks", message: "must be an array" }];
  const most = blocksAtMost[surface];
  const faults: ShapeFault[] =
    blocks.length > most ? [{ pointer: "/blocks", message: `no more than ${most} items allowed` }] : [];
  for (const [index, block] of blocks.entries()) {
    faults.push(...at(`/blocks/${index}`, checkBlock(block, surface)));
  }
  const ids = objectsIn(blocks).flatMap((block) => (block.block_id === undefined ? [] : [block.block_id]));
  for (const id of repeated(ids))
    faults.push({ pointer: "/blocks", message: `block_id already exists: ${id}` });
  return faults;
}

/** Judges a modal or a home tab. Pointers start at the view. */
export function checkView(view: unknown): readonly ShapeFault[] {
  if (!isObject(view)) return [{ pointer: "/view", message: "must be an object" }];
  if (view.type !== "modal" && view.type !== "home") {
    return [{ pointer: "/type", message: `unsupported type: ${String(view.type)}` }];
  }
  const blocks = objectsIn(view.blocks);
  const needsSubmit = view.type === "modal" && blocks.some((block) => block.type === "input") && !view.submit;
  return [
    ...shapeFaults(view.type, { ...view, blocks: [] }),
    ...rangeFaults(view, viewLengths, "characters"),
    ...checkBlocks(view.blocks, view.type),
    ...(needsSubmit ? [{ pointer: "/submit", message: "submit is required with an input block" }] : []),
  ];
}

/** How much markdown the blocks hold together, in UTF-16 units. */
function markdownLength(blocks: readonly JsonObject[]): number {
  return blocks.reduce(
    (sum, block) =>
      sum + (block.type === "markdown" && typeof block.text === "string" ? block.text.length : 0),
    0,
  );
}

/** Whether the blocks hold more markdown than one payload takes. */
export function hasTooMuchMarkdown(blocks: readonly JsonObject[]): boolean {
  return markdownLength(blocks) > markdownAtMost;
}

function checkBlock(block: unknown, surface: Surface): readonly ShapeFault[] {
  const shape = blockFaults(block);
  if (shape.length > 0 || !isObject(block)) return shape;
  if (foreignBlocks[surface].includes(String(block.type))) {
    return [{ pointer: "/type", message: `${String(block.type)} is not allowed on this surface` }];
  }
  const typed = typedObjects(block);
  const faults = typed.flatMap(([pointer, object]) => at(pointer, checkTyped(object)));
  if (block.type === "section" && block.text === undefined && block.fields === undefined) {
    faults.push({ pointer: "", message: "missing required field: text or fields" });
  }
  const actions = typed.flatMap(([, { action_id }]) => (typeof action_id === "string" ? [action_id] : []));
  for (const id of repeated(actions))
    faults.push({ pointer: "", message: `action_id already exists: ${id}` });
  return faults;
}

function checkTyped(object: JsonObject): ShapeFault[] {
  const type = String(object.type);
  return [
    ...rangeFaults(object, commonLengths, "characters"),
    ...rangeFaults(object, lengthsByType[type] ?? {}, "characters"),
    ...rangeFaults(object, countsByType[type] ?? {}, "items"),
    ...rangeFaults(object, numbersByType[type] ?? {}, ""),
  ];
}

function at(pointer: string, faults: readonly ShapeFault[]): ShapeFault[] {
  return faults.map((fault) => ({ ...fault, pointer: `${pointer}${fault.pointer}` }));
}

function repeated(values: readonly unknown[]): readonly string[] {
  const twice = values.filter((value, index) => values.indexOf(value) !== index);
  return [...new Set(twice.map(String))];
}
