import type { ZodMiniType } from "zod/mini";
import { isObject } from "../../messages-server/json-value.ts";
import type { FormFault } from "./form-fault.ts";

type Path = readonly (string | number)[];

interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly input?: unknown;
  readonly maximum?: unknown;
  readonly minimum?: unknown;
  readonly origin?: string;
  readonly errors?: readonly (readonly Issue[])[];
}

/**
 * Judges a value by a schema of Discord's own description. Keys that the description does not know are
 * faults too: what Discord passes over in silence is a mistake of the program that sends it.
 */
export function shapeFaults(schema: ZodMiniType<unknown, unknown>, value: unknown): readonly FormFault[] {
  const result = schema.safeParse(value, { reportInput: true });
  if (!result.success)
    return (result.error.issues as readonly Issue[]).flatMap((issue) => issueFaults(issue, []));
  return unknownKeys(value, result.data, []);
}

/** What the schema left out is what it does not know. */
function unknownKeys(given: unknown, known: unknown, path: Path): readonly FormFault[] {
  if (Array.isArray(given) && Array.isArray(known)) {
    return given.flatMap((item, index) => unknownKeys(item, known[index], [...path, index]));
  }
  if (!isObject(given) || !isObject(known)) return [];
  return Object.keys(given).flatMap((key) => {
    if (given[key] === undefined) return [];
    if (Object.hasOwn(known, key)) return unknownKeys(given[key], known[key], [...path, key]);
    return [{ path: [...path, key], code: "UNKNOWN_KEY", message: "There is no such field." }];
  });
}

function issueFaults(issue: Issue, above: Path): readonly FormFault[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
  if (issue.code === "invalid_union" && issue.errors && issue.errors.length > 0) {
    return unionFaults(issue.errors, path);
  }
  return [{ path, ...wording(issue) }];
}

/** The faults of the branch that the value's `type` speaks for; where there is none, the type is at fault. */
function unionFaults(branches: readonly (readonly Issue[])[], path: Path): readonly FormFault[] {
  const isOfType = (branch: readonly Issue[]) =>
    branch.every((issue) => issue.path.length > 0 && (issue.path.length > 1 || issue.path[0] !== "type"));
  const meant = branches.find(isOfType) ?? shortest(branches.filter((branch) => !hasTypeIssue(branch)));
  if (meant) return meant.flatMap((issue) => issueFaults(issue, path));
  return [{ path: [...path, "type"], code: "UNION_TYPE_CHOICES", message: "This type is not taken here." }];
}

function hasTypeIssue(branch: readonly Issue[]): boolean {
  return branch.some(({ path }) => path.length === 1 && path[0] === "type");
}

function shortest(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return [...branches].sort((one, other) => one.length - other.length)[0];
}

function wording({ code, message, input, maximum, minimum, origin }: Issue): Omit<FormFault, "path"> {
  if (input === undefined && code !== "too_big" && code !== "too_small") {
    return { code: "BASE_TYPE_REQUIRED", message: "This field is required" };
  }
  if (code === "too_big") {
    return origin === "string"
      ? { code: "BASE_TYPE_MAX_LENGTH", message: `Must be ${maximum} or fewer in length.` }
      : { code: "BASE_TYPE_BAD_LENGTH", message: `Must be ${maximum} or fewer.` };
  }
  if (code === "too_small") return { code: "BASE_TYPE_MIN_LENGTH", message: `Must be ${minimum} or more.` };
  return { code: "BASE_TYPE_BAD_TYPE", message };
}
