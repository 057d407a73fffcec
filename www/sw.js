// Keeps the site's files, so that it works without a network. Before this, xtask/pack.js puts VERSION, a hash of all files, and FILES, their names. A version's
// files are kept together and answered together: no page is ever put together of two.

/* global VERSION, FILES */
// @ts-nocheck: the types are those of a page, not of a worker

const scope = new URL(self.registration.scope).pathname;

/** Sites at other paths of the same host have caches of their own. */
const OURS = `chainrule:${scope}:`;
const CACHE = OURS + VERSION;

/** The page is asked for by its folder: a host may send its file's name on to that, and what was sent on opens no page. @param {string} name */
const address = (name) => (name === "index.html" ? "./" : name);

self.addEventListener("install", (event) => {
  const requests = FILES.map((name) => new Request(address(name), { cache: "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(clean().then(() => self.clients.claim()));
});

async function clean() {
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin || !pathname.startsWith(scope)) return;
  const name = pathname.slice(scope.length) || "index.html";
  if (FILES.includes(name)) event.respondWith(kept(name, event.request));
});

/**
 * @param {string} name
 * @param {Request} request
 */
async function kept(name, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address(name))) ?? fetch(request);
}
