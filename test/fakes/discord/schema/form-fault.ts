import type { JsonObject } from "../../messages-server/json-value.ts";

/** What is wrong at one place of a body. */
export interface FormFault {
  readonly path: readonly (string | number)[];
  /** As Discord names it, such as `BASE_TYPE_REQUIRED`. */
  readonly code: string;
  readonly message: string;
}

/** Faults in the nested shape in which Discord answers them: a list `_errors` at each place. */
export function nestedErrors(faults: readonly FormFault[]): JsonObject {
  const root: Record<string, unknown> = {};
  for (const { path, code, message } of faults) {
    let place = root;
    for (const step of path) {
      place[step] ??= {};
      place = place[step] as Record<string, unknown>;
    }
    place._errors = [...((place._errors as object[] | undefined) ?? []), { code, message }];
  }
  return root;
}

/** A fault's place and words in one line. */
export function faultLine({ path, message }: FormFault): string {
  return `${path.join(".")}: ${message}`;
}
