import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { createGenerator } from "ts-json-schema-generator";

const root = join(import.meta.dirname, "../../../..");

/**
 * Generates the JSON schema of `SlackSurface` from the vendor's types, as text in the format of the
 * house. Takes some seconds.
 */
export function generateSchema(): string {
  const generator = createGenerator({
    path: join(import.meta.dirname, "slack-surface.ts"),
    skipTypeCheck: true,
    expose: "export",
    topRef: false,
    jsDoc: "none",
    additionalProperties: false,
    sortProps: true,
  });
  return execFileSync(
    process.execPath,
    [join(root, "node_modules/@biomejs/biome/bin/biome"), "format", "--stdin-file-path=schema.json"],
    { input: JSON.stringify(generator.createSchema("SlackSurface")), encoding: "utf8", cwd: root },
  );
}
