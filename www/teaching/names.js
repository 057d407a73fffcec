// Names that come from a lesson, looked up.

/**
 * The entry of this name; a name that every object has, such as `constructor`, is unknown like any other.
 * @template T
 * @param {Record<string, T>} table
 * @param {string} name
 * @returns {T | undefined}
 */
export const named = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);
