import { type ChildProgram, startChild } from "../child-program.ts";

/** The program under load, and what it says of itself. */
export interface WatchedProgram {
  readonly program: ChildProgram;
  /** The lag of its event loop (p99, in milliseconds) since this was asked last, and the memory that it holds (in mebibytes). */
  look(): Promise<{ readonly lagP99Ms: number; readonly mebibytes: number }>;
  /** Tokens that answers used up so far, and US dollars by the list prices. */
  spent(): Promise<{ readonly tokensIn: number; readonly tokensOut: number; readonly dollars: number }>;
  /** Resolves once no job waits. */
  idle(): Promise<void>;
}

/** Starts Reverie. */
export async function startReverie(
  open: AsyncDisposableStack,
  environment: Readonly<Record<string, string>>,
): Promise<WatchedProgram> {
  const program = await startChild(open, ["bin/reverie.js"], {
    ANTHROPIC_API_KEY: "no-real-key",
    LOG_LEVEL: "warn",
    PORT: "0",
    ...environment,
  });
  const metrics = async () => (await fetch(`${program.url}/metrics`)).text();
  const measured = (text: string, name: string) =>
    Number(new RegExp(`^${name} (\\S+)$`, "mu").exec(text)?.[1] ?? Number.NaN);
  return {
    program,
    async look() {
      const text = await metrics();
      return {
        lagP99Ms: measured(text, "nodejs_eventloop_lag_p99_seconds") * 1000,
        mebibytes: measured(text, "process_resident_memory_bytes") / 2 ** 20,
      };
    },
    async spent() {
      const text = await metrics();
      const sum = (name: string, label: string) =>
        text
          .split("\n")
          .filter(
            (line) =>
              line.startsWith(`${name}{`) && line.includes('purpose="answers"') && line.includes(label),
          )
          .reduce((total, line) => total + Number(line.split(" ").at(-1)), 0);
      return {
        tokensIn: sum("reverie_model_tokens_total", 'direction="in"'),
        tokensOut: sum("reverie_model_tokens_total", 'direction="out"'),
        dollars: sum("reverie_model_dollars_total", ""),
      };
    },
    async idle() {
      while (measured(await metrics(), "reverie_jobs_waiting") !== 0)
        await new Promise((resolve) => setTimeout(resolve, 100));
    },
  };
}
