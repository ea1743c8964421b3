import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The program as people start it, in a process of its own. */
export interface Program {
  readonly url: string;
  /** All that it wrote to standard error so far: the log. */
  readonly log: () => string;
  /** Resolves with its exit code once it has ended, for whatever reason; null where it was killed. */
  readonly ended: Promise<number | null>;
  /** Kills it as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Holds it still, as a machine that is overloaded does, until it goes on. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Asks it to stop; gives its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** A folder of its own for the data of one test. */
export function makeDataDir(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "reverie-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** How a start that failed ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

const usualEnvironment = {
  PATH: process.env.PATH ?? "",
  TZ: "UTC",
  PORT: "0",
  LOG_LEVEL: "info",
  // Hundreds of programs are started from the same source: Node compiles it once.
  NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "programs"),
};

function launch(environment: Readonly<Record<string, string>>, command: readonly string[]): ChildProcess {
  return spawn(process.execPath, command, {
    cwd: root,
    env: { ...usualEnvironment, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = "";
  stream?.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

/** Runs the program to its end, for starts that are to fail. */
export async function runToEnd(
  environment: Readonly<Record<string, string>>,
  command: readonly string[] = ["bin/reverie.js"],
): Promise<Ended> {
  const child = launch(environment, command);
  const output = collect(child.stdout);
  const errors = collect(child.stderr);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output: output(), errors: errors() };
}

/** Starts the program and waits for its line with the address. */
export async function startProgram(environment: Readonly<Record<string, string>>): Promise<Program> {
  const child = launch(environment, ["bin/reverie.js"]);
  const output = collect(child.stdout);
  const log = collect(child.stderr);
  const ended = once(child, "close");
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", () => {
      const address = /http:\/\/\S+/u.exec(output())?.[0];
      if (address) resolve(address);
    });
    child.once("close", (code) => reject(new Error(`The program ended with ${code}: ${log()}`)));
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    url,
    log,
    ended: ended.then(() => child.exitCode),
    kill: async () => void (await end("SIGKILL")),
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    stop: () => end("SIGTERM"),
  };
}
