import { PlatformError } from "../errors.ts";

/** Undefined where the platform says, by one of these codes, that there is no such thing; every other refusal stays one. */
export async function unlessUnknown<Result>(
  codes: readonly string[],
  ask: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PlatformError && codes.includes(error.code)) return undefined;
    throw error;
  }
}
