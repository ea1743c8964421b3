import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import type { ShapeFault } from "../schema/slack-schema.ts";
import type { Limits } from "./limits.ts";

type Measured = "characters" | "items" | "";

/** Compares what stands at the paths with their ranges. What is absent is no fault. */
export function rangeFaults(value: JsonObject, limits: Limits, measured: Measured): ShapeFault[] {
  return Object.entries(limits).flatMap(([path, [least, most]]) =>
    found(value, path.split("."), "").flatMap(([pointer, one]) => {
      const size = sizeOf(one, measured);
      if (size === null || (size >= least && size <= most)) return [];
      const bound = size < least ? `more than ${least - 1}` : `less than ${most + 1}`;
      return [{ pointer, message: `must be ${`${bound} ${measured}`.trim()}` }];
    }),
  );
}

function sizeOf(value: unknown, measured: Measured): number | null {
  if (measured === "characters") return typeof value === "string" ? value.length : null;
  if (measured === "items") return Array.isArray(value) ? value.length : null;
  return typeof value === "number" ? value : null;
}

function found(value: unknown, path: readonly string[], pointer: string): [string, unknown][] {
  const [name, ...rest] = path;
  if (name === undefined) return value === undefined ? [] : [[pointer, value]];
  if (name === "*") {
    if (!Array.isArray(value)) return [];
    return value.flatMap((item, index) => found(item, rest, `${pointer}/${index}`));
  }
  return isObject(value) ? found(value[name], rest, `${pointer}/${name}`) : [];
}

/** Every object in the value that has a `type`, with a pointer to it, outermost first. */
export function typedObjects(value: unknown, pointer = ""): (readonly [string, JsonObject])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => typedObjects(item, `${pointer}/${index}`));
  if (!isObject(value)) return [];
  const inner = Object.entries(value).flatMap(([key, one]) => typedObjects(one, `${pointer}/${key}`));
  return typeof value.type === "string" ? [[pointer, value], ...inner] : inner;
}
