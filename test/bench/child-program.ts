import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { instantMs } from "./instant.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

// Of 100 clock ticks a second /proc tells the times of processes (proc(5), sysconf(_SC_CLK_TCK)).
const msPerTick = 10;

/** A program in a process of its own that prints the address it listens on. */
export interface ChildProgram {
  /** What it was started with. */
  readonly name: string;
  readonly url: string;
  /** From the spawn to the line with the address. */
  readonly startMs: number;
  /** When it was spawned, by `instantMs`. */
  readonly spawnedAtMs: number;
  /** Its messages by Node's channel between processes. */
  readonly child: ChildProcess;
  /** The end of what it wrote to standard error. */
  log(): string;
  /** The most memory that it held so far (VmHWM), in mebibytes. */
  peakMebibytes(): number;
  /** The processor's time that it used so far, its own and the kernel's for it. */
  processorMs(): number;
}

/** Starts a program with Node, to be stopped with what else is open. Rejects when it ends before it told its address. */
export async function startChild(
  open: AsyncDisposableStack,
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ChildProgram> {
  const spawnedAtMs = instantMs();
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { PATH: process.env.PATH ?? "", TZ: "UTC", ...environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const ended = once(child, "close");
  open.defer(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  let log = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    // Enough to say why it ended; a log of thousands of turns is not kept.
    log = (log + chunk).slice(-2000);
  });
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      const address = /http:\/\/\S+(?=\n)/u.exec(output)?.[0];
      if (address) resolve(address);
    });
    child.once("close", (code) => reject(new Error(`${command.join(" ")} ended with ${code}: ${log}`)));
  });
  return {
    name: command.join(" "),
    url,
    startMs: instantMs() - spawnedAtMs,
    spawnedAtMs,
    child,
    log: () => log,
    peakMebibytes: () => Number(/VmHWM:\s+(\d+) kB/u.exec(procFile(child, "status"))?.[1]) / 1024,
    processorMs: () => {
      // What follows the name, which may hold anything, in brackets; the 14th and 15th of all fields.
      const fields = procFile(child, "stat").split(") ").at(-1)?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) * msPerTick;
    },
  };
}

function procFile(child: ChildProcess, name: "status" | "stat"): string {
  return readFileSync(`/proc/${child.pid}/${name}`, "utf8");
}
