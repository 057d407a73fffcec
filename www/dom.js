// Elements in one call.

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | EventListener>} [props] attributes; `on…` are listeners
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/**
 * A picture of lines, or a part of one.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string>} [props] attributes
 * @param {...Node} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svgEl(tag, props = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * A sign of 16 by 16, in the colour of the text around it.
 * @param {string} path
 */
export function icon(path) {
  return svgEl("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, svgEl("path", { d: path }));
}

/**
 * Gives the keys back to the page after a press by pointer; by keyboard the control keeps them.
 * @param {HTMLElement} control
 */
export function release(control) {
  if (!control.matches(":focus-visible")) control.blur();
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

/**
 * Sets text only where it differs, so that a frame without news changes nothing.
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
