// Addresses of texts that scripts ask for by name: lessons, tables. A packed site has an edition, a
// hash of all that is loaded later, in these addresses and in its style sheets' names: a page whose
// site was replaced meanwhile gets the files that belong to it (the worker keeps them).

/** Set by `xtask/pack.js`; missing where the site is served as it is. @type {string | undefined} */
const EDITION = /** @type {any} */ (import.meta).edition;

/**
 * Returns the address of a text. Its name stays as it is: people link to lessons.
 * @param {string} path below `www/`
 */
export const textAddress = (path) => `www/${path}${EDITION ? `?${EDITION}` : ""}`;
