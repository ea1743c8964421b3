import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import type { SlackSurface } from "./slack-surface.ts";

/** A part of a payload that is not as the vendor's types have it. */
export interface ShapeFault {
  /** A JSON pointer from the checked value. */
  readonly pointer: string;
  readonly message: string;
}

const schema: JsonObject = JSON.parse(
  readFileSync(new URL("./slack-types.schema.json", import.meta.url), "utf8"),
);
const definitions = schema.definitions as Readonly<Record<string, JsonObject>>;

// Each definition is compiled once, when it is first needed: all of them at once would take seconds.
const options = {
  strict: false,
  inlineRefs: false,
  validateSchema: false,
  code: { optimize: false },
} as const;
const closed = new Ajv(options);
closed.addSchema(tolerant(schema), "closed");
const open = new Ajv(options);
open.addSchema(tolerant(opened(schema)), "open");

const compiled = new Map<string, ValidateFunction>();
const variants = new Map<string, readonly string[]>();

/** Judges a value by one member of the surface. What the types do not name is a fault. */
export function shapeFaults(member: keyof SlackSurface, value: unknown): readonly ShapeFault[] {
  return faults(validator(closed, `closed#/properties/${member}`), value);
}

/** Judges what Slack sends, by the types of its events. Slack sends more than the types name. */
export function eventFaults(event: unknown): readonly ShapeFault[] {
  if (!isObject(event)) return [{ pointer: "", message: "must be an object" }];
  const names = variantsOf("SlackEvent", event.type);
  if (names.length === 0) return [{ pointer: "/type", message: `no such event: ${String(event.type)}` }];
  const found = names.map((name) => faults(validator(open, `open#/definitions/${name}`), event));
  return found.some((each) => each.length === 0) ? [] : found.flat();
}

/** Judges one block by the type that it says it has. */
export function blockFaults(block: unknown): readonly ShapeFault[] {
  if (!isObject(block)) return [{ pointer: "", message: "must be an object" }];
  const [name] = variantsOf("KnownBlock", block.type);
  if (name === undefined) return [{ pointer: "/type", message: `unsupported type: ${String(block.type)}` }];
  return faults(validator(closed, `closed#/definitions/${name}`), block);
}

function validator(ajv: Ajv, reference: string): ValidateFunction {
  const known = compiled.get(reference);
  if (known) return known;
  const made = ajv.getSchema(reference);
  if (!made) throw new Error(`The schema has no ${reference}`);
  compiled.set(reference, made);
  return made;
}

function faults(validate: ValidateFunction, value: unknown): readonly ShapeFault[] {
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  // Of a union that failed, the branch that came furthest says best what is wrong.
  const depth = Math.max(...errors.map((error) => error.instancePath.split("/").length));
  return errors.filter((error) => error.instancePath.split("/").length === depth).map(fault);
}

function fault(error: ErrorObject): ShapeFault {
  const { additionalProperty } = error.params as { readonly additionalProperty?: string };
  const about = additionalProperty === undefined ? "" : `: ${additionalProperty}`;
  return { pointer: error.instancePath, message: `${error.message ?? error.keyword}${about}` };
}

/** The names of the definitions below a union whose `type` is this one, looked up once for each type that is a text. */
function variantsOf(union: string, type: unknown): readonly string[] {
  if (typeof type !== "string") return findVariants(union, type);
  const key = `${union} ${type}`;
  const known = variants.get(key) ?? findVariants(union, type);
  // Types that nobody knows are not kept: there may be any number of them.
  if (known.length > 0) variants.set(key, known);
  return known;
}

function findVariants(union: string, type: unknown): readonly string[] {
  const definition = definitions[union];
  if (!definition) return [];
  if (definition.$ref !== undefined) return findVariants(nameOf(definition.$ref), type);
  const parts = objectsIn(definition.anyOf);
  if (parts.some((part) => part.$ref === undefined) || parts.length === 0) {
    const shapes = parts.length === 0 ? [definition] : parts;
    return shapes.some((shape) => typeConstant(shape) === type) ? [union] : [];
  }
  return parts.flatMap((part) => findVariants(nameOf(part.$ref), type));
}

function typeConstant(shape: JsonObject): unknown {
  const properties = isObject(shape.properties) ? shape.properties : {};
  return isObject(properties.type) ? properties.type.const : undefined;
}

function nameOf(reference: unknown): string {
  return decodeURIComponent(String(reference).replace("#/definitions/", ""));
}

/** JSON has no undefined: what a type demands to be undefined is absent. */
function tolerant(value: JsonObject): JsonObject {
  return mapObjects(value, (node) => {
    if (!Array.isArray(node.required) || !isObject(node.properties)) return node;
    const { properties } = node;
    const required = node.required.filter((name) => {
      const property = properties[String(name)];
      return !(isObject(property) && isObject(property.not));
    });
    return { ...node, required };
  });
}

function opened(value: JsonObject): JsonObject {
  return mapObjects(value, (node) => {
    if (node.additionalProperties !== false) return node;
    const { additionalProperties: _closed, ...rest } = node;
    return rest;
  });
}

function mapObjects(value: JsonObject, change: (node: JsonObject) => JsonObject): JsonObject {
  const visit = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(visit);
    if (!isObject(one)) return one;
    return change(Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, visit(inner)])));
  };
  return visit(value) as JsonObject;
}
