import { backUp } from "./adapters/sqlite/copies.ts";
import { readConfig } from "./config.ts";
import { ConfigError, StartError } from "./core/errors.ts";

const usage = "Usage: npm run backup -- <file>. The file is made; it must not be there yet.";

try {
  const [target, ...more] = process.argv.slice(3);
  if (target === undefined || more.length > 0) throw new StartError(usage);
  const { dataDir, redisUrl } = readConfig(process.env);
  if (redisUrl !== null)
    throw new StartError("With REDIS_URL everything is in Redis: back up its files as Redis' manual says.");
  const { messages, memories, proposals } = backUp(dataDir, target);
  process.stdout.write(
    `${target} holds ${messages} messages, ${memories} memories and ${proposals} proposals of ${dataDir}.\n`,
  );
} catch (error) {
  if (!(error instanceof StartError || error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
