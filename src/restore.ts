import { restoreInto } from "./adapters/sqlite/copies.ts";
import { readConfig } from "./config.ts";
import { ConfigError, StartError } from "./core/errors.ts";

const usage = "Usage: npm run restore -- <file>, with DATA_DIR set to a folder that has no database yet.";

try {
  const [source, ...more] = process.argv.slice(3);
  if (source === undefined || more.length > 0) throw new StartError(usage);
  const { dataDir } = readConfig(process.env);
  const { messages, memories, proposals } = restoreInto(dataDir, source);
  process.stdout.write(
    `${dataDir} holds ${messages} messages, ${memories} memories and ${proposals} proposals. Start Reverie.\n`,
  );
} catch (error) {
  if (!(error instanceof StartError || error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
