import { parseArgs } from "node:util";
import { slackManifest } from "./adapters/slack/manifest/manifest.ts";
import { requestPath } from "./adapters/slack/manifest/names.ts";
import { presentManifest } from "./adapters/slack/manifest/presentation.ts";
import { StartError } from "./core/errors.ts";

const usage =
  "Usage: npm run slack:manifest -- [--talk-only] [--url https://your.address] [--json]. Without any: an app that learns from channels, by Socket Mode.";

const flags = ["talk_only", "url", "json"] as const;

const loopback = /^(?:localhost|127\.|\[::1\]|0\.0\.0\.0)/u;

/** What was asked for on the command line. Throws a StartError that tells how it is used. */
function readArguments(given: readonly string[]) {
  const options = {
    "talk-only": { type: "boolean" },
    url: { type: "string" },
    json: { type: "boolean" },
  } as const;
  // npm keeps what stands before the two dashes for itself.
  if (flags.some((flag) => process.env[`npm_config_${flag}`] !== undefined)) throw new StartError(usage);
  try {
    const { values } = parseArgs({ args: [...given], options });
    const baseUrl = values.url === undefined ? null : baseOf(values.url);
    return { kind: values["talk-only"] ? "talk-only" : "learn", baseUrl, isBare: values.json } as const;
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(usage, { cause: error });
  }
}

/** The address without a slash at its end. Slack calls no address but one of HTTPS. */
function baseOf(given: string): string {
  const url = URL.parse(given);
  const isBase = url?.protocol === "https:" && url.search === "" && url.hash === "" && url.username === "";
  if (!isBase)
    throw new StartError(
      "--url expects the address at which Slack reaches this program, such as https://reverie.example.com.",
    );
  if (loopback.test(url.hostname))
    throw new StartError(
      "--url expects an address that Slack can reach; this one leads to your own machine.",
    );
  // People paste the whole address that they are told elsewhere.
  return `${url.origin}${url.pathname}`.replace(/\/+$/u, "").replace(requestPath, "");
}

try {
  const { kind, baseUrl, isBare } = readArguments(process.argv.slice(3));
  process.stdout.write(
    isBare ? `${JSON.stringify(slackManifest(kind, baseUrl), null, 2)}\n` : presentManifest(kind, baseUrl),
  );
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
