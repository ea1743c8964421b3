import { join } from "node:path";
import { parseArgs } from "node:util";
import { createAnthropicModel } from "../../src/adapters/anthropic/anthropic-model.ts";
import { createOfflineModel } from "../../src/adapters/offline/offline-model.ts";
import { readConfig } from "../../src/config.ts";
import type { Model } from "../../src/core/ports/model.ts";
import { type DataSet, DataSetError, readDataSet } from "./data-set.ts";
import { createGullible } from "./models/gullible.ts";
import { createLazy } from "./models/lazy.ts";
import { createOracle } from "./models/oracle.ts";
import { createScriptedModel } from "./recorded-model.ts";
import { replay } from "./replay.ts";
import { reportOf } from "./report.ts";
import { policies } from "./reviewers.ts";
import type { ModelParts } from "./team-bot.ts";

// Replays a team's history through the whole bot and prints what became of it, as one JSON document.

const models: Readonly<Record<string, (data: DataSet) => (parts: ModelParts) => Model>> = {
  oracle:
    (data) =>
    ({ clock }) =>
      createScriptedModel(createOracle(data), clock),
  lazy:
    (data) =>
    ({ clock }) =>
      createScriptedModel(createLazy(data), clock),
  gullible:
    (data) =>
    ({ clock }) =>
      createScriptedModel(createGullible(data), clock),
  offline: () => () => createOfflineModel(),
  live: () => openLiveModel,
};

/** Whatever the environment configures. */
function openLiveModel({ clock, log }: ModelParts): Model {
  const { anthropic, answerModel, dreamModel } = readConfig(process.env);
  if (!anthropic) return createOfflineModel();
  return createAnthropicModel({ ...anthropic, answerModel, dreamModel, clock, log });
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        data: { type: "string", default: join(import.meta.dirname, "data") },
        model: { type: "string", default: "oracle" },
        approve: { type: "string", default: "gold" },
      },
    }).values;
  } catch (error) {
    return fail((error as Error).message);
  }
}

const { data: folder, model, approve } = readArguments();
const makeModel = Object.hasOwn(models, model) ? models[model] : undefined;
const policy = policies.find((each) => each === approve);
if (!makeModel) fail(`--model: there is no ${model}. Try: ${Object.keys(models).join(", ")}`);
if (!policy) fail(`--approve: there is no ${approve}. Try: ${policies.join(", ")}`);
try {
  const data = readDataSet(folder);
  const startedAt = performance.now();
  const replayed = await replay(data, policy, makeModel(data));
  const report = await reportOf(data, replayed);
  await replayed.bot.close();
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  process.stdout.write(`${JSON.stringify({ data: folder, model, approve, seconds, ...report }, null, 2)}\n`);
} catch (error) {
  if (error instanceof DataSetError) fail(error.message);
  throw error;
}
