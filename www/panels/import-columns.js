// Which columns of a table are learned from, and which is learned.

import { el, setText } from "../dom.js";
import { t } from "../i18n/index.js";
import { flawList, leftOut, line } from "./import-parts.js";

/** @typedef {import("../engine.js").SheetReport["columns"][number]} Column */

/**
 * Tells how a column was read, and why it is not suggested.
 * @param {Column} column
 * @param {boolean} decimalComma of most columns
 */
function notes({ numeric, constant, odd, truth, label, sign, decimal_comma }, decimalComma) {
  const told = [];
  if (label) told.push(t(`import.label.${label}`));
  if (truth) told.push(t("import.truth", { ...truth }));
  else if (odd) told.push(t(`import.odd.${odd.why}`, { found: odd.found, line: line(odd.line) }));
  else if (!numeric) told.push(t("import.words"));
  if (constant) told.push(t("import.constant"));
  if (sign) told.push(t("import.sign", { sign }));
  if (numeric && decimal_comma !== decimalComma) told.push(t(`import.decimal.${decimal_comma ? "comma" : "point"}`));
  return told;
}

/** @param {Column | undefined} column */
const canBeInput = (column) => column !== undefined && (column.numeric || column.truth !== null);

/**
 * @param {import("../engine.js").SheetReport} report
 * @param {{ inputs: number[], target: number, as_classes: boolean | null }} choice changed in place
 * @param {{ standardise: boolean }} options likewise
 * @param {() => void} changed
 */
export function columnChoices({ columns, rows, broken, decimal_comma }, choice, options, changed) {
  const boxes = columns.map((column, at) => {
    const box = el("input", { type: "checkbox", value: at });
    box.addEventListener("change", () => {
      choice.inputs = boxes.flatMap((each, place) => (each.box.checked ? [place] : []));
      changed();
    });
    const told = notes(column, decimal_comma).join(t("import.and"));
    const text = told ? t("import.column", { name: column.name, notes: told }) : column.name;
    return { box, can: canBeInput(column), element: el("label", { class: "chip" }, box, text) };
  });
  const target = el(
    "select",
    { id: "import-target" },
    ...columns.map(({ name }, at) => el("option", { value: at }, name)),
  );
  target.addEventListener("change", () => {
    const before = choice.target;
    choice.target = Number(target.value);
    choice.as_classes = null;
    // What was predicted can be learned from now, and the other way round.
    choice.inputs = choice.inputs.filter((at) => at !== choice.target);
    if (canBeInput(columns[before])) choice.inputs = [...choice.inputs, before].sort((a, b) => a - b);
    changed();
  });
  const kinds = ["classes", "numbers"].map((id) => el("option", { value: id }, t(`import.kind.${id}`)));
  const kind = el("select", { id: "import-kind" }, ...kinds);
  kind.addEventListener("change", () => {
    choice.as_classes = kind.value === "classes";
    changed();
  });
  const standardise = el("input", { type: "checkbox", id: "import-standardise" });
  standardise.checked = options.standardise;
  standardise.addEventListener("change", () => (options.standardise = standardise.checked));
  const classes = el("p", { class: "note", id: "import-classes" });
  const left = el("div", { id: "import-flaws" });
  const account = el("p", { id: "import-left", role: "status" });

  return {
    account,
    elements: [
      el(
        "fieldset",
        { class: "import-inputs", "aria-labelledby": "import-inputs" },
        el("span", { id: "import-inputs" }, t("import.inputs")),
        ...boxes.map(({ element }) => element),
      ),
      el(
        "div",
        { class: "ready" },
        el("label", { for: "import-target" }, t("import.target")),
        target,
        el("label", { for: "import-kind" }, t("import.kind")),
        kind,
        classes,
      ),
      el("label", { class: "standardise" }, standardise, t("import.standardise")),
      left,
    ],
    /**
     * Shows the choice and what comes of it.
     * @param {import("../engine.js").Selection | null} selection none where it is refused
     * @param {import("../engine.js").Flaws} [flaws]
     */
    update(selection, flaws) {
      for (const [at, { box, can }] of boxes.entries()) {
        box.checked = choice.inputs.includes(at);
        box.disabled = !can || at === choice.target;
      }
      target.value = String(choice.target);
      const words = !columns[choice.target]?.numeric;
      const names = selection?.classes() ?? [];
      const looks = selection ? names.length > 0 : words;
      kind.value = (choice.as_classes ?? looks) ? "classes" : "numbers";
      kind.disabled = words;
      const list = { count: names.length, names: names.join(t("import.list")) };
      setText(classes, names.length > 0 ? t("import.classes", list) : "");
      setText(account, flaws ? leftOut(flaws, rows + broken) : "");
      left.replaceChildren(...(flaws ? flawList(flaws, columns.length) : []));
    },
  };
}
