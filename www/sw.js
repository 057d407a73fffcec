// Keeps the site's files, so that it works without a network. Before this, xtask/pack.js puts
// VERSION, a hash of it all, EDITION (see www/edition.js), and FILES, each file's name with the
// SHA-256 of its content. A version is kept whole or not at all, and its files are answered
// together: no page is ever put together of two.

/* global VERSION, EDITION, FILES */
// @ts-nocheck: the types are those of a page, not of a worker

const scope = new URL(self.registration.scope).pathname;

/** Sites at other paths of the same host have caches of their own. */
const OURS = `chainrule:${scope}:`;
const CACHE = `${OURS}${VERSION}:${EDITION}`;

/** An empty cache that marks the site as not found at its address when a page last asked. */
const ORPHANED = `chainrule-orphaned:${scope}`;

/** Milliseconds that a page waits for the answer whether the site is still there. */
const PATIENCE = 1000;

/**
 * Returns a file's address. The page's is its folder: a host may redirect its name to that.
 * @param {string} name
 */
const address = (name) => (name === "index.html" ? "./" : name);

/**
 * Finds the file that a path below the site means: hosts may leave out ".html".
 * @param {string} path
 */
const fileAt = (path) => [path || "index.html", `${path}.html`].find((name) => Object.hasOwn(FILES, name));

/** Lists the caches of this site's versions, oldest first. */
const kept = async () => (await caches.keys()).filter((name) => name.startsWith(OURS));

self.addEventListener("install", (event) => event.waitUntil(install()));

/**
 * Fails, and keeps nothing, where any file is missing or has another content: the page tries again
 * later.
 */
async function install() {
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(Object.keys(FILES).map(async (name) => cache.put(address(name), await fetched(name))));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Fetches a file; the browser compares its content with the hash. @param {string} name */
async function fetched(name) {
  const answer = await fetch(address(name), { cache: "no-cache", integrity: `sha256-${FILES[name]}` });
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  // Browsers open no page with an answer that was redirected; a copy does not say that it was.
  return answer.redirected ? new Response(answer.body, answer) : answer;
}

// Pages of the version before may still be open, and load more of its files.
self.addEventListener("activate", (event) => event.waitUntil(forget(1).then(() => self.clients.claim())));

/** Deletes older versions but the last so many. @param {number} but */
async function forget(but) {
  const older = (await kept()).filter((name) => name !== CACHE);
  await Promise.all(older.slice(0, older.length - but).map((name) => caches.delete(name)));
}

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  if (event.data === "started") event.waitUntil(started(event.source));
});

/**
 * Clears up when a page has started: older versions, and what is known of the site's address.
 * @param {WindowClient} page
 */
async function started(page) {
  const pages = await self.clients.matchAll({ type: "window" });
  if (pages.every(({ id }) => id === page.id)) await forget(0);
  if (await isOrphaned()) {
    await caches.open(ORPHANED);
    page.postMessage("orphaned");
  } else await caches.delete(ORPHANED);
}

/**
 * Checks whether the site has left its address, where neither the worker nor a page that names it
 * is found. No answer, a server error and a refusal (401, 403) count as nothing: the host may be
 * busy, or ask who is there.
 */
async function isOrphaned() {
  const gone = async (/** @type {string} */ at, /** @type {string} */ mark) => {
    const answer = await fetch(at, { cache: "no-store", redirect: "manual" });
    if (answer.type === "opaqueredirect" || [404, 410].includes(answer.status)) return true;
    return answer.ok && !(await answer.text()).includes(mark);
  };
  try {
    return (await gone(location.href, "VERSION")) && (await gone("./", 'name="worker"'));
  } catch {
    return false;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || !pathname.startsWith(scope)) return;
  const path = pathname.slice(scope.length);
  const name = fileAt(path);
  if (request.mode !== "navigate") event.respondWith(part(name ?? path, search.slice(1), request));
  else if (name) event.respondWith(page(name, request));
});

/**
 * Answers with a page.
 * @param {string} name of its file
 * @param {Request} request
 */
async function page(name, request) {
  // Not found when it was opened last, and not now: the worker removes itself.
  if ((await caches.has(ORPHANED)) && (await Promise.race([isOrphaned(), after(PATIENCE)]))) {
    for (const each of [ORPHANED, ...(await kept())]) await caches.delete(each);
    await self.registration.unregister();
    return fetch(request);
  }
  return (await found(CACHE, name)) ?? fetch(request);
}

/**
 * Answers with a file that a page loads: of this version, or of the one before, whose page may
 * still be open.
 * @param {string} name
 * @param {string} edition of the page that asks, where it says so
 * @param {Request} request
 */
async function part(name, edition, request) {
  const own = await found(CACHE, name);
  if (own && [EDITION, ""].includes(edition)) return own;
  const others = (await kept()).filter((each) => each !== CACHE).reverse();
  for (const each of edition ? others.filter((other) => other.endsWith(`:${edition}`)) : others) {
    const answer = await found(each, name);
    if (answer) return answer;
  }
  return own ?? fetch(request);
}

/**
 * Looks for a file in a cache, which may be gone.
 * @param {string} cache
 * @param {string} name
 */
const found = async (cache, name) =>
  (await caches.has(cache)) ? (await caches.open(cache)).match(address(name), { ignoreVary: true }) : undefined;

/** Resolves after so many milliseconds. @param {number} ms @returns {Promise<undefined>} */
const after = (ms) => new Promise((done) => setTimeout(done, ms));
