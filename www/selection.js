// What is looked at in the network: a unit or a parameter of it, kept by a press or a key, or in passing under the pointer.

/** @typedef {import("./engine.js").Spot} Spot */

export class Selection {
  #store;
  /** @type {Spot | null} what stays selected when the pointer leaves */
  #kept = null;
  #shape;

  /** @param {import("./store.js").Store} store */
  constructor(store) {
    this.#store = store;
    this.#shape = this.#network();
  }

  /**
   * Looks at something, or at nothing.
   * @param {Spot | null} spot
   * @param {boolean} kept until something else is selected; else what was kept comes back with `null`
   */
  set(spot, kept = true) {
    if (kept) this.#kept = spot;
    const shown = spot ?? this.#kept;
    const { state } = this.#store;
    if (same(shown, state.selected)) return;
    state.selected = shown;
    if (state.refused?.key === "param") this.#store.forgive();
    this.#store.call((playground) => playground.select(shown?.column, shown?.unit, shown?.param ?? undefined));
    this.#store.changed("selected");
  }

  /** Whether that stays selected when the pointer leaves. @param {Spot} spot */
  keeps(spot) {
    return same(spot, this.#kept);
  }

  /** The network may have become another one, in which a place is another parameter. */
  settle() {
    const now = this.#network();
    if (now !== this.#shape) this.set(null);
    this.#shape = now;
  }

  /** What places of units and parameters depend on, as text. */
  #network() {
    const columns = this.#store.state.config.hidden.length + 2;
    return this.#store.call((playground) => {
      const units = Array.from({ length: columns }, (_, column) => playground.units(column));
      return [playground.param_count(), ...units].join("-");
    });
  }
}

/**
 * @param {Spot | null} a
 * @param {Spot | null} b
 */
function same(a, b) {
  return a?.column === b?.column && a?.unit === b?.unit && a?.param === b?.param;
}
