// Links past what stands before: by keyboard to the settings, the network's picture or the output at once.

import { byId } from "./dom.js";

export function skipLinks() {
  byId("skips").addEventListener("click", (event) => {
    const link = event.target instanceof HTMLElement ? event.target.closest("a") : null;
    // The address keeps the settings behind "#": a place of the page cannot stand there.
    event.preventDefault();
    const places = document.querySelectorAll(link?.dataset.to ?? "body");
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (places)) {
      place.focus();
      if (document.activeElement === place) return;
    }
  });
}
