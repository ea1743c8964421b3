import { startFakeSlack } from "./fake-slack.ts";

// The fake in a process of its own, for stories in which other processes die. Its first line of output is
// JSON: where it listens and what an app authenticates with. The first argument is a URL to push to.
const [, , pushUrl] = process.argv;
const fake = await startFakeSlack(pushUrl === undefined ? {} : { pushUrl });
const { apiUrl, controlUrl, botToken, appToken, signingSecret } = fake;
process.stdout.write(`${JSON.stringify({ apiUrl, controlUrl, botToken, appToken, signingSecret })}\n`);
