import { posix } from "node:path";
import { readTokens, type Token } from "./read-tokens.ts";

/** Source texts by their path below `src`, such as `core/scope.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** A place where a source breaks a rule of the house. */
export interface Violation {
  readonly file: string;
  readonly rule: "room" | "package" | "environment" | "ledger";
  /** What it imports or calls. */
  readonly what: string;
}

/** Libraries that compute and do nothing else: all that the inner rooms may use. */
const pureLibraries = new Set([
  "zod",
  "cron-parser",
  "stemmer",
  "marked",
  "fastest-levenshtein",
  "node:crypto",
  "@secretlint/core",
  "@secretlint/profiler",
  "@secretlint/secretlint-rule-preset-recommend",
]);

const processEdge = new Set([
  "main.ts",
  "open-store.ts",
  "backup.ts",
  "restore.ts",
  "move.ts",
  "discord-invite.ts",
  "doctor.ts",
  "slack-manifest.ts",
]);

/** The one file that may call the ledger's writes. */
const ledgerWriter = "core/memory/remember.ts";

/** Reads the sources and gives every place that breaks a rule. */
export function findViolations(sources: Sources): Violation[] {
  return [...sources].flatMap(([file, text]) => {
    const tokens = readTokens(text);
    return [
      ...importViolations(file, tokens),
      ...environmentViolations(file, tokens),
      ...ledgerViolations(file, tokens),
    ];
  });
}

function importViolations(file: string, tokens: readonly Token[]): Violation[] {
  return findImports(tokens).flatMap((specifier): Violation[] => {
    if (!specifier.startsWith(".")) {
      return mayUsePackage(file, specifier) ? [] : [{ file, rule: "package", what: specifier }];
    }
    const target = posix.join(posix.dirname(file), specifier);
    return mayImport(file, target) ? [] : [{ file, rule: "room", what: target }];
  });
}

/** What stands in `import … from "…"`, `import "…"`, `export … from "…"`, `import("…")` and `import.meta.resolve("…")`. */
function findImports(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== "string") return [];
    const [before, beforeThat] = [tokens[index - 1]?.text, tokens[index - 2]?.text];
    const isImport =
      before === "import" ||
      before === "from" ||
      (before === "(" && (beforeThat === "import" || beforeThat === "require" || beforeThat === "resolve"));
    return isImport ? [token.value] : [];
  });
}

/** The room of a file: its folder, for an adapter with the vendor's, and for the files at the top their names. */
function roomOf(file: string): string {
  const [first = "", second = ""] = file.split("/");
  if (processEdge.has(file)) return "edge";
  return first === "adapters" ? `adapters/${second}` : first;
}

function mayImport(file: string, target: string): boolean {
  const [from, to] = [roomOf(file), roomOf(target)];
  switch (from) {
    case "edge":
      return (
        to.startsWith("adapters/") || ["edge", "bot.ts", "config.ts"].includes(to) || isEdgeOfCore(target)
      );
    case "config.ts":
      return target === "core/errors.ts";
    case "bot.ts":
      return ["dreaming", "outcomes", "core"].includes(to);
    case "core":
      return to === "core";
    default:
      return to === from || to === "core";
  }
}

/** Of core the process edge knows the errors, the sentences that tell them, the list prices, the sums, and the ports that it hands on. */
function isEdgeOfCore(target: string): boolean {
  const told = [
    "core/errors.ts",
    "core/conversation/failure-sentence.ts",
    "core/prices.ts",
    "core/storage/tally.ts",
  ];
  return told.includes(target) || target.startsWith("core/ports/");
}

function mayUsePackage(file: string, specifier: string): boolean {
  const room = roomOf(file);
  if (room.startsWith("adapters/") || room === "edge") return true;
  return pureLibraries.has(specifier);
}

/** Reads of the environment outside the process edge and its configuration. */
function environmentViolations(file: string, tokens: readonly Token[]): Violation[] {
  if (processEdge.has(file) || file === "config.ts") return [];
  const reads = tokens.filter((token, index) => {
    if (token.text !== "process" && token.value !== "node:process" && token.value !== "process") return false;
    const after = tokens.slice(index + 1, index + 3).map(({ value }) => value);
    const isImported = token.kind === "string";
    const isTakenApart = tokens[index - 1]?.text === "=" && tokens[index - 2]?.text === "}";
    return isImported || isTakenApart || after.includes("env");
  });
  return reads.map(() => ({ file, rule: "environment", what: "process.env" }));
}

const ledgerWrites = new Set(["write", "loseReceipts", "erasePerson", "eraseWorkspace"]);

/** Ports that have an erasure of their own, which is called like the ledger's. */
const otherStores = new Set(["history", "documents", "jobs"]);

/**
 * Calls of the ledger's writes. In the rooms where nothing else is called so, whatever it is called on
 * counts, because the ledger may go by another name there; another store's erasure is another thing.
 */
function ledgerViolations(file: string, tokens: readonly Token[]): Violation[] {
  if (file === ledgerWriter) return [];
  const isInner = !roomOf(file).startsWith("adapters/") && roomOf(file) !== "edge";
  return tokens.flatMap((token, index): Violation[] => {
    const [opening, owner] = [tokens[index - 1]?.text ?? "", tokens[index - 2]?.text ?? ""];
    const isMember = [".", "?.", "["].includes(opening) && ledgerWrites.has(token.value);
    const isOfLedger = owner === "ledger" || (isInner && !otherStores.has(owner));
    return isMember && isOfLedger ? [{ file, rule: "ledger", what: `${owner}.${token.value}` }] : [];
  });
}
