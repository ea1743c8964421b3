import { findChromium } from "./chromium.ts";
import { hasRedis } from "./redis.ts";

/** The parts of the machine that some tests need, with what to do where one is missing. */
function missingParts(): string[] {
  const missing: string[] = [];
  if (!findChromium())
    missing.push("the browser story: there is no Chromium (on Debian: apt-get install chromium)");
  if (!hasRedis)
    missing.push("the store for replicas: there is no Redis (on Debian: apt-get install redis-server)");
  return missing;
}

/** Says at the end of a run what could not run here. Where everything must be there, a missing part fails. */
export default function setup() {
  const missing = missingParts();
  if (missing.length > 0 && process.env.CI === "true") {
    throw new Error(`CI has everything, but here is missing: ${missing.join("; ")}`);
  }
  return () => {
    for (const part of missing) process.stdout.write(`\nCould not run here: ${part}\n`);
  };
}
