// Addresses of the files that scripts ask for by name: style sheets of parts that are opened later,
// lessons, tables. A packed site has an edition, a hash of all of them, in these addresses: a page
// whose site was replaced meanwhile gets the files that belong to it (the worker keeps them), or
// none, never those of another version.

/** Set by `xtask/pack.js`; empty where the site is served as it is. @type {string} */
const EDITION = /** @type {any} */ (import.meta).edition ?? "";

/**
 * Returns the address of a style sheet that is loaded later.
 * @param {string} name of a file in `style/`
 */
export const sheetAddress = (name) => `www/style/${name}${EDITION && `-${EDITION}`}.css`;

/**
 * Returns the address of a text that is loaded later. Its name stays as it is: people link to
 * lessons.
 * @param {string} path below `www/`
 */
export const textAddress = (path) => `www/${path}${EDITION && `?${EDITION}`}`;
