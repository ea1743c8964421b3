import { PlatformError } from "./errors.ts";
import type { Parts } from "./parts.ts";

/** Does the work; undefined where the platform refuses it for good, so that trying again is of no use. */
export async function unlessRefused<Result>(
  parts: Pick<Parts, "log">,
  event: string,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PlatformError && error.permanent)) throw error;
    parts.log.warn(event, { code: error.code }, error);
    return undefined;
  }
}
