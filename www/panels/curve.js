// The loss curve: what is drawn with it, a pinned run, and files of it. Its values are read in reading.js.

import { flagNamed } from "../controls/flag.js";
import { sheet } from "../controls/sheet.js";
import { byId, el, release, setText } from "../dom.js";
import { save } from "../files.js";
import { figure, number, t } from "../i18n/index.js";
import { scale } from "../theme.js";
import { any, fit, paced, reshaped, watchSize } from "./panel.js";
import { reading } from "./reading.js";

/** What is drawn, and how: each a setting. */
const VIEW = ["log_loss", "log_epoch", "show_accuracy", "show_lr"];

/** Size of a file's picture, in CSS pixels. */
const [WIDTH, HEIGHT] = [800, 400];

/** Lines of the legend. */
const LINES = /** @type {const} */ (["train", "test", "quality", "lr"]);

/**
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./panel.js").Panel}
 */
export function curvePanel(store, catalog) {
  const flags = VIEW.map((key) => flagNamed(key, store, catalog));
  const lines = sheet("lines", ...flags.map(({ element }) => element));
  const files = Object.entries({ png, svg, csv }).map(([kind, make]) => {
    const button = el("button", { type: "button", id: `save-${kind}` });
    button.addEventListener("click", make);
    return { kind, button };
  });
  const saving = sheet("save", ...files.map(({ button }) => button));
  const pin = el("button", { type: "button", id: "pin", "aria-pressed": "false" });
  pin.addEventListener("click", () => {
    store.call((playground) => playground.pin(!playground.pinned()));
    store.changed("training");
    drawPin();
    release(pin);
  });

  const canvas = el("canvas", { class: "curve", role: "img", id: "loss-curve" });
  const title = el("h3");
  const axis = el("span", { class: "axis x", "aria-hidden": "true" });
  const pinned = el("span", { class: "pinned", id: "pinned" });
  const legend = LINES.map((line) => {
    const words = el("span");
    const item = el("span", { class: "item" }, el("span", { class: `line ${line}`, "aria-hidden": "true" }), words);
    return { line, words, item };
  });
  const reader = reading(store);
  const place = byId("loss");
  place.append(
    el(
      "div",
      { class: "loss-head" },
      title,
      ...legend.map(({ item }) => item),
      // Each sheet comes after its button, where the Tab key finds it.
      el("span", { class: "loss-buttons" }, lines.button, lines.panel, pin, saving.button, saving.panel),
    ),
    el("div", { class: "curve-stage" }, canvas, ...reader.elements, pinned, axis),
  );
  watchSize(canvas, store);

  const draw = paced(store, "training", () => {
    store.call((playground) => playground.draw_loss(canvas));
    reader.draw();
    const { train, test } = store.state.metrics;
    canvas.setAttribute("aria-label", t("loss.picture", { train: figure(train.loss), test: figure(test.loss) }));
  });

  /** Accuracy or R², as the problem is. */
  const quality = () => t(store.state.metrics.classes === 0 ? "figures.r2" : "figures.accuracy");

  function drawLegend() {
    const { show_accuracy, show_lr } = store.state.config;
    for (const { line, words, item } of legend) {
      setText(words, line === "quality" ? quality() : t(`legend.${line}`));
      item.hidden = (line === "quality" && !show_accuracy) || (line === "lr" && !show_lr);
    }
    // The legend takes a second row from the curve.
    place.classList.toggle("more", show_accuracy || show_lr);
  }

  function drawPin() {
    const run = store.call((playground) => playground.pinned());
    pin.setAttribute("aria-pressed", String(Boolean(run)));
    if (!run) {
      setText(pinned, "");
      return;
    }
    const { last, loss } = run;
    const [train, test, epoch] = [figure(last.train), figure(last.test), number(Math.floor(last.epoch))];
    const other = loss === store.state.config.loss ? "" : t("pin.loss", { loss: t(`choice.loss.${loss}`) });
    setText(pinned, t("pin.note", { train, test, epoch, other }));
  }

  /** The words of a file's picture, in the engine's order. */
  function names() {
    const [train, test] = [t("legend.train"), t("legend.test")];
    const of = (/** @type {string} */ set) => t("legend.quality", { quality: quality(), set });
    return [
      t("legend.lr"),
      of(test),
      of(train),
      ...[test, train].map((set) => t("legend.loss", { set })),
      t("legend.pinned"),
      t("loss.axis.x"),
    ];
  }

  function png() {
    const picture = el("canvas", { width: WIDTH * scale(), height: HEIGHT * scale() });
    store.call((playground) => playground.draw_figure(picture, names()));
    picture.toBlob((blob) => blob && save("chainrule-loss.png", blob), "image/png");
  }

  function svg() {
    const text = store.call((playground) => playground.loss_svg(WIDTH * scale(), HEIGHT * scale(), names()));
    if (text) save("chainrule-loss.svg", text);
  }

  function csv() {
    const text = store.call((playground) => playground.loss_csv());
    if (text) save("chainrule-loss.csv", text);
  }

  return {
    draw(topics) {
      if (reshaped(topics)) {
        fit(canvas, scale());
        reader.fit();
      }
      if (topics.has("text")) {
        for (const flag of flags) flag.texts();
        setText(title, t("panel.loss"));
        setText(axis, t("loss.axis.x"));
        lines.say(t("sheet.lines"));
        saving.say(t("sheet.save"));
        setText(pin, t("pin.label"));
        pin.title = t("pin.help");
        for (const { kind, button } of files) setText(button, t(`save.${kind}`));
        reader.texts();
      }
      if (topics.has("config") || topics.has("text")) {
        for (const flag of flags) flag.update();
        drawLegend();
        drawPin();
      }
      if (any(topics, "training", "look", "size", "config", "data", "text")) draw(topics);
    },
  };
}
