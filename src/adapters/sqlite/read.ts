import { asStoreError } from "./sqlite-failure.ts";

/** Runs a read at once. What it throws comes out as the rejection of a StoreError. */
export async function read<Result>(operation: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asStoreError(operation, error);
  }
}
