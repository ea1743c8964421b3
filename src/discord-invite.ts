import { parseArgs } from "node:util";
import { readApplicationId } from "./adapters/discord/application.ts";
import { presentInvitation } from "./adapters/discord/invitation.ts";
import { createSystemClock } from "./adapters/system/system-clock.ts";
import { readConfig } from "./config.ts";
import { ConfigError, StartError } from "./core/errors.ts";

const usage =
  "Usage: npm run discord:invite, with DISCORD_TOKEN set; or npm run discord:invite -- --application <id>, with the Application ID of the application's page, General Information.";

/** The application's id as it was given; undefined where none was. Throws a StartError that tells how it is used. */
function readArguments(given: readonly string[]): string | undefined {
  try {
    const { values } = parseArgs({ args: [...given], options: { application: { type: "string" } } });
    if (values.application !== undefined && !/^\d{17,20}$/u.test(values.application))
      throw new StartError(usage);
    return values.application;
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(usage, { cause: error });
  }
}

/** Asks Discord which application the token belongs to. */
async function askDiscord(): Promise<string> {
  const { discord } = readConfig(process.env);
  if (!discord) throw new StartError(`DISCORD_TOKEN is not set. ${usage}`);
  return readApplicationId(discord, createSystemClock());
}

try {
  const applicationId = readArguments(process.argv.slice(3)) ?? (await askDiscord());
  process.stdout.write(presentInvitation(applicationId));
} catch (error) {
  if (!(error instanceof StartError || error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
