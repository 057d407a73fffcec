// The page without a network: a worker keeps the site's files. A new version is told, and loaded when somebody asks for it: never in the midst of something.

/** The worker's address, where the site was packed with one. */
const WORKER = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=worker]"))?.content;

/** Milliseconds until a worker whose files did not come, or were not its own, is tried again; twice as many each time. */
const PAUSE = 60_000;
const LONGEST = 3600_000;

/**
 * A script's address as browsers with trusted types want it.
 * @param {string} address
 */
function trusted(address) {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  const policy = types?.createPolicy("chainrule", { createScriptURL: (/** @type {string} */ text) => text });
  return /** @type {string} */ (policy?.createScriptURL(address) ?? address);
}

/** @param {import("./store.js").Store} store */
export async function keepOffline(store) {
  if (!WORKER || !("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  const address = trusted(WORKER);
  let asked = false;
  const tell = (/** @type {() => void} */ act) =>
    store.notify({ key: "update.there", actions: [{ key: "update.load", act }] });
  const ready = (/** @type {ServiceWorker} */ worker) =>
    tell(() => {
      asked = true;
      worker.postMessage("take over");
    });
  const before = serviceWorker.controller;
  serviceWorker.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    // Another tab has loaded the new version.
    else if (before) tell(() => location.reload());
  });
  serviceWorker.addEventListener("message", ({ data }) => {
    if (data === "orphaned") store.notify({ key: "update.gone" });
  });
  before?.postMessage("started");

  let pause = PAUSE;
  const again = () => {
    setTimeout(keep, pause);
    pause = Math.min(LONGEST, 2 * pause);
  };
  const watch = (/** @type {ServiceWorker | null} */ worker) =>
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && serviceWorker.controller) ready(worker);
      // It never had all its files: they are on their way to the server, or the network went.
      if (worker.state === "redundant" && !installed.has(worker)) again();
      installed.add(worker);
    });
  /** Workers that had all their files. @type {WeakSet<ServiceWorker>} */
  const installed = new WeakSet();
  /** @type {WeakSet<ServiceWorkerRegistration>} */
  const watched = new WeakSet();

  async function keep() {
    try {
      const registration = await serviceWorker.register(address);
      if (watched.has(registration)) return void (await registration.update());
      watched.add(registration);
      if (registration.waiting && before) ready(registration.waiting);
      watch(registration.installing);
      registration.addEventListener("updatefound", () => watch(registration.installing));
    } catch (error) {
      // Storage is forbidden or full, or the worker did not come: the page works as long as there is a network.
      console.info(error);
      again();
    }
  }
  await keep();
}
