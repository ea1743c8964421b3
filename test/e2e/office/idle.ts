import type { Program } from "../program.ts";
import { untilFound } from "./patience.ts";

/** Resolves once the program has nothing left to do. */
export async function idle({ url }: Program): Promise<void> {
  await untilFound("a program with nothing to do", async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return /^reverie_jobs_waiting 0$/mu.test(metrics) || undefined;
  });
}
