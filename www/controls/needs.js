// Why a setting has no effect, or a choice does not fit, as the other settings are.

import { t } from "../i18n/index.js";

/** @typedef {import("../engine.js").Catalog} Catalog */
/** @typedef {import("../engine.js").Config} Config */
/** @typedef {import("../store.js").State} State */

/**
 * The first thing that is missing, in words; empty where nothing is.
 * @param {{ key: string, ids: string[] }[]} needs
 * @param {State} state
 * @param {Catalog} catalog
 */
export function lacking(needs, state, catalog) {
  const missing = needs.find(({ key, ids }) => !ids.includes(present(key, state)));
  if (!missing) return "";
  const { key, ids } = missing;
  if (key === "problem") return t("needs.one", { label: t("problem.label"), names: t(`problem.${ids[0]}`) });
  if (key === "test") return t(`needs.test.${present(key, state)}`);
  const label = t(`setting.${key}.label`);
  if (["true", "false", "some"].includes(ids[0] ?? "")) return t(`needs.${ids[0]}`, { label });
  const other = catalog.settings.find((entry) => entry.key === key);
  const all = other?.shape.type === "choice" ? other.shape.ids : ids;
  // The shorter list says the same.
  const without = all.filter((id) => !ids.includes(id));
  const [message, named] =
    without.length < ids.length && without.length > 0 ? ["needs.not", without] : ["needs.one", ids];
  const names = named.map((id) => t(`choice.${other?.words}.${id}`)).join(t("needs.or"));
  return t(message, { label, names });
}

/**
 * What a setting is, as an id; the problem and the test points count as settings.
 * @param {string} key
 * @param {State} state
 */
function present(key, { config, about, metrics }) {
  if (key === "problem") return about.problem;
  if (key === "test") return metrics.test.samples === 0 ? "none" : metrics.test.loss === null ? "infinite" : "some";
  const value = config[/** @type {keyof Config} */ (key)];
  if (Array.isArray(value)) return value.length > 0 ? "some" : "none";
  return String(value);
}
