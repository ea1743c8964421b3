import { findChromium } from "./chromium.ts";

/** The parts of the machine that some tests need, with what to do where one is missing. */
function missingParts(): string[] {
  return findChromium()
    ? []
    : ["the browser story: there is no Chromium (on Debian: apt-get install chromium)"];
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
