// Serves dist/, or another folder, below /chainrule/ and nothing else. `node server.js PORT` serves
// dist/.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
});

/**
 * A host of a site.
 * @param {string} folder
 * @param {(path: string, response: import("node:http").ServerResponse) => boolean} [instead]
 *   answers otherwise than with the
 *   file at a path below the site, where it says so
 */
export function host(folder, instead = () => false) {
  const root = join(resolve(folder), "/");
  // Addresses may be as long as browsers take them.
  return createServer({ maxHeaderSize: 1 << 20 }, (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.startsWith("/chainrule/") ? pathname.slice("/chainrule/".length) || "index.html" : "";
    if (instead(path, response)) return;
    const file = normalize(join(root, path));
    if (!path || !file.startsWith(root) || !existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) host(DIST).listen(Number(process.argv[2]), "127.0.0.1");
