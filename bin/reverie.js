#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that an old one gets a sentence instead of a syntax error.
var parts = process.versions.node.split(".").map(Number);
var isNewEnough = parts[0] > 22 || (parts[0] === 22 && parts[1] >= 18);
if (!isNewEnough) {
  process.stderr.write(
    "Reverie needs Node 22.18 or newer, and this is Node " +
      process.versions.node +
      ". Run it with `npm start`, which brings its own, or install a newer Node.\n",
  );
  process.exit(1);
}
var paths = new Map([
  ["start", "../src/main.ts"],
  ["doctor", "../src/doctor.ts"],
  ["backup", "../src/backup.ts"],
  ["restore", "../src/restore.ts"],
  ["move", "../src/move.ts"],
  ["slack-manifest", "../src/slack-manifest.ts"],
  ["discord-invite", "../src/discord-invite.ts"],
]);
var path = paths.get(process.argv[2] || "start");
if (!path) {
  process.stderr.write(
    [
      "There is no command of that name. Try: reverie ",
      Array.from(paths.keys()).join(", reverie "),
      "\n",
    ].join(""),
  );
  process.exit(1);
}
// Most of what a turn makes is gone at its end: collected in small steps, it needs a quarter less memory. V8
// takes this at the start of a process alone, so that this one becomes another with the same number.
var isSmall = process.execArgv.some(function named(argument) {
  return argument.indexOf("--max-semi-space-size") === 0;
});
var small = [process.execPath, "--max-semi-space-size=8"].concat(process.execArgv, process.argv.slice(1));
if (path === paths.get("start") && !isSmall && process.execve && process.platform !== "win32") {
  process.execve(process.execPath, small, process.env);
}
import("node:fs").then(function begin(fs) {
  // Settings may stand in a file where Reverie is started; what the environment says itself goes before.
  if (fs.existsSync(".env")) process.loadEnvFile(".env");
  return import(path);
});
