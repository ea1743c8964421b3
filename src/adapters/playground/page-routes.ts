import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { StartError } from "../../core/errors.ts";

interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The browser builds of libraries that the page imports, by the names that its import map gives them. */
function vendorAssets(): Map<string, Asset> {
  const modules = {
    "preact.js": import.meta.resolve("preact"),
    "preact-hooks.js": import.meta.resolve("preact/hooks"),
    "htm.js": import.meta.resolve("htm"),
    "marked.js": import.meta.resolve("marked"),
    "dompurify.js": import.meta.resolve("dompurify"),
  };
  return new Map(Object.entries(modules).map(([name, url]) => [name, readAsset(fileURLToPath(url), ".js")]));
}

function readAsset(path: string, extension: string): Asset {
  const contentType = contentTypes[extension];
  if (!contentType) throw new StartError(`The playground's page has no content type for ${extension} files`);
  return { body: new Uint8Array(readFileSync(path)), contentType };
}

/** Everything in the page's folder, by its path there with forward slashes. */
function pageAssets(): Map<string, Asset> {
  const folder = fileURLToPath(new URL("page", import.meta.url));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [relative(folder, path).split(sep).join("/"), readAsset(path, extname(file.name))];
    }),
  );
}

/**
 * The policy that the page runs under: nothing from elsewhere, and of inline scripts only the import
 * map, allowed by the hash of exactly its text.
 *
 * @throws StartError where the page has no import map, since no script of it could run.
 */
function contentSecurityPolicy(indexHtml: string): string {
  const importMap = /<script type="importmap">([\s\S]*?)<\/script>/.exec(indexHtml)?.[1];
  if (importMap === undefined) throw new StartError("The playground's page has no import map");
  const hash = createHash("sha256").update(importMap).digest("base64");
  return [
    "default-src 'self'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function respond(asset: Asset | undefined): Response {
  if (!asset) return new Response("Not found", { status: 404 });
  return new Response(asset.body, {
    headers: { "Content-Type": asset.contentType, "Cache-Control": "no-cache" },
  });
}

/**
 * Serves the playground's page at `/`, its own files below `/page/` and the libraries that it imports
 * below `/vendor/`. All are read once, here, so that a path from outside never reaches the file system.
 *
 * @throws StartError where a file of the page cannot be served as it stands.
 */
export function pageRoutes(): Hono {
  const page = pageAssets();
  const vendor = vendorAssets();
  const index = page.get("index.html");
  if (!index) throw new StartError("The playground's page has no index.html");
  const policy = contentSecurityPolicy(new TextDecoder().decode(index.body));

  const routes = new Hono();
  // Per route and not for every path: these routes are mounted beside others that answer for themselves.
  for (const path of ["/", "/page/*", "/vendor/*"]) {
    routes.use(path, async (context, next) => {
      await next();
      context.header("Content-Security-Policy", policy);
      context.header("X-Content-Type-Options", "nosniff");
      context.header("Referrer-Policy", "no-referrer");
      context.header("Cross-Origin-Opener-Policy", "same-origin");
    });
  }
  routes.get("/", () => respond(index));
  routes.get("/page/*", (context) => respond(page.get(context.req.path.slice("/page/".length))));
  routes.get("/vendor/*", (context) => respond(vendor.get(context.req.path.slice("/vendor/".length))));
  return routes;
}
