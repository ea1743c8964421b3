import { spawnSync } from "node:child_process";

/** Whether there is a Redis server to test with. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
