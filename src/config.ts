import { z } from "zod";
import { ConfigError } from "./core/errors.ts";

/** What the environment says, checked. The one reader of process.env is here. */
export interface Config {
  readonly dataDir: string;
  /** Null: everything is kept in one SQLite file. */
  readonly redisUrl: string | null;
  readonly host: string;
  readonly port: number;
  readonly playground: boolean;
  /** Null: not connected. */
  readonly slack: SlackSettings | null;
  /** Null: not connected. */
  readonly discord: DiscordSettings | null;
  readonly logLevel: string;
  /** Null: the offline model. */
  readonly anthropic: { readonly apiKey: string | null; readonly baseUrl: string | null } | null;
  readonly answerModel: string | null;
  readonly dreamModel: string | null;
  /** By the start of a model's id: beside the list prices, or in their place. */
  readonly prices: Readonly<Record<string, OwnPrice>>;
}

/** What a model costs in US dollars: a million tokens in and out, and a thousand searches; null for the list price. */
interface OwnPrice {
  readonly input: number;
  readonly output: number;
  readonly searches: number | null;
}

/** How Slack is connected: by Socket Mode, or by HTTP where there is a signing secret and no app-level token. */
export interface SlackSettings {
  readonly botToken: string;
  readonly way:
    | { readonly type: "socket"; readonly appToken: string }
    | { readonly type: "http"; readonly signingSecret: string };
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
}

/** How Discord is connected. */
export interface DiscordSettings {
  readonly token: string;
  /** Null: Discord's own. */
  readonly apiUrl: string | null;
  /** Under development commands are registered in each server, where they are there at once. */
  readonly commandScope: "everywhere" | "in-each-server";
}

type Environment = Readonly<Record<string, string | undefined>>;

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const modelName = z.string().regex(/^[\w.:/@-]{1,100}$/u, "expects a model's id, such as claude-sonnet-5-5");
const url = z.url({ protocol: /^https?$/u, error: "expects a URL that starts with http:// or https://" });

const redisUrl = z.url({
  protocol: /^rediss?$/u,
  error: "expects a URL that starts with redis:// or rediss://",
});

const dollars = z.number().min(0).max(10_000);
const prices = z.record(
  z.string().min(1).max(100),
  z.object({ input: dollars, output: dollars, searches: dollars.nullable().default(null) }),
);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Each variable that is read, with what it expects. An empty variable counts as unset. */
const variables = z.object({
  ANTHROPIC_API_KEY: z.string().min(8, "expects an API key").optional(),
  ANTHROPIC_BASE_URL: url.optional(),
  REVERIE_MODEL: modelName.optional(),
  REVERIE_DREAM_MODEL: modelName.optional(),
  REVERIE_PRICES: z
    .string()
    .transform((text, context) => {
      const parsed = prices.safeParse(jsonOf(text));
      if (parsed.success) return parsed.data;
      context.addIssue({
        code: "custom",
        message: 'expects US dollars for a million tokens, as {"my-model":{"input":1,"output":5}}',
      });
      return z.NEVER;
    })
    .optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-\S+$/u, "expects the Bot User OAuth Token, which begins with xoxb-")
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-\S+$/u, "expects an app-level token, which begins with xapp-")
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^[\w-]{8,}$/u, "expects the signing secret of the app's page, Basic Information")
    .optional(),
  SLACK_API_URL: url.optional(),
  DISCORD_TOKEN: z
    .string()
    .regex(/^(?:Bot )?\S{8,}$/u, "expects the bot's token, without a space in it")
    .optional(),
  DISCORD_API_URL: url.optional(),
  NODE_ENV: z.string().optional(),
  DATA_DIR: z.string().default("data"),
  REDIS_URL: redisUrl.optional(),
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

/** Tokens that are known by how they begin, and where they belong. */
const tokenKinds: readonly {
  readonly begins: RegExp;
  readonly what: string;
  readonly slot: string | null;
}[] = [
  { begins: /^xoxb-/u, what: "a Slack bot token", slot: "SLACK_BOT_TOKEN" },
  { begins: /^xapp-/u, what: "a Slack app-level token", slot: "SLACK_APP_TOKEN" },
  { begins: /^xoxp-/u, what: "a Slack user token", slot: null },
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
    Object.entries(environment).flatMap(([name, value]) => {
      const trimmed = value?.trim();
      return trimmed ? [[name, trimmed]] : [];
    }),
  );
  const parsed = variables.safeParse(given);
  const problems = [
    ...misplacedTokens(given),
    ...(parsed.success ? [] : wrongValues(parsed.error)),
    ...incompleteSlack(given),
    ...incompleteDiscord(given),
  ];
  const hasChat = (given.SLACK_BOT_TOKEN ?? given.DISCORD_TOKEN) !== undefined;
  const playground = given.PLAYGROUND === undefined ? !hasChat : given.PLAYGROUND !== "off";
  const host = parsed.success ? parsed.data.HOST : "127.0.0.1";
  problems.push(...openPlayground(given, playground, host));
  if (!playground && !hasChat)
    problems.push("PLAYGROUND: expects on, because no other platform is connected.");
  if (!parsed.success || problems.length > 0) throw new ConfigError(unique(problems));
  const { data } = parsed;
  const { ANTHROPIC_API_KEY: apiKey = null, ANTHROPIC_BASE_URL: baseUrl = null } = data;
  return {
    dataDir: data.DATA_DIR,
    redisUrl: data.REDIS_URL ?? null,
    host: data.HOST,
    port: data.PORT,
    playground,
    slack: slackSettings(data),
    discord: discordSettings(data),
    logLevel: data.LOG_LEVEL,
    anthropic: apiKey === null && baseUrl === null ? null : { apiKey, baseUrl },
    answerModel: data.REVERIE_MODEL ?? null,
    dreamModel: data.REVERIE_DREAM_MODEL ?? null,
    prices: data.REVERIE_PRICES ?? {},
  };
}

/** In the playground anyone is anyone: it opens to nobody but who sits at this machine. */
function openPlayground(given: Environment, playground: boolean, host: string): string[] {
  if (!playground) return [];
  if (!loopbackHosts.has(host))
    return [
      "HOST: the playground lets anyone be anyone, so it opens on this machine alone. Set HOST=127.0.0.1, or PLAYGROUND=off.",
    ];
  const isReachedBySlack = given.SLACK_SIGNING_SECRET !== undefined && given.SLACK_APP_TOKEN === undefined;
  return isReachedBySlack && given.SLACK_BOT_TOKEN !== undefined
    ? [
        "PLAYGROUND: Slack by HTTP needs an address that others reach, and the playground lets anyone be anyone. Set PLAYGROUND=off.",
      ]
    : [];
}

function incompleteSlack(given: Environment): string[] {
  const {
    SLACK_BOT_TOKEN: bot,
    SLACK_APP_TOKEN: app,
    SLACK_SIGNING_SECRET: secret,
    SLACK_API_URL: address,
  } = given;
  if (bot !== undefined && app === undefined && secret === undefined)
    return [
      "SLACK_APP_TOKEN: is missing. Slack needs it beside SLACK_BOT_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP.",
    ];
  if (bot === undefined && (app ?? secret ?? address) !== undefined)
    return ["SLACK_BOT_TOKEN: is missing. The other Slack variables do nothing without it."];
  return [];
}

function slackSettings(data: z.infer<typeof variables>): SlackSettings | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = data;
  if (botToken === undefined) return null;
  const apiUrl = data.SLACK_API_URL ?? null;
  if (appToken !== undefined) return { botToken, way: { type: "socket", appToken }, apiUrl };
  return { botToken, way: { type: "http", signingSecret: signingSecret ?? "" }, apiUrl };
}

function incompleteDiscord({ DISCORD_TOKEN: token, DISCORD_API_URL: address }: Environment): string[] {
  return token === undefined && address !== undefined
    ? ["DISCORD_TOKEN: is missing. DISCORD_API_URL does nothing without it."]
    : [];
}

function discordSettings(data: z.infer<typeof variables>): DiscordSettings | null {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl = null, NODE_ENV: environment } = data;
  if (token === undefined) return null;
  // People copy it with the word that goes before it in requests.
  const commandScope = environment === "development" ? "in-each-server" : "everywhere";
  return { token: token.replace(/^Bot\s*/u, ""), apiUrl, commandScope };
}

function wrongValues(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}.`);
}

function misplacedTokens(given: Environment): string[] {
  return Object.keys(variables.shape).flatMap((name) => {
    const value = given[name]?.trim();
    const kind = value === undefined ? undefined : tokenKinds.find(({ begins }) => begins.test(value));
    if (!kind || kind.slot === name) return [];
    const where = kind.slot === null ? "Reverie uses none" : `that belongs in ${kind.slot}`;
    return [`${name}: holds ${kind.what}; ${where}.`];
  });
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
