// What the dialog about own data has at all times: where a table comes from, and what ends it.

import { el } from "../dom.js";
import { t } from "../i18n/index.js";
import { encodingChoice } from "./import-encoding.js";

/**
 * Everything in the present language.
 * @param {string[]} tables ids of those that come with the page
 * @param {{ ready(id: string): void, typed(): void, file(file: File): void, encoding(id: string): void, download(): void, cancel(): void, use(): void }} on
 */
export function importFrame(tables, on) {
  const button = (/** @type {string} */ id, /** @type {() => void} */ act) =>
    el("button", { type: "button", id: `import-${id}`, onclick: () => act() }, t(`import.${id}`));
  const text = el("textarea", {
    id: "import-text",
    rows: 4,
    spellcheck: "false",
    autocomplete: "off",
    class: "field",
    "aria-describedby": "import-error",
    oninput: () => on.typed(),
  });
  const file = el("input", { type: "file", id: "import-file", class: "unseen", accept: ".csv,.tsv,.txt,.dat,text/*" });
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen) on.file(chosen);
    file.value = ""; // the same file again is news
  });
  const source = el("p", { class: "note", id: "import-source" });
  const encoding = encodingChoice(on.encoding);
  const understood = el("div", { class: "understood", hidden: true });
  const error = el("p", { class: "error", id: "import-error", role: "alert" });
  const use = el("button", { type: "button", id: "import-use", class: "main", onclick: () => on.use() });
  const ready = el(
    "div",
    { class: "ready", role: "group", "aria-labelledby": "import-ready" },
    el("span", { id: "import-ready" }, t("import.ready")),
    ...tables.map((id) => button(id, () => on.ready(id))),
  );
  const body = el(
    "div",
    { class: "import-body" },
    el("h2", { id: "import-title" }, t("import.title")),
    ready,
    el("label", { for: "import-text" }, t("import.paste")),
    text,
    el("div", { class: "ready" }, el("label", { class: "file" }, file, t("import.file")), source),
    ...encoding.elements,
    understood,
    error,
  );
  const end = el(
    "div",
    { class: "import-end" },
    el("span", { class: "note" }, t("import.private")),
    button("download", on.download),
    button("cancel", on.cancel),
    use,
  );
  return { elements: [body, end], text, source, encoding, understood, error, use };
}
