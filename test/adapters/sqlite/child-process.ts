import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A recording child with the lines that it wrote. */
export interface RecordingChild {
  /** Resolves to the first line that fits. Rejects when the child ends without one. */
  line(fits: (line: string) => boolean): Promise<string>;
  /** Kills it as `kill -9` does, and resolves to all the lines that it wrote. */
  kill(): Promise<readonly string[]>;
}

/** Starts a process of its own that records into the folder. */
export function startRecordingChild(dataDir: string): RecordingChild {
  const program = fileURLToPath(new URL("./recording-child.ts", import.meta.url));
  const child = spawn(process.execPath, [program, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => lines.push(line));
  const ended = Promise.all([once(child, "exit"), once(reader, "close")]);
  return {
    line: (fits) => firstLine(reader, lines, fits),
    kill: async () => {
      kill(child);
      await ended;
      return lines;
    },
  };
}

function kill(child: ChildProcess): void {
  if (child.exitCode === null) child.kill("SIGKILL");
}

function firstLine(
  reader: ReturnType<typeof createInterface>,
  lines: readonly string[],
  fits: (line: string) => boolean,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = lines.find(fits);
      if (found !== undefined) resolve(found);
    };
    reader.on("line", look);
    reader.on("close", () => reject(new Error(`The child ended after: ${lines.at(-1)}`)));
    look();
  });
}
