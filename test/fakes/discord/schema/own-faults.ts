import type { ZodMiniType } from "zod/mini";
import { shapeFaults } from "./check-shape.ts";
import { faultLine } from "./form-fault.ts";

/**
 * What is wrong with something that the fake itself sends, by Discord's description, each in a line.
 * The description knows only instants that end in `Z`, and Discord sends an offset.
 */
export function ownFaults(name: string, schema: ZodMiniType<unknown, unknown>, value: unknown): string[] {
  const plain: unknown = JSON.parse(JSON.stringify(value).replaceAll('+00:00"', 'Z"'));
  return shapeFaults(schema, plain).map((fault) => `${name} ${faultLine(fault)}`);
}
