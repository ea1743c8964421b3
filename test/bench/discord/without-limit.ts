import { DefaultRestOptions } from "discord.js";

// The SDK sends 50 calls a second at most, whoever uses it, because Discord takes no more of most applications.
// Imported before a program, this lifts it: what is compared is what the programs themselves can do.
Object.assign(DefaultRestOptions, { globalRequestsPerSecond: 1_000_000 });
