import { existsSync } from "node:fs";
import { createAnthropicModel } from "./adapters/anthropic/anthropic-model.ts";
import { examineDiscord } from "./adapters/discord/examination.ts";
import { examineSlack } from "./adapters/slack/examination.ts";
import { createPinoLog } from "./adapters/system/pino-log.ts";
import { createSystemClock } from "./adapters/system/system-clock.ts";
import { houseCommands } from "./bot.ts";
import { type Config, readConfig } from "./config.ts";
import { failureSentence } from "./core/conversation/failure-sentence.ts";
import { ConfigError, InUseError, ModelError, StartError } from "./core/errors.ts";
import { openStore } from "./open-store.ts";

/** What one look found. A look that failed makes the doctor end with 1. */
interface Finding {
  readonly name: string;
  readonly isWell: boolean;
  readonly says: string;
}

const clock = createSystemClock();
const log = createPinoLog("silent");

function lookAtNode(): Finding {
  return {
    name: "Node",
    isWell: true,
    says: `${process.versions.node}, SQLite ${process.versions.sqlite ?? "unknown"}`,
  };
}

function lookAtConfig(): { readonly finding: Finding; readonly config: Config | undefined } {
  try {
    const config = readConfig(process.env);
    return { finding: { name: "Settings", isWell: true, says: "every variable is as expected" }, config };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      finding: { name: "Settings", isWell: false, says: error.problems.join("\n            ") },
      config: undefined,
    };
  }
}

async function lookAtStore(config: Config): Promise<Finding> {
  const { dataDir, redisUrl } = config;
  const name = "Data";
  const where = redisUrl === null ? dataDir : "Redis";
  if (redisUrl === null && !existsSync(dataDir))
    return { name, isWell: true, says: `${dataDir} will be made at the first start` };
  try {
    const store = await openStore(config, clock, log);
    const { state, detail } = store.state();
    const letters = await store.jobs.deadLetters(1);
    await store.close();
    const dead = letters.length > 0 ? " Some jobs failed for good; the log tells why." : "";
    return { name, isWell: state === "ok", says: `${where}: ${detail}${dead}` };
  } catch (error) {
    if (error instanceof InUseError)
      return { name, isWell: true, says: `${dataDir} is in use: Reverie runs on it` };
    if (!(error instanceof StartError)) throw error;
    return { name, isWell: false, says: error.message };
  }
}

/** Tries the settings of Slack, where it is connected. */
async function lookAtSlack({ slack, host, port }: Config): Promise<readonly Finding[]> {
  if (!slack)
    return [
      {
        name: "Slack",
        isWell: true,
        says: "not connected: SLACK_BOT_TOKEN is not set",
      },
    ];
  const shownHost = host.includes(":") ? `[${host}]` : host;
  return examineSlack(slack, { clock, log, address: `http://${shownHost}:${port}` });
}

/** Tries the settings of Discord, where it is connected. */
async function lookAtDiscord({ discord }: Config): Promise<readonly Finding[]> {
  if (!discord) return [{ name: "Discord", isWell: true, says: "not connected: DISCORD_TOKEN is not set" }];
  return examineDiscord(discord, clock, houseCommands());
}

/** Asks the model for one word, as the only way to know that key, address and model fit together. */
async function lookAtModel({ anthropic, answerModel, dreamModel }: Config): Promise<Finding> {
  const name = "Model";
  if (!anthropic) {
    return {
      name,
      isWell: true,
      says: "offline: it quotes and needs nothing. Set ANTHROPIC_API_KEY for real answers",
    };
  }
  const model = createAnthropicModel({ ...anthropic, answerModel, dreamModel, clock, log });
  const request = {
    system: "Answer with one word.",
    blocks: [],
    attachments: [],
    asked: "Hello?",
    tools: [],
    web: false,
    rounds: [],
    maxTokens: 64,
  };
  try {
    const signal = AbortSignal.timeout(30_000);
    for await (const event of model.answer({ ...request, model: model.defaults.answers }, signal)) {
      if (event.type === "end") return { name, isWell: true, says: `${model.defaults.answers} answers` };
    }
    return { name, isWell: false, says: "it gave no answer" };
  } catch (error) {
    if (error instanceof ModelError) return { name, isWell: false, says: failureSentence(error) };
    return { name, isWell: false, says: "it did not answer within 30 seconds" };
  }
}

function lookAtTime(): Finding {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const now = new Date().toISOString();
  return { name: "Clock", isWell: new Date().getFullYear() >= 2026, says: `${now}, time zone ${zone}` };
}

const { finding, config } = lookAtConfig();
const findings = [lookAtNode(), lookAtTime(), finding];
if (config)
  findings.push(
    await lookAtStore(config),
    ...(await lookAtSlack(config)),
    ...(await lookAtDiscord(config)),
    await lookAtModel(config),
  );
for (const { name, isWell, says } of findings) {
  process.stdout.write(`${isWell ? "well " : "ill  "} ${name.padEnd(9)} ${says}\n`);
}
process.exit(findings.every(({ isWell }) => isWell) ? 0 : 1);
