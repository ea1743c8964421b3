import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import { invalidArguments, SlackError } from "./slack-error.ts";

/** The arguments of a call, however they were encoded. */
export class Arguments {
  readonly values: JsonObject;

  constructor(values: JsonObject) {
    this.values = values;
  }

  has(name: string): boolean {
    return this.values[name] !== undefined && this.values[name] !== "";
  }

  text(name: string): string {
    const value = this.values[name];
    return value === undefined || value === null ? "" : String(value);
  }

  required(name: string): string {
    if (!this.has(name)) throw invalidArguments(`missing required field: ${name} [json-pointer:/${name}]`);
    return this.text(name);
  }

  flag(name: string, otherwise: boolean): boolean {
    const text = this.text(name).toLowerCase();
    if (text === "") return otherwise;
    if (!["true", "false", "1", "0"].includes(text)) throw invalidArguments(`must be a boolean: ${name}`);
    return text === "true" || text === "1";
  }

  count(name: string, otherwise: number, most: number): number {
    if (!this.has(name)) return otherwise;
    const value = Number(this.text(name));
    if (!Number.isInteger(value) || value < 0 || value > most) throw new SlackError("invalid_limit");
    return value === 0 ? otherwise : value;
  }

  /** A value that comes as JSON inside a form. Undefined where it was not given. */
  json(name: string, code = "invalid_arguments"): unknown {
    const value = this.values[name];
    if (typeof value !== "string") return value;
    if (value === "") return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw new SlackError(code);
    }
  }

  object(name: string, code = "invalid_arguments"): JsonObject | null {
    const value = this.json(name, code);
    if (value === undefined || value === null) return null;
    if (!isObject(value)) throw new SlackError(code);
    return value;
  }

  objects(name: string, code = "invalid_arguments"): JsonObject[] | null {
    const value = this.json(name, code);
    if (value === undefined || value === null) return null;
    if (!Array.isArray(value) || !value.every(isObject)) throw new SlackError(code);
    return objectsIn(value);
  }
}
