import type { JobHandler, JobRun } from "../../src/core/ports/jobs.ts";

/** A promise with its two ends in hand. */
export function deferred(): {
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: unknown) => void;
} {
  return Promise.withResolvers<void>();
}

/** How a witness treats the jobs that it is given. */
interface Conduct {
  /** Runs last until `end` is called or the job is aborted. */
  readonly holds?: boolean;
  /** Each run rejects with this. */
  readonly fails?: unknown;
  /** Only so many runs fail; later ones succeed. */
  readonly times?: number;
}

/** A handler that writes down what it runs, and lets a test wait for it. */
export class Witness {
  readonly runs: JobRun[] = [];
  readonly #conduct: Conduct;
  readonly #open = new Map<string, ReturnType<typeof deferred>>();
  readonly #arrivals = new Set<() => void>();

  constructor(conduct: Conduct = {}) {
    this.#conduct = conduct;
  }

  /** Ids in the order in which their runs started. */
  get started(): string[] {
    return this.runs.map(({ job }) => job.id);
  }

  /** Ids whose runs have not ended. */
  get running(): string[] {
    return [...this.#open.keys()];
  }

  readonly handle: JobHandler = async (run) => {
    this.runs.push(run);
    for (const arrive of this.#arrivals) arrive();
    if (this.#conduct.holds) await this.#hold(run);
    const { fails, times = Number.POSITIVE_INFINITY } = this.#conduct;
    if (fails !== undefined && this.runs.length <= times) throw fails;
  };

  /** Resolves once this run of the job has started: the first, unless told otherwise. */
  async run(id: string, count = 1): Promise<JobRun> {
    for (;;) {
      const found = this.runs.filter(({ job }) => job.id === id)[count - 1];
      if (found) return found;
      await new Promise<void>((resolve) => this.#arrivals.add(resolve));
    }
  }

  /** Lets the run of the job end well. */
  end(id: string): void {
    this.#open.get(id)?.resolve();
  }

  /** Lets the run of the job fail. */
  fail(id: string, error: unknown): void {
    this.#open.get(id)?.reject(error);
  }

  async #hold({ job, signal }: JobRun): Promise<void> {
    const held = deferred();
    this.#open.set(job.id, held);
    signal.addEventListener("abort", () => held.reject(signal.reason));
    try {
      await held.promise;
    } finally {
      this.#open.delete(job.id);
    }
  }
}
