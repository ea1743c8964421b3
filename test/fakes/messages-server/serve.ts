import { defaultScript } from "./default-script.ts";
import { startMessagesServer } from "./messages-server.ts";

// The server in a process of its own, for stories in which other processes die. Its first line of output
// is its URL; it ends with the signal that ends any process.
const server = await startMessagesServer({ script: defaultScript });
process.stdout.write(`${server.url}\n`);
