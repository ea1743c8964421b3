import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../../../src/adapters/slack");

const call = /\bclient\s*\.\s*([a-zA-Z0-9]+(?:\s*\.\s*[a-zA-Z0-9]+)+)\s*\(/gu;

/** Every method of Slack's Web API that the adapter's sources call, by name. */
export function calledMethods(): ReadonlySet<string> {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const texts = files.map((file) => readFileSync(join(root, file), "utf8"));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(call)].map(([, method = ""]) => method.replace(/\s/gu, ""))),
  );
}
