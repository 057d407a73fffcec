// The page without a network: a worker keeps the site's files. A new version is told, and loaded when somebody asks for it: never in the midst of something.

/** The worker's address, where the site was packed with one. */
const WORKER = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=worker]"))?.content;

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
    // Another tab has loaded the new version: parts of this one may be gone.
    else if (before) tell(() => location.reload());
  });
  try {
    const registration = await serviceWorker.register(trusted(WORKER));
    if (registration.waiting && before) ready(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && serviceWorker.controller) ready(worker);
      });
    });
  } catch (error) {
    // Storage is forbidden or full: the page works as long as there is a network.
    console.info(error);
  }
}
