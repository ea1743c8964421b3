import { z } from "zod";
import { ConfigError } from "./core/errors.ts";

/** What the environment says, checked. The one reader of process.env is here. */
export interface Config {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly playground: boolean;
  readonly logLevel: string;
  /** Null: the offline model. */
  readonly anthropic: { readonly apiKey: string | null; readonly baseUrl: string | null } | null;
  readonly answerModel: string | null;
  readonly dreamModel: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const modelName = z.string().regex(/^[\w.:/@-]{1,100}$/u, "expects a model's id, such as claude-sonnet-5-5");
const url = z.url({ protocol: /^https?$/u, error: "expects a URL that starts with http:// or https://" });

/** Each variable that is read, with what it expects. An empty variable counts as unset. */
const variables = z.object({
  ANTHROPIC_API_KEY: z.string().min(8, "expects an API key").optional(),
  ANTHROPIC_BASE_URL: url.optional(),
  REVERIE_MODEL: modelName.optional(),
  REVERIE_DREAM_MODEL: modelName.optional(),
  DATA_DIR: z.string().default("data"),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/u, "expects a host name or an IP address")
    .default("127.0.0.1"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/u, "expects a port from 0 to 65535; 0 takes a free one")
    .transform(Number)
    .refine((port) => port <= 65535, "expects a port from 0 to 65535; 0 takes a free one")
    .default(3000),
  PLAYGROUND: z.enum(["on", "off"], "expects on or off").optional(),
  LOG_LEVEL: z.enum(logLevels, `expects one of ${logLevels.join(", ")}`).default("info"),
});

/** Names of later parts. Set, they are refused in plain words instead of being ignored. */
const notYet: Readonly<Record<string, string>> = {
  SLACK_BOT_TOKEN: "Slack",
  SLACK_APP_TOKEN: "Slack",
  SLACK_SIGNING_SECRET: "Slack",
  SLACK_API_URL: "Slack",
  DISCORD_TOKEN: "Discord",
  DISCORD_API_URL: "Discord",
  REDIS_URL: "Redis",
};

/** Tokens that are known by how they begin, and where they belong. */
const tokenKinds: readonly { readonly begins: RegExp; readonly what: string; readonly slot: string }[] = [
  { begins: /^xoxb-/u, what: "a Slack bot token", slot: "SLACK_BOT_TOKEN" },
  { begins: /^xapp-/u, what: "a Slack app-level token", slot: "SLACK_APP_TOKEN" },
  { begins: /^xoxp-/u, what: "a Slack user token", slot: "nowhere here" },
  { begins: /^sk-ant-/u, what: "an Anthropic API key", slot: "ANTHROPIC_API_KEY" },
  { begins: /^[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}$/u, what: "a Discord bot token", slot: "DISCORD_TOKEN" },
  { begins: /^rediss?:\/\//u, what: "a Redis address", slot: "REDIS_URL" },
];

const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "::1"]);

/**
 * Reads the configuration. Throws a ConfigError that names every problem at once, what is expected and
 * never a value.
 */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = variables.safeParse(given);
  const problems = [
    ...misplacedTokens(given),
    ...laterParts(given),
    ...(parsed.success ? [] : wrongValues(parsed.error)),
  ];
  const playground = given.PLAYGROUND !== "off";
  const host = parsed.success ? parsed.data.HOST : "127.0.0.1";
  if (playground && !loopbackHosts.has(host)) {
    problems.push(
      "HOST: the playground lets anyone be anyone, so it opens on this machine alone. Set HOST=127.0.0.1.",
    );
  }
  if (given.PLAYGROUND === "off") {
    problems.push("PLAYGROUND: expects on, because no other platform is connected.");
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(unique(problems));
  const { data } = parsed;
  const { ANTHROPIC_API_KEY: apiKey = null, ANTHROPIC_BASE_URL: baseUrl = null } = data;
  return {
    dataDir: data.DATA_DIR,
    host: data.HOST,
    port: data.PORT,
    playground,
    logLevel: data.LOG_LEVEL,
    anthropic: apiKey === null && baseUrl === null ? null : { apiKey, baseUrl },
    answerModel: data.REVERIE_MODEL ?? null,
    dreamModel: data.REVERIE_DREAM_MODEL ?? null,
  };
}

function wrongValues(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}.`);
}

function misplacedTokens(given: Environment): string[] {
  const slots = [...Object.keys(variables.shape), ...Object.keys(notYet)];
  return slots.flatMap((name) => {
    const value = given[name]?.trim();
    const kind = value === undefined ? undefined : tokenKinds.find(({ begins }) => begins.test(value));
    return kind && kind.slot !== name ? [`${name}: holds ${kind.what}; that belongs in ${kind.slot}.`] : [];
  });
}

function laterParts(given: Environment): string[] {
  return Object.entries(notYet).flatMap(([name, part]) =>
    given[name] === undefined
      ? []
      : [`${name}: this version does not connect to ${part} yet. Unset it to start the playground.`],
  );
}

/** A variable with several problems is named once, with the first. */
function unique(problems: readonly string[]): string[] {
  const byName = new Map<string, string>();
  for (const problem of problems) {
    const name = problem.slice(0, problem.indexOf(":"));
    if (!byName.has(name)) byName.set(name, problem);
  }
  return [...byName.values()];
}
