import { startFakeDiscord } from "./fake-discord.ts";

// The fake in a process of its own, for stories in which other processes die. Its first line of output is
// JSON: where it listens and what a bot authenticates with. The first argument is settings, as JSON.
const [, , settings] = process.argv;
const fake = await startFakeDiscord(settings === undefined ? {} : { settings: JSON.parse(settings) });
const { apiUrl, controlUrl, token, applicationId } = fake;
process.stdout.write(`${JSON.stringify({ apiUrl, controlUrl, token, applicationId })}\n`);
