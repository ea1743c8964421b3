import { invalid } from "./complaint.ts";
import { isObject, type JsonObject } from "./json-value.ts";

// What the SDK moves into the description because structured outputs do not take it
// (`lib/transform-json-schema.js` of SDK 1.12.0).
const unsupported: readonly string[] = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "oneOf",
  "not",
  "if",
  "then",
  "else",
  "patternProperties",
  "prefixItems",
  "contains",
];

/** Throws a Complaint where the schema holds what structured outputs do not take. */
export function checkSchema(schema: JsonObject, path: string): void {
  const keyword = unsupported.find((name) => name in schema);
  if (keyword !== undefined) throw invalid(`${path}: property '${keyword}' is not supported`);
  if (schema.minItems !== undefined && schema.minItems !== 0 && schema.minItems !== 1) {
    throw invalid(`${path}: 'minItems' values other than 0 or 1 are not supported`);
  }
  if (schema.type === "object" && schema.additionalProperties !== false) {
    throw invalid(`${path}: For 'object' type, 'additionalProperties' must be explicitly set to false`);
  }
  for (const [name, part] of partsOf(schema)) checkSchema(part, `${path}.${name}`);
}

function partsOf(schema: JsonObject): [string, JsonObject][] {
  const within = [schema.properties, schema.$defs].filter(isObject).flatMap((parts) => Object.entries(parts));
  const listed = [schema.anyOf, schema.allOf].filter(Array.isArray).flatMap((parts) => Object.entries(parts));
  return [...within, ...listed, ["items", schema.items] as const].flatMap(([name, part]) =>
    isObject(part) ? [[name, part]] : [],
  );
}
