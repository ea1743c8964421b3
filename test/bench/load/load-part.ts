import { measureBurst } from "./burst.ts";
import { measureReplicas } from "./replicas.ts";
import { measureSteady } from "./steady.ts";

/** A minute for every day; `LOAD_MINUTES=10` is the whole of it. */
const minutes = Number(process.env.LOAD_MINUTES ?? 1);

/** What a busy team and a growing one ask of it. */
export async function measureLoad() {
  return {
    load: {
      steady: await measureSteady(minutes),
      burst: await measureBurst(),
      replicas: await measureReplicas(),
    },
  };
}
