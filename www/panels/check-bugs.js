// Wrong programs to plant in the check, and a guess at a secret one. They are known to the check alone.

import { el, setText } from "../dom.js";
import { maybe, t } from "../i18n/index.js";

const BUGS = ["in-place", "order", "factor", "plus", "slope"];

/** @param {() => void} changed called when another one is planted */
export function bugChoice(changed) {
  const legend = el("legend");
  const help = el("p", { class: "note" });
  const about = el("p", { id: "check-bug-about" });
  const choices = ["none", ...BUGS, "secret"].map((id) => {
    const input = el("input", { type: "radio", name: "check-bug", id: `check-bug-${id}`, value: id });
    const words = el("span");
    input.addEventListener("change", () => choose(id));
    return { id, input, words, chip: el("label", { class: "chip" }, input, words) };
  });
  const guessing = guess(() => plant());
  const element = el(
    "fieldset",
    { class: "check-bugs" },
    legend,
    help,
    el("div", { class: "check-chips" }, ...choices.map(({ chip }) => chip)),
    about,
    guessing.element,
  );
  let chosen = "none";
  /** @type {string | null} */
  let secret = null;
  /** Those that this network shows. */
  let shown = BUGS;
  select("none");

  /** @param {string} id */
  function choose(id) {
    chosen = id;
    if (id === "secret") plant();
    else changed();
    draw();
  }

  /** A secret one that can be found here, another than before where there is another. */
  function plant() {
    const others = shown.filter((bug) => bug !== secret);
    const among = others.length > 0 ? others : shown;
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
    secret = among[drawn % among.length] ?? null;
    guessing.begin(secret);
    changed();
  }

  /** @param {string} id */
  function select(id) {
    chosen = id;
    for (const choice of choices) choice.input.checked = choice.id === id;
  }

  function draw() {
    setText(about, chosen === "secret" ? t("check.secret.ask") : maybe(`check.about.${chosen}`));
    about.hidden = about.textContent === "";
    guessing.element.hidden = chosen !== "secret";
    guessing.draw();
  }

  return {
    element,
    draw,
    /** What is planted, as the engine calls it. */
    planted: () => (chosen === "secret" ? secret : chosen === "none" ? null : chosen),
    /** Whether one is planted that can be named. */
    hides: () => chosen !== "none",
    /** @param {import("../engine.js").Findings | null} findings */
    knows(findings) {
      if (findings && findings.shown.length > 0) shown = findings.shown;
    },
    reset() {
      select("none");
      secret = null;
      draw();
    },
    texts() {
      setText(legend, t("check.bugs"));
      setText(help, t("check.bugs.help"));
      for (const { id, words } of choices) setText(words, t(`check.bug.${id}`));
      guessing.texts();
      draw();
    },
  };
}

/** @param {() => void} another called when another secret one is asked for */
function guess(another) {
  const label = el("label", { for: "check-guess" });
  const menu = el("select", { id: "check-guess" });
  const attempt = el("button", { type: "button", id: "check-try" });
  const again = el("button", { type: "button", id: "check-again" });
  const answer = el("p", { id: "check-answer", role: "status" });
  const element = el("div", { class: "check-guess", hidden: true }, label, menu, attempt, again, answer);
  /** @type {string | null} */
  let secret = null;
  /** What was guessed last. */
  let guessed = "";

  attempt.addEventListener("click", () => {
    guessed = menu.value;
    draw();
  });
  again.addEventListener("click", another);

  function draw() {
    const right = guessed !== "" && guessed === secret;
    setText(answer, guessed === "" ? "" : said(right));
    answer.className = guessed === "" ? "" : right ? "check-hit" : "check-miss";
  }

  /** @param {boolean} right */
  function said(right) {
    const [bug, mark] = [t(`check.bug.${guessed}`), t(`check.mark.${guessed}`)];
    return right ? `✓ ${t("check.secret.right", { bug, mark })}` : `✗ ${t("check.secret.wrong", { mark })}`;
  }

  return {
    element,
    draw,
    /** @param {string | null} bug */
    begin(bug) {
      secret = bug;
      guessed = menu.value = "";
      draw();
    },
    texts() {
      const { value } = menu;
      setText(label, t("check.secret.guess"));
      setText(attempt, t("check.secret.try"));
      setText(again, t("check.secret.again"));
      const named = [["", t("check.secret.choose")], ...BUGS.map((id) => [id, t(`check.bug.${id}`)])];
      menu.replaceChildren(...named.map(([id = "", name = ""]) => el("option", { value: id }, name)));
      menu.value = value;
      draw();
    },
  };
}
