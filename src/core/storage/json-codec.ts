/**
 * The value as JSON text, when parsing gives it back exactly. Throws a TypeError for anything else: an
 * undefined, a Date, NaN, minus zero, an array with holes, a cycle.
 */
export function encodeJson(value: unknown): string {
  requireExact(value, new Set());
  return JSON.stringify(value);
}

/** The inverse of `encodeJson`. Throws a SyntaxError for a record that is not JSON. */
export function decodeJson(text: string): unknown {
  return JSON.parse(text);
}

function requireExact(value: unknown, parents: Set<object>): void {
  if (value === null || typeof value === "boolean" || typeof value === "string") return;
  if (typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0)) return;
  if (typeof value !== "object") throw new TypeError("JSON has no such value");
  if (parents.has(value)) throw new TypeError("JSON has no cycles");
  parents.add(value);
  for (const member of exactMembers(value)) requireExact(member, parents);
  parents.delete(value);
}

/** The members of a plain array or object that hides nothing from JSON. */
function exactMembers(value: object): unknown[] {
  const keys = Reflect.ownKeys(value);
  if (Array.isArray(value)) {
    // One more than its elements, because `length` is a key too; fewer where it has holes.
    if (keys.length !== value.length + 1) throw new TypeError("JSON has no such array");
    return Array.from(value);
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError("JSON has plain objects only");
  if (keys.length !== Object.keys(value).length) throw new TypeError("JSON has visible text keys only");
  if ("toJSON" in value && typeof value.toJSON === "function") throw new TypeError("JSON has no functions");
  return Object.values(value);
}
