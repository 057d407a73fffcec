// A unit's formula in plain notation, with its own numbers.

/** @typedef {{ kind: string, from?: number | null, value: number }} Term a parameter of the unit, with its value */

/**
 * Such as `h₂ = tanh(0.8123·x₁ − 0.4410·x₂ + 0.0312)`.
 * @param {string} name of the unit
 * @param {Term[]} terms its weights, then bias, gain and shift where it has them
 * @param {string[]} inputs what the weights multiply
 * @param {string} around the activation; empty for none
 * @param {boolean} off whether the unit gives 0 to the next layer
 */
export function notation(name, terms, inputs, around, off) {
  const value = (/** @type {string} */ kind) => terms.find((term) => term.kind === kind)?.value;
  const weights = terms.filter(({ kind }) => kind === "weight");
  const parts = weights.map(({ from, value: size }) => ({ value: size, of: `·${inputs[from ?? 0] ?? ""}` }));
  const [bias, gain, shift] = [value("bias"), value("gain"), value("shift")];
  if (bias !== undefined) parts.push({ value: bias, of: "" });
  let text = sum(parts);
  if (gain !== undefined)
    text = sum([
      { value: gain, of: `·norm(${text})` },
      { value: shift ?? 0, of: "" },
    ]);
  if (around) text = `${around}(${text})`;
  return `${name} = ${off ? `0·${around ? text : `(${text})`}` : text}`;
}

/** @param {{ value: number, of: string }[]} parts */
function sum(parts) {
  const signs = (/** @type {number} */ value, /** @type {number} */ place) =>
    value < 0 ? " − " : place > 0 ? " + " : "";
  return parts
    .map(({ value, of }, place) => `${signs(value, place)}${short(Math.abs(value))}${of}`)
    .join("")
    .replace(/^ − /, "−");
}

/** @param {number} size */
function short(size) {
  if (size >= 1000 || (size > 0 && size < 1e-4)) return size.toExponential(2).replace("-", "−");
  return size.toFixed(4);
}

/**
 * A number from 0 in digits below the line.
 * @param {number | string} number
 */
export function lower(number) {
  return [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
