// Serves dist/, or another folder that is named, below /chainrule/ and nothing else.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = join(resolve(process.argv[3] ?? fileURLToPath(new URL("../../dist/", import.meta.url))), "/");
const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
});

createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const path = pathname.startsWith("/chainrule/") ? pathname.slice("/chainrule/".length) || "index.html" : "";
  const file = normalize(join(DIST, path));
  if (!path || !file.startsWith(DIST) || !existsSync(file) || statSync(file).isDirectory()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(response);
}).listen(Number(process.argv[2]), "127.0.0.1");
