import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { StartError } from "../../core/errors.ts";
import type { PartState } from "../../core/ports/platform.ts";

/** The states of a bot's parts, by name. The store decides alone; of the platforms one suffices; a model only degrades. */
export interface Readiness {
  readonly store: PartState;
  readonly model: PartState;
  readonly platforms: Readonly<Record<string, PartState>>;
}

/** What the one HTTP server serves. */
export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  readonly readiness: () => Readiness;
  /** Prometheus text. */
  readonly metrics: () => Promise<string>;
  /** Further routes, such as a platform's. */
  readonly routes: readonly Hono[];
}

/** A server that listens. */
export interface HttpServer {
  readonly url: string;
  /** Closes the server with whatever is open on it. */
  close(): Promise<void>;
}

/** Opens the server. Rejects with a StartError that says in one line why it could not. */
export async function openHttpServer(options: HttpOptions): Promise<HttpServer> {
  const app = new Hono();
  app.get("/healthz", (context) => context.text("ok\n"));
  app.get("/readyz", (context) => {
    const { store, model, platforms } = options.readiness();
    const isReady = store.state !== "down" && Object.values(platforms).some(({ state }) => state !== "down");
    return context.json({ ready: isReady, parts: { store, model, ...platforms } }, isReady ? 200 : 503);
  });
  app.get("/metrics", async (context) => {
    context.header("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    return context.body(await options.metrics());
  });
  for (const routes of options.routes) app.route("/", routes);
  const { host, port } = options;
  const { server, port: openPort } = await listen(app, host, port);
  const shownHost = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${shownHost}:${openPort}`, close: () => closeServer(server) };
}

function listen(app: Hono, hostname: string, port: number): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port }, (info) => {
      server.off("error", refused);
      resolve({ server, port: info.port });
    }) as Server;
    const refused = (error: NodeJS.ErrnoException) =>
      reject(new StartError(sentenceOf(error, hostname, port), { cause: error }));
    server.once("error", refused);
  });
}

function sentenceOf({ code }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === "EADDRINUSE")
    return `Port ${port} is taken. Stop what uses it, or choose another: PORT=0 takes a free one.`;
  if (code === "EACCES")
    return `Port ${port} needs more rights than this process has. Choose one above 1023.`;
  return `The address ${host}:${port} cannot be opened (${code ?? "unknown reason"}). Check HOST and PORT.`;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Event streams never end by themselves.
    server.closeAllConnections();
  });
}
